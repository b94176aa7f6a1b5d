"""Telegram, by webhook or long polling. https://core.telegram.org/bots/api"""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import aiohttp
import msgspec
import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from yarl import URL

from bot.channels.base import FetchFailed, ForgedWebhook, MalformedWebhook, SendFailed
from bot.channels.telegram_request import CONNECT_SECONDS, LeanBot, SharedSession, TooManyRequests
from bot.channels.telegram_updates import UNREADABLE, UPDATE_TYPES, ButtonPress, translate
from bot.channels.writing import numbered, split
from bot.keep_alive import KeepAlive
from bot.messages import Attachment, Choice, InboundMessage, OutboundMessage

MAX_TEXT: Final = 4096
MAX_CAPTION: Final = 1024
MAX_CALLBACK_DATA: Final = 64
MAX_FILE_BYTES: Final = 20 * 1024 * 1024
WHOLE_ANSWER_SECONDS: Final = 60.0
"""For what the outbox does not limit."""

Markup = dict[str, Any]
"""A keyboard as the API takes it."""
log = structlog.get_logger()


class Telegram:
    """One bot. Without `webhook_secret` no webhook is believed. `read_photo` gives the bytes behind a photo URL of
    ours, for servers Telegram cannot reach; without it Telegram fetches the URL.
    """

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        bot_token: str,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        webhook_secret: str = "",
        api_base: str = "",
        read_photo: Callable[[str], Awaitable[bytes | None]] | None = None,
        timeout: float = 15,
    ) -> None:
        base = (api_base or "https://api.telegram.org").rstrip("/")
        self._calls = KeepAlive(URL(base).origin(), connect_seconds=CONNECT_SECONDS, max_bytes=MAX_FILE_BYTES)
        request = SharedSession(session, self._calls, read_timeout=timeout, max_bytes=MAX_FILE_BYTES)
        self._bot = LeanBot(
            bot_token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=request,
            get_updates_request=request,
        )
        self._clock, self._new_id = clock, new_id
        self._webhook_secret = webhook_secret
        self._read_photo = read_photo

    def close(self) -> None:
        self._calls.close()

    # verify

    def _verify(self, headers: Mapping[str, str]) -> None:
        given = headers.get("x-telegram-bot-api-secret-token", "")
        if not self._webhook_secret:
            raise ForgedWebhook("TELEGRAM_WEBHOOK_SECRET is not set, so no webhook can be believed")
        if not hmac.compare_digest(given.encode(), self._webhook_secret.encode()):
            raise ForgedWebhook("X-Telegram-Bot-Api-Secret-Token does not match")

    # translate

    def receive(self, body: bytes, headers: Mapping[str, str], url: str) -> list[InboundMessage]:  # noqa: ARG002  # not signed
        self._verify(headers)
        try:
            return self.read(_json(body))
        except ValueError as error:  # what is no JSON at all
            raise MalformedWebhook(f"not an update: {type(error).__name__}") from error

    def read(self, update: Any) -> list[InboundMessage]:
        """What a resident said in one update. Raises `MalformedWebhook`."""
        try:
            int(update["update_id"])  # of kinds that are not ours only that it is an update
            return translate(update, self._now(), self._new_id)
        except UNREADABLE as error:
            raise MalformedWebhook(f"not an update: {type(error).__name__}") from error

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    async def updates(self, offset: int, seconds: int) -> list[tuple[int, Any]]:
        """By long polling: (update_id, update) from `offset` on, for `read`, waiting up to `seconds`. Raises `FetchFailed`."""
        async with _asked(seconds + WHOLE_ANSWER_SECONDS):
            updates = await self._bot.call(
                "getUpdates", seconds, offset=offset, timeout=seconds, allowed_updates=UPDATE_TYPES
            )
        return [(update["update_id"], update) for update in updates]

    async def leave_webhook(self) -> None:
        """Telegram refuses polling while a webhook is set. Raises `FetchFailed`."""
        async with _asked(WHOLE_ANSWER_SECONDS):
            await self._bot.delete_webhook()

    async def name(self) -> str:
        """The bot's user name; raises what PTB raises when the token is wrong or nobody answers."""
        return (await self._bot.get_me()).username or ""

    async def set_webhook(self, public_url: str) -> None:
        """Have Telegram call `public_url`. Raises `SendFailed`."""
        url = f"{public_url.rstrip('/')}/channels/telegram"
        try:
            await self._bot.set_webhook(url, secret_token=self._webhook_secret, allowed_updates=UPDATE_TYPES)
        except TelegramError as error:
            raise send_failed(error) from None

    # send

    async def send(self, message: OutboundMessage) -> str:
        """Long texts go in parts; buttons stand under the last, whose id it is. Raises `SendFailed`."""
        text, markup = _with_keyboard(message)
        chat_id = int(message.contact.address)
        try:
            if message.photo_url:
                return await self._show(chat_id, message.photo_url, text, markup)
            return await self._say(chat_id, text, markup)
        except TelegramError as error:
            raise send_failed(error) from None

    async def _say(self, chat_id: int, text: str, markup: Markup) -> str:
        *first, last = split(text, MAX_TEXT)
        for part in first:
            await self._bot.call("sendMessage", chat_id=chat_id, text=part)
        return _id_of(await self._bot.call("sendMessage", chat_id=chat_id, text=last, reply_markup=markup))

    async def _show(self, chat_id: int, photo_url: str, text: str, markup: Markup) -> str:
        """Photo and words in one call, so that a retry repeats neither; a photo Telegram cannot take, or one with
        more words than fit under it, becomes its address.
        """
        if len(split(text, MAX_CAPTION)) > 1:
            return await self._say(chat_id, f"{text}\n{photo_url}", markup)
        content = await self._read_photo(photo_url) if self._read_photo else None
        photo = InputFile(content, filename="photo.jpg") if content else photo_url
        try:
            sent = await self._bot.call("sendPhoto", chat_id=chat_id, photo=photo, caption=text, reply_markup=markup)
        except BadRequest as error:
            log.warning("photo_not_taken", channel="telegram", reason=_reason(error))
            return await self._say(chat_id, f"{text}\n{photo_url}", markup)
        return _id_of(sent)

    async def answer_press(self, message: InboundMessage) -> None:
        """Stop the spinner on the button. Too late or twice does no harm, so a failure is only logged."""
        if not isinstance(message, ButtonPress):
            return
        try:
            await self._bot.answer_callback_query(message.callback_query_id)
        except TelegramError as error:
            log.info("press_not_answered", channel="telegram", reason=_reason(error))

    # fetch

    async def fetch(self, attachment: Attachment) -> bytes:
        try:
            file = await self._bot.get_file(attachment.source)
            if (file.file_size or 0) > MAX_FILE_BYTES:
                raise FetchFailed(f"larger than {MAX_FILE_BYTES} bytes", permanent=True)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            gone = isinstance(error, BadRequest | InvalidToken)
            raise FetchFailed(_reason(error), permanent=gone) from None


