"""A resident's wish to be forgotten: nothing of them stays but that they may not be written to."""

from datetime import datetime, timedelta

from bot.city import City
from bot.conversation import Conversation, Decision
from bot.effects import ForgetRecords, Order, Unschedule
from bot.events import ResidentForgotten

STILL_UNDER_WAY = timedelta(days=1)
"""So long what was on its way to them, or waited for the end of the quiet hours, may still arrive."""


def resident_forgotten(_city: City, conversation: Conversation, event: ResidentForgotten) -> Decision:
    """A report that is just being sent to the CRM stays until it has its number: it must not be lost or doubled."""
    sending = tuple(known for known in conversation.requests if known.status == "filing")
    fresh = Conversation(
        contact=conversation.contact,
        language=conversation.language,
        requests=sending,
        updates_allowed=conversation.updates_allowed,
        surveys_allowed=conversation.surveys_allowed,
        forgotten_at=event.at,
    )
    return Decision(fresh, (*_timers(conversation), ForgetRecords()))


def _timers(conversation: Conversation) -> list[Order]:
    drafts = (conversation.draft, *conversation.waiting)
    names = [f"draft:{draft.draft_id}" for draft in drafts if draft]
    for known in conversation.requests:
        names += [f"late:{known.service_request_id}", f"survey:{known.service_request_id}"]
    return [Unschedule(name) for name in names]


def is_of_before(conversation: Conversation, at: datetime) -> bool:
    """Whether news of a request they do not know are of the time before they were forgotten."""
    forgotten = conversation.forgotten_at
    return forgotten is not None and at < forgotten + STILL_UNDER_WAY
