"""Telegram's updates in our words. https://core.telegram.org/bots/api#update"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from telegram import Bot, CallbackQuery, Chat, Message, Update

from bot.messages import Attachment, Contact, GeoPoint, InboundMessage

WANTED: Final = ("message", "edited_message", "callback_query")
UPDATE_TYPES: Final = (*WANTED, "my_chat_member")
"""What we ask Telegram for; the last only so that being blocked is not an unknown thing."""

_FILES: Final = ("document", "video", "voice", "audio", "video_note")
"""Not photos, most of them, but what a resident sends gets an answer: the media store says what it is not."""

NewId = Callable[[], str]


class ButtonPress(InboundMessage, frozen=True):
    """Telegram shows a spinner on the button until this query is answered."""

    callback_query_id: str = ""


class ReadMessage(Message):
    """The library's message without its guard on attributes, two thirds of what it costs to read one
    (docs/decisions/0064).
    """

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # its own names the parameter value


def translate_json(update: Mapping[str, Any], bot: Bot, at: datetime, new_id: NewId) -> list[InboundMessage]:
    """As `translate`, from what a webhook brings. Raises what the library and Python raise at nonsense."""
    for kind in ("message", "edited_message"):
        if said := update.get(kind):
            message = ReadMessage.de_json(said, bot)
            return _said(update["update_id"], message, at, new_id, edited=kind == "edited_message")
    return translate(Update.de_json(dict(update), bot), at, new_id)


def translate(update: Update, at: datetime, new_id: NewId) -> list[InboundMessage]:
    """None for groups, channels and whatever a resident did not say. `at` is when it reached us: Telegram's own
    date may lie a day back, and timers counted from it would all be due at once.
    """
    if update.callback_query:
        return _press(update.update_id, update.callback_query, at)
    message = update.message or update.edited_message
    if message is None:
        return []
    return _said(update.update_id, message, at, new_id, edited=update.edited_message is not None)


def _press(update_id: int, query: CallbackQuery, at: datetime) -> list[InboundMessage]:
    chat = query.message.chat if query.message else None
    if not query.data or (chat and chat.type != Chat.PRIVATE):
        return []
    return [
        ButtonPress(
            contact=Contact("telegram", str(chat.id if chat else query.from_user.id)),
            message_id=str(update_id),
            at=at,
            choice=query.data,
            language=query.from_user.language_code,
            callback_query_id=query.id,
        )
    ]


def _said(update_id: int, message: Message, at: datetime, new_id: NewId, *, edited: bool) -> list[InboundMessage]:
    if message.chat.type != Chat.PRIVATE:
        return []
    text, point, attachments = _text(message), _point(message), _attachments(message, new_id)
    if not text and point is None and not attachments:
        return []
    return [
        InboundMessage(
            contact=Contact("telegram", str(message.chat.id)),
            message_id=str(update_id),
            at=at,
            text=text,
            point=point,
            attachments=attachments,
            language=message.from_user.language_code if message.from_user else None,
            edited=edited,
        )
    ]


def _text(message: Message) -> str:
    if message.sticker:
        return message.sticker.emoji or ""
    text = message.text or message.caption or ""
    if text.startswith("/"):
        command, space, rest = text[1:].partition(" ")
        text = command.partition("@")[0] + space + rest
    # Python reads half an emoji that JSON lets through; nothing that writes UTF-8 takes it.
    return text.encode("utf-8", "replace").decode()


def _point(message: Message) -> GeoPoint | None:
    location = message.location or (message.venue.location if message.venue else None)
    return GeoPoint(location.latitude, location.longitude) if location else None


def _attachments(message: Message, new_id: NewId) -> tuple[Attachment, ...]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (Attachment(new_id(), largest.file_id, "image/jpeg"),)
    files: list[Any] = [file for kind in _FILES if (file := getattr(message, kind))]
    return tuple(Attachment(new_id(), file.file_id, _content_type(file)) for file in files[:1])


def _content_type(file: Any) -> str:
    return getattr(file, "mime_type", None) or "application/octet-stream"
