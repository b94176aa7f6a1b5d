"""Telegram's updates in our words. https://core.telegram.org/bots/api#update"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from telegram import (
    Audio,
    Chat,
    Document,
    Location,
    PhotoSize,
    Sticker,
    TelegramObject,
    User,
    Venue,
    Video,
    VideoNote,
    Voice,
)

from bot.messages import Attachment, Contact, GeoPoint, InboundMessage

UPDATE_TYPES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; the last only so that being blocked is not an unknown thing."""

_FILES: Final = {"document": Document, "video": Video, "voice": Voice, "audio": Audio, "video_note": VideoNote}
"""Not photos, most of them, but what a resident sends gets an answer: the media store says what it is not."""

UNREADABLE: Final = (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError)
"""What the library and Python raise at nonsense."""

NewId = Callable[[], str]
Json = Mapping[str, Any]
Part = TypeVar("Part", bound=TelegramObject)


class ButtonPress(InboundMessage, frozen=True):
    """Telegram shows a spinner on the button until this query is answered."""

    callback_query_id: str = ""


class ReadChat(Chat):
    """The library's, less its guard on attributes: a third of what it costs to read one."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # its own names the parameter value


class ReadUser(User):
    """Likewise."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]


def translate(update: Json, at: datetime, new_id: NewId) -> list[InboundMessage]:
    """None for groups, channels and whatever a resident did not say. `at` is when it reached us: Telegram's own
    date may lie a day back, and timers counted from it would all be due at once.

    The library reads the parts that are used, and not the whole message with its hundred fields
    (docs/decisions/0078). Raises one of `UNREADABLE`.
    """
    for kind in ("message", "edited_message"):
        if kind in update:
            return _said(update["update_id"], update[kind], at, new_id, edited=kind == "edited_message")
    return _press(update["update_id"], update["callback_query"], at) if "callback_query" in update else []


def _press(update_id: int, query: Json, at: datetime) -> list[InboundMessage]:
    who = ReadUser.de_json(query["from"])
    chat = _part(query.get("message") or {}, "chat", ReadChat)
    if not query.get("data") or (chat and chat.type != Chat.PRIVATE):
        return []
    return [
        ButtonPress(
            contact=Contact("telegram", str(chat.id if chat else who.id)),
            message_id=str(update_id),
            at=at,
            choice=query["data"],
            language=who.language_code,
            callback_query_id=query["id"],
        )
    ]


def _said(update_id: int, said: Json, at: datetime, new_id: NewId, *, edited: bool) -> list[InboundMessage]:
    datetime.fromtimestamp(said["date"], UTC)  # what has none is no message
    chat = ReadChat.de_json(said["chat"])
    if chat.type != Chat.PRIVATE:
        return []
    text, point, attachments = _text(said), _point(said), _attachments(said, new_id)
    if not text and point is None and not attachments:
        return []
    who = _part(said, "from", ReadUser)
    return [
        InboundMessage(
            contact=Contact("telegram", str(chat.id)),
            message_id=str(update_id),
            at=at,
            text=text,
            point=point,
            attachments=attachments,
            language=who.language_code if who else None,
            edited=edited,
        )
    ]


def _part(said: Json, field: str, kind: type[Part]) -> Part | None:
    return kind.de_json(said[field]) if said.get(field) else None


def _text(said: Json) -> str:
    if sticker := _part(said, "sticker", Sticker):
        return sticker.emoji or ""
    text: str = said.get("text") or said.get("caption") or ""
    if text.startswith("/"):
        command, space, rest = text[1:].partition(" ")
        command = command.partition("@")[0]
        text = command if command == "start" else command + space + rest  # what follows is the link's own, not theirs
    # Python reads half an emoji that JSON lets through; nothing that writes UTF-8 takes it.
    return text.encode("utf-8", "replace").decode()


def _point(said: Json) -> GeoPoint | None:
    venue = _part(said, "venue", Venue)
    location = venue.location if venue else _part(said, "location", Location)
    return GeoPoint(location.latitude, location.longitude) if location else None


def _attachments(said: Json, new_id: NewId) -> tuple[Attachment, ...]:
    if said.get("photo"):
        largest = max(PhotoSize.de_list(said["photo"]), key=lambda size: size.width * size.height)
        return (Attachment(new_id(), largest.file_id, "image/jpeg"),)
    files: list[Any] = [file for field, kind in _FILES.items() if (file := _part(said, field, kind))]
    return tuple(Attachment(new_id(), file.file_id, _content_type(file)) for file in files[:1])


def _content_type(file: Any) -> str:
    return getattr(file, "mime_type", None) or "application/octet-stream"
