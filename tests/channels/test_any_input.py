"""Whatever arrives, signed or not, a channel reads it or says what is wrong with it: nothing else, ever."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.base import ForgedWebhook, MalformedWebhook
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.channels.web import SESSION_HEADER, WebChat
from bot.messages import InboundMessage
from tests.channels.conftest import SID, TOKEN
from tests.channels.test_twilio import URL, sign

SECRET = "secret"
SIGNED = {"x-telegram-bot-api-secret-token": SECRET}
NO_NETWORK: Any = None

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
CHAT = {"id": 7001, "type": "private"}
message_parts = st.fixed_dictionaries(
    {"message_id": st.just(1) | anything, "date": st.just(1772443000) | anything, "chat": st.just(CHAT) | anything},
    optional=dict.fromkeys(
        ("text", "photo", "document", "location", "venue", "sticker", "from", "caption", "entities", "voice"), anything
    ),
)
updates = st.fixed_dictionaries(
    {"update_id": st.just(9001) | anything},
    optional={"message": message_parts | anything, "edited_message": message_parts, "callback_query": anything},
)
fields = st.sampled_from(
    [
        "From",
        "To",
        "Body",
        "MessageSid",
        "NumMedia",
        "MediaUrl0",
        "Latitude",
        "Longitude",
        "OptOutType",
        "ButtonPayload",
    ]
)
forms = st.dictionaries(
    fields | st.text(max_size=5), st.text(max_size=20) | st.sampled_from(["1", "+12065550101", "whatsapp:+1"])
)
frames = st.fixed_dictionaries(
    {"type": st.just("message"), "id": st.just("message-1") | anything},
    optional={"text": anything, "lat": anything, "long": anything, "photos": anything, "choice": anything},
)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def telegram() -> Telegram:
    return Telegram(session=NO_NETWORK, bot_token="42:t", clock=time.time, new_id=lambda: "id", webhook_secret=SECRET)


def twilio() -> Twilio:
    return Twilio(session=NO_NETWORK, account_sid=SID, auth_token=TOKEN, clock=time.time, new_id=lambda: "id")


def web_chat() -> WebChat:
    return WebChat(mailbox=NO_NETWORK, secret=b"s", clock=time.time, new_id=lambda: "id", read_upload=NO_NETWORK)


def read(channel: Any, body: bytes, headers: dict[str, str]) -> None:
    try:
        received = channel.receive(body, headers, URL)
    except (ForgedWebhook, MalformedWebhook):
        return
    assert all(isinstance(message, InboundMessage) for message in received)
    for message in received:
        message.text.encode()


@relaxed
@given(updates | anything)
def test_any_update(update: Any) -> None:
    read(telegram(), json.dumps(update).encode(), SIGNED)


@relaxed
@given(forms)
def test_any_signed_form(form: dict[str, str]) -> None:
    body = urlencode(form)
    read(twilio(), body.encode(), sign(body))


@relaxed
@given(frames | anything)
def test_any_frame(frame: Any) -> None:
    chat = web_chat()
    read(chat, json.dumps(frame).encode(), {SESSION_HEADER: chat.new_session()})


@relaxed
@given(st.binary(max_size=200), st.text(max_size=60))
def test_any_bytes_and_any_signature(body: bytes, signature: str) -> None:
    chat = web_chat()
    for channel, headers in (
        (telegram(), SIGNED),
        (telegram(), {"x-telegram-bot-api-secret-token": signature}),
        (twilio(), {"x-twilio-signature": signature}),
        (chat, {SESSION_HEADER: chat.new_session()}),
        (chat, {SESSION_HEADER: signature}),
    ):
        read(channel, body, headers)


@pytest.mark.parametrize("body", [b"a=" + b"%" * 1000, b"&" * 5000, b"=" * 5000, b"a" * 100_000])
def test_forms_made_to_hurt(body: bytes) -> None:
    read(twilio(), body, {"x-twilio-signature": "x"})
