"""After something else was answered: back to the question that is still open."""

from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.filing import request_by_id
from bot.handlers.speaking import offer, say
from bot.places.place import PlaceSearch


def remind(city: City, conversation: Conversation, at: datetime) -> Decision:
    """Ask again what the conversation stands at; nothing when it stands at nothing."""
    match conversation.step:
        case Step.IDLE | Step.WITH_PERSON:
            return Decision(conversation)
        case Step.CHOOSING_PLACE:
            search = PlaceSearch("ambiguous", places=conversation.places)
            return asking.place_choices(conversation, search)
        case Step.CORRECTING:
            return asking.corrections(conversation)
        case Step.SURVEY_FIXED | Step.SURVEY_WORDS:
            return _survey_again(city, conversation)
        case Step.AFTER_EMERGENCY if not asking.may_go_on(conversation):
            return asking.what_crews_can_do(conversation)
        case Step.SURVEY_RATING | Step.AFTER_EMERGENCY | Step.ABOUT_REPORT:
            return offer(conversation, f"remind-{conversation.step.replace('_', '-')}", conversation.choices)
        case _ if conversation.draft is None:
            return Decision(replace(conversation, choices=()), (say(conversation, "ask-problem"),))
    return advance(city, conversation, at)


def _survey_again(city: City, conversation: Conversation) -> Decision:
    """With the name of the report; what may be added is no question."""
    survey = conversation.survey
    if survey and conversation.step is Step.SURVEY_WORDS and survey.fixed == "no" and survey.rating is None:
        return Decision(conversation, (say(conversation, "survey-what-is-wrong"),))
    known = request_by_id(conversation, survey.service_request_id) if survey else None
    if known is None or conversation.step is Step.SURVEY_WORDS:
        return Decision(conversation)
    return asking.survey_fixed(city, conversation, known)
