"""A report that nobody finishes is forgotten: its timer runs from the turn it comes up until it is sent or dropped."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft
from bot.effects import Order, Schedule, Unschedule
from bot.events import DraftForgotten


def timed(city: City, before: Conversation, decision: Decision, at: datetime) -> Decision:
    """The decision, with what becomes of the timers where another report is written now than before, or none."""
    was, is_now = before.draft, decision.conversation.draft
    if (was and was.draft_id) == (is_now and is_now.draft_id):
        return decision
    ends: tuple[Order, ...] = (Unschedule(f"draft:{was.draft_id}"),) if was else ()
    begins = (lapse(is_now, at + timedelta(hours=city.retention.draft_hours)),) if is_now else ()
    return replace(decision, orders=ends + decision.orders + begins)


def lapse(draft: Draft, due: datetime) -> Schedule:
    return Schedule(f"draft:{draft.draft_id}", due, DraftForgotten(at=due, draft_id=draft.draft_id))