@asynccontextmanager
async def _asked(seconds: float) -> AsyncIterator[None]:
    """Raises `FetchFailed`, also when the answer has begun and is not whole in that time."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise FetchFailed("telegram answers too slowly") from None
    except TelegramError as error:
        raise FetchFailed(_reason(error), permanent=isinstance(error, InvalidToken)) from None


def _json(body: bytes) -> Any:
    """What is no Unicode, such as half an emoji, only Python's own decoder lets through."""
    try:
        return msgspec.json.decode(body)
    except msgspec.MsgspecError:
        return json.loads(body)


def send_failed(error: TelegramError) -> SendFailed:
    """403 is a resident who blocked us, 400 will never be taken, 429 says when; the rest is worth another try."""
    reason = _reason(error)
    if isinstance(error, Forbidden):
        return SendFailed(reason, opted_out=True)
    if isinstance(error, TooManyRequests):
        return SendFailed(reason, retry_after=error.seconds)
    return SendFailed(reason, permanent=isinstance(error, BadRequest))


def _id_of(sent: Any) -> str:
    return str(sent["message_id"]) if isinstance(sent, dict) else ""


def _reason(error: TelegramError) -> str:
    return f"telegram {type(error).__name__}"


def _with_keyboard(message: OutboundMessage) -> tuple[str, Markup]:
    """Telegram takes one keyboard: the location button's has the choices as numbered lines above it."""
    if message.ask_location:
        return numbered(message.text, message.choices), _location_button(message.location_label or "📍")
    if any(len(choice.id.encode()) > MAX_CALLBACK_DATA for choice in message.choices):
        return numbered(message.text, message.choices), _NO_KEYBOARD
    return message.text, _buttons(message.choices) if message.choices else _NO_KEYBOARD


_NO_KEYBOARD: Final[Markup] = ReplyKeyboardRemove().to_dict()


@lru_cache
def _location_button(label: str) -> Markup:
    button = KeyboardButton(label, request_location=True)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True).to_dict()


@lru_cache(maxsize=1024)  # most are the same few answers; one made anew costs as much as a fifth of sending
def _buttons(choices: tuple[Choice, ...]) -> Markup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one.label, callback_data=one.id)] for one in choices]).to_dict()
