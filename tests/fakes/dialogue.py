"""A dialogue small enough to reason about: every word a resident sends is a command of the test."""

import os
import signal
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.conversation import Conversation, Decision
from bot.effects import (
    CallStaff,
    FetchPhoto,
    FileRequest,
    FindPlaces,
    Follow,
    ForgetRecords,
    RecordConsent,
    RecordFeedback,
    Reopen,
    Say,
    Schedule,
    Unschedule,
)
from bot.events import DraftForgotten, MessageArrived, MessageReceived, PlacesFound
from bot.messages import Contact, InboundMessage, OutboundMessage

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def contact(number: int = 1) -> Contact:
    return Contact("sms", f"+1206555{number:04}")


def arrived(who: Contact, text: str, message_id: str = "", attachments=()) -> MessageArrived:
    return MessageArrived(NOW, InboundMessage(who, message_id or text, NOW, text, attachments=attachments))


def say(text: str) -> Say:
    return Say("echo", "en", {"text": text})


async def render(order: Say, who: Contact, reference: str) -> OutboundMessage:
    return OutboundMessage(who, str(order.values.get("text", order.key)), key=order.key, reference=reference)


def filing(key: str, media_ids=()) -> FileRequest:
    return FileRequest(key, "pothole", "words", "12 Elm St", None, media_ids=media_ids)


def decide(conversation: Conversation, event) -> Decision:
    """Counts turns in `misunderstood`, so that a lost or doubled turn shows."""
    heard = replace(conversation, misunderstood=conversation.misunderstood + 1)
    if isinstance(event, MessageReceived):
        return _message(conversation, heard, event)
    if isinstance(event, PlacesFound):
        return Decision(heard, (say(f"place {event.search.outcome}"),))
    return Decision(heard, (say(type(event).__name__ + _detail(event)),))


def _detail(event) -> str:
    return "".join(f" {getattr(event, name)}" for name in ("service_request_id", "reason") if getattr(event, name, ""))


def _message(conversation, heard, event) -> Decision:  # noqa: PLR0911, RET503  # a line for each command
    word, _, rest = event.message.text.partition(" ")
    match word:
        case "crash":
            raise RuntimeError("poison")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "endless" | "where":
            return Decision(conversation, question=FindPlaces(rest))
        case "twice":
            return Decision(heard, (say(f"{rest} 1"), say(f"{rest} 2"), say(f"{rest} 3")))
        case "file":
            photos = tuple(FetchPhoto(attachment) for attachment in event.message.attachments)
            return Decision(heard, (*photos, filing(rest, tuple(photo.attachment.media_id for photo in photos))))
        case "follow":
            return Decision(heard, (Follow(rest),))
        case "reopen":
            return Decision(heard, (Reopen(rest, "still there", f"survey-{rest}", filing(f"again-{rest}")),))
        case "stop":
            withdrawn = replace(heard, updates_allowed=False)
            return Decision(withdrawn, (RecordConsent("all", False, "words", NOW),))
        case "person":
            return Decision(heard, (CallStaff("asked", rest),))
        case "show":
            return Decision(heard, (CallStaff("more", "look", (rest, "never-kept")),))
        case "rate":
            return Decision(heard, (RecordFeedback(f"survey-{rest}", rest, "en", rating=1),))
        case "forget":
            return Decision(replace(heard, forgotten_at=datetime.now(UTC)), (ForgetRecords(),))
        case "later":
            due = NOW + timedelta(seconds=float(rest))
            return Decision(heard, (Schedule("draft", due, DraftForgotten(due, "d1")),))
        case "never":
            return Decision(heard, (Unschedule("draft"),))
        case _:
            return Decision(heard, (say(f"{event.message.text} #{heard.misunderstood}"),))
