"""What the city did: every change is told once, in plain words, outside the quiet hours."""

from datetime import timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, FollowedRequest, Step
from bot.effects import Order, Schedule
from bot.events import ContactBlocked, DraftForgotten, RequestChanged, RequestLate, SurveyDue
from bot.handlers import staff_corrections
from bot.handlers.advancing import take_up_waiting
from bot.handlers.consent import withdrawn
from bot.handlers.filing import request_by_id, with_request
from bot.handlers.forgetting import is_of_before
from bot.handlers.lapsing import lapse
from bot.handlers.phrases import translated
from bot.handlers.quiet import after_quiet, opening
from bot.handlers.speaking import say, what
from bot.handlers.survey import called_off

NOT_FOR_US_TO_FIX = frozenset({"duplicate", "not_councils_responsibility", "cancelled"})
"""Closed in a way of which nobody should be asked whether it is fixed."""
UNDER_WAY = frozenset({"in_progress", "investigating", "action_scheduled", "planned"})


def request_changed(city: City, conversation: Conversation, event: RequestChanged) -> Decision:
    if request_by_id(conversation, event.request.service_request_id) is None and is_of_before(conversation, event.at):
        return Decision(conversation)
    opens = opening(city, event.at)
    if opens and conversation.updates_allowed:
        name = f"told:{event.request.service_request_id}:{event.at.isoformat()}"
        return Decision(conversation, (Schedule(name, opens, replace(event, at=opens)),))
    known = request_by_id(conversation, event.request.service_request_id) or FollowedRequest(
        filing_key="", service_request_id=event.request.service_request_id, mine=False, status="open"
    )
    changed = _as_told(city, known, event)
    if event.request.status == "open":
        conversation = called_off(conversation, changed.service_request_id)
    orders = [
        *staff_corrections.recorded(city, conversation, known, event),
        *staff_corrections.new_deadline(city, known, changed),
    ]
    if conversation.updates_allowed:
        orders += staff_corrections.told(city, conversation, known, changed, event)
        orders += () if event.corrected_only else (_told(city, conversation, known, changed, event),)
    if event.request.status == "closed" and known.status != "closed":
        orders += _survey_later(city, changed, event)
    return Decision(with_request(conversation, changed), tuple(orders))


def _as_told(city: City, known: FollowedRequest, event: RequestChanged) -> FollowedRequest:
    request = event.request
    return replace(
        staff_corrections.as_corrected(city, known, request, event.at),
        status=request.status,
        address=known.address or request.address,
        closed_at=event.at if request.status == "closed" else None,
        told_at=event.at,
        surveyed=known.surveyed + (request.status == "closed" and known.status != "closed"),
    )


def _told(
    city: City, conversation: Conversation, known: FollowedRequest, changed: FollowedRequest, event: RequestChanged
) -> Order:
    if event.request.status == "closed":
        key = "request-closed"
    else:
        key = "request-open-again" if known.status == "closed" else "request-news"
        if key == "request-news" and not event.request.status_notes and event.request.extended_status in UNDER_WAY:
            key = "request-under-way"
    notes = translated(city, conversation.language, event.request.status_notes)
    return say(
        conversation,
        f"{key}-with-note" if notes else key,
        bulk=True,
        photo_url=event.request.media_url,
        number=changed.service_request_id,
        type=what(city, conversation, changed),
        place=changed.address,
        note=notes,
    )


def _survey_later(city: City, closed: FollowedRequest, event: RequestChanged) -> list[Order]:
    if not (city.survey.enabled and closed.mine) or event.request.extended_status in NOT_FOR_US_TO_FIX:
        return []
    due = after_quiet(city, event.at + timedelta(minutes=city.survey.delay_minutes))
    return [
        Schedule(
            f"survey:{closed.service_request_id}", due, SurveyDue(at=due, service_request_id=closed.service_request_id)
        )
    ]


def request_late(city: City, conversation: Conversation, event: RequestLate) -> Decision:
    """The promised day has passed: look before saying so."""
    known = request_by_id(conversation, event.service_request_id)
    if known is None or known.status != "open" or not conversation.updates_allowed:
        return Decision(conversation)
    told = say(
        conversation,
        "request-late",
        bulk=True,
        number=known.service_request_id,
        type=what(city, conversation, known),
        place=known.address,
        office=city.office.name,
        phone=city.office.phone,
    )
    return Decision(conversation, (told,))


def contact_blocked(_city: City, conversation: Conversation, event: ContactBlocked) -> Decision:
    """The provider says we are not wanted: as good as a STOP, but that it says nothing of a report being written. What was
    blocked may have been sent twice, and the "yes" to the first be on its way.
    """
    decision = withdrawn(conversation, "blocked", event.at)
    if conversation.draft is None or conversation.step is Step.WITH_PERSON:
        return decision
    silent = replace(conversation, updates_allowed=False, surveys_allowed=False, survey=None)
    return replace(decision, conversation=silent)


def draft_forgotten(city: City, conversation: Conversation, event: DraftForgotten) -> Decision:
    draft = conversation.draft
    if draft is None or draft.draft_id != event.draft_id:
        waiting = tuple(other for other in conversation.waiting if other.draft_id != event.draft_id)
        return Decision(replace(conversation, waiting=waiting))
    last = conversation.last_message_at or draft.begun_at
    if (due := last + timedelta(hours=city.retention.draft_hours)) > event.at:  # the resident has come back to it since
        return Decision(conversation, (lapse(draft, due),))
    resting = take_up_waiting(city, replace(conversation, waiting=()), event.at).conversation
    return Decision(replace(resting, draft=None, lapsed=True))
