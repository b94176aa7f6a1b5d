"""The dialogue as two tables: who hears a message at which step, and who hears of anything else that happens."""

from collections.abc import Callable, Mapping
from typing import Any

from bot import events
from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.events import MessageReceived
from bot.handlers import (
    confirming,
    correcting,
    details,
    earlier,
    emergency,
    filing,
    follow_up,
    kind,
    person,
    reopening,
    survey,
    welcome,
    whereabouts,
)
from bot.handlers.choosing_place import choosing_place
from bot.handlers.forgetting import resident_forgotten
from bot.handlers.place_search import places_found
from bot.handlers.status import requests_looked_up
from bot.handlers.telling import followers_told
from bot.handlers.unreadable import message_unreadable

StepHandler = Callable[[City, Conversation, MessageReceived], Decision]
EventHandler = Callable[[City, Conversation, Any], Decision]

STEP_HANDLERS: Mapping[Step, StepHandler] = {
    Step.IDLE: welcome.idle,
    Step.DESCRIBING: welcome.describing,
    Step.CHOOSING_TYPE: kind.choosing_type,
    Step.LOCATING: whereabouts.locating,
    Step.CHOOSING_PLACE: choosing_place,
    Step.ANSWERING: details.answering,
    Step.CONFIRMING: confirming.confirming,
    Step.CORRECTING: correcting.correcting,
    Step.AFTER_EMERGENCY: emergency.after_emergency,
    Step.ABOUT_REPORT: earlier.about_report,
    Step.SURVEY_FIXED: survey.survey_fixed,
    Step.SURVEY_RATING: survey.survey_rating,
    Step.SURVEY_WORDS: survey.survey_words,
    Step.WITH_PERSON: person.with_person,
}

EVENT_HANDLERS: Mapping[type, EventHandler] = {
    events.PlacesFound: places_found,
    events.ServiceDescribed: details.service_described,
    events.NearbyFound: confirming.nearby_found,
    events.RequestsLookedUp: requests_looked_up,
    events.MessageUnreadable: message_unreadable,
    events.PhotoKept: filing.photo_kept,
    events.PhotoRefused: filing.photo_refused,
    events.RequestFiled: filing.request_filed,
    events.FilingDelayed: filing.filing_delayed,
    events.RequestRefused: filing.request_refused,
    events.RequestChanged: follow_up.request_changed,
    events.RequestLate: follow_up.request_late,
    events.SurveyDue: survey.survey_due,
    events.RequestReopened: reopening.request_reopened,
    events.ReopeningFailed: reopening.reopening_failed,
    events.ContactBlocked: follow_up.contact_blocked,
    events.DraftForgotten: follow_up.draft_forgotten,
    events.StaffReplied: person.staff_replied,
    events.ResidentForgotten: resident_forgotten,
    events.FollowersTold: followers_told,
}
