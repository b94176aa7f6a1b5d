"""Telegram's updates as a table; its API played by a server that checks each call against the Bot API's description."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.base import FetchFailed, ForgedWebhook, MalformedWebhook, SendFailed
from bot.channels.telegram import Telegram
from bot.channels.telegram_updates import ButtonPress
from bot.messages import Attachment, Choice, Contact, GeoPoint, InboundMessage, OutboundMessage
from tests.channels.conftest import AT
from tests.fake_providers.bot_api import SPEC, BotApi
from tests.fake_providers.recorder import Failure
from tests.fake_providers.telegram import BAD_REQUEST, BLOCKED, BROKEN, FakeTelegram, too_many

CASES = json.loads((Path(__file__).parent / "payloads/telegram/updates.json").read_text("utf-8"))
SECRET = "a-webhook-secret_of-the-tests"
SIGNED = {"x-telegram-bot-api-secret-token": SECRET}
RESIDENT = Contact("telegram", "7001")
MakeTelegram = Callable[..., Telegram]


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def make(
    session: aiohttp.ClientSession, clock: Callable[[], float], new_id: Callable[[], str], fake: FakeTelegram
) -> MakeTelegram:
    def make(**settings: Any) -> Telegram:
        given = {"webhook_secret": SECRET, **settings}
        return Telegram(session=session, bot_token=fake.bot_token, clock=clock, new_id=new_id, **given)

    return make


def expected(message: dict[str, Any]) -> InboundMessage:
    common: dict[str, Any] = {
        "contact": RESIDENT,
        "message_id": "9001",
        "at": AT,
        "text": message["text"],
        "point": GeoPoint(*message["point"]) if "point" in message else None,
        "attachments": tuple(
            Attachment(f"id-{number:016d}", *attachment)
            for number, attachment in enumerate(message.get("attachments", []), 1)
        ),
        "choice": message.get("choice"),
        "language": message.get("language"),
        "edited": message.get("edited", False),
    }
    if "callback_query_id" in message:
        return ButtonPress(**common, callback_query_id=message["callback_query_id"])
    return InboundMessage(**common)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
async def test_an_update_is_read_as_the_table_says(make: MakeTelegram, case: dict[str, Any]) -> None:
    received = make().receive(json.dumps(case["update"]).encode(), SIGNED, "")
    assert received == ([] if case.get("ignored") else [expected(case["message"])])


@pytest.mark.skipif(
    not SPEC.is_file(),
    reason="the Bot API's description is not beside the checkout: updates are not checked against it",
)
@pytest.mark.parametrize("case", [case for case in CASES if not case.get("unknown")], ids=lambda case: case["name"])
def test_the_updates_of_the_table_are_such_as_telegram_sends(case: dict[str, Any]) -> None:
    api = BotApi.load()
    assert api
    assert api.object_problems("Update", case["update"]) == []


BODY = json.dumps(CASES[0]["update"]).encode()


@pytest.mark.parametrize(
    "headers",
    [{}, {"x-telegram-bot-api-secret-token": ""}, {"x-telegram-bot-api-secret-token": "guess"}, {"x-telegram-bot-api-secret-token": "ü"}],
)  # fmt: skip
async def test_an_update_without_the_secret_is_refused(make: MakeTelegram, headers: dict[str, str]) -> None:
    with pytest.raises(ForgedWebhook):
        make().receive(BODY, headers, "")


async def test_without_a_secret_of_our_own_nothing_is_believed(make: MakeTelegram) -> None:
    with pytest.raises(ForgedWebhook):
        make(webhook_secret="").receive(BODY, {"x-telegram-bot-api-secret-token": ""}, "")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not json", b"[]", b"null", b"7", b"{}", b'{"update_id": 1, "message": 7}', b'{"update_id": 1, "message": {}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": "x", "chat": {"id": 1, "type": "private"}}}', b"\xff\xfe",
        b'{"update_id": 1, "message": {"message_id": 1, "date": 99999999999999999, "chat": {"id": 1, "type": "private"}}}',
    ],
)  # fmt: skip
async def test_an_unreadable_update_is_malformed(make: MakeTelegram, body: bytes) -> None:
    with pytest.raises(MalformedWebhook):
        make().receive(body, SIGNED, "")


async def test_the_same_update_five_times_is_the_same_message_id(make: MakeTelegram) -> None:
    telegram = make()
    assert {telegram.receive(BODY, SIGNED, "")[0].message_id for _ in range(5)} == {"9001"}


GONE = {"remove_keyboard": True}
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (OutboundMessage(RESIDENT, "Where is it?"), {"text": "Where is it?", "reply_markup": GONE}),
        (
            OutboundMessage(RESIDENT, "Right?", YES_NO),
            {
                "text": "Right?",
                "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}], [{"text": "No", "callback_data": "no"}]]},
            },
        ),
        (
            OutboundMessage(RESIDENT, "Where?", ask_location=True, location_label="Enviar mi ubicación"),
            {
                "text": "Where?",
                "reply_markup": {
                    "keyboard": [[{"text": "Enviar mi ubicación", "request_location": True}]],
                    "resize_keyboard": True,
                    "one_time_keyboard": True,
                },
            },
        ),
        (
            OutboundMessage(RESIDENT, "Which?", YES_NO, ask_location=True),
            {
                "text": "Which?\n1. Yes\n2. No",
                "reply_markup": {
                    "keyboard": [[{"text": "📍", "request_location": True}]],
                    "resize_keyboard": True,
                    "one_time_keyboard": True,
                },
            },
        ),
        (OutboundMessage(RESIDENT, "Which?", (Choice("x" * 65, "Long"),)), {"text": "Which?\n1. Long", "reply_markup": GONE}),
    ],
    ids=["text", "buttons", "location button", "location and choices", "an id too long for a button"],
)  # fmt: skip
async def test_a_message_goes_out_in_telegrams_form(
    make: MakeTelegram, fake: FakeTelegram, message: OutboundMessage, fields: dict[str, Any]
) -> None:
    async with fake.serve() as base:
        assert await make(api_base=base).send(message) == "1"
    assert fake.sent() == [{"chat_id": 7001, **fields}]
    assert fake.problems == []


async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
    make: MakeTelegram, fake: FakeTelegram
) -> None:
    text = " ".join(f"🕳word{number}" for number in range(1200))
    async with fake.serve() as base:
        await make(api_base=base).send(OutboundMessage(RESIDENT, text, YES_NO))
    assert " ".join(fields["text"] for fields in fake.sent()) == text
    assert ["reply_markup" in fields for fields in fake.sent()] == [False, False, True]
    assert fake.problems == []


PHOTO = OutboundMessage(RESIDENT, "It is mended.", photo_url="https://text.city.example/media/abcdefgh")


async def test_a_photo_goes_by_its_address_with_the_words_under_it(make: MakeTelegram, fake: FakeTelegram) -> None:
    async with fake.serve() as base:
        assert await make(api_base=base).send(PHOTO) == "1"
    expected = {"chat_id": 7001, "photo": PHOTO.photo_url, "caption": "It is mended.", "reply_markup": GONE}
    assert [call.fields for call in fake.calls] == [expected]
    assert fake.problems == []


async def test_a_photo_of_ours_goes_as_bytes(make: MakeTelegram, fake: FakeTelegram) -> None:
    async def read_photo(url: str) -> bytes | None:
        return b"\xff\xd8 a photo" if url == PHOTO.photo_url else None

    async with fake.serve() as base:
        await make(api_base=base, read_photo=read_photo).send(PHOTO)
    expected = {"chat_id": 7001, "photo": b"\xff\xd8 a photo", "caption": "It is mended.", "reply_markup": GONE}
    assert fake.sent("sendPhoto") == [expected]
    assert fake.problems == []


async def test_a_photo_telegram_cannot_take_becomes_its_address(make: MakeTelegram, fake: FakeTelegram) -> None:
    fake.fail_next(BAD_REQUEST)
    async with fake.serve() as base:
        await make(api_base=base).send(PHOTO)
    assert fake.sent()[0]["text"] == "It is mended.\nhttps://text.city.example/media/abcdefgh"


async def test_a_photo_with_more_words_than_fit_under_it_becomes_its_address(
    make: MakeTelegram, fake: FakeTelegram
) -> None:
    async with fake.serve() as base:
        await make(api_base=base).send(replace(PHOTO, text="word " * 300))
    assert fake.sent("sendPhoto") == []
    assert fake.sent()[0]["text"].endswith("https://text.city.example/media/abcdefgh")
    assert fake.problems == []


@pytest.mark.parametrize(
    ("failure", "permanent", "opted_out", "retry_after"),
    [
        (BLOCKED, True, True, None),
        (BAD_REQUEST, True, False, None),
        (too_many(13), False, False, 13.0),
        (BROKEN, False, False, None),
        (Failure(502, "<html>bad gateway</html>"), False, False, None),
        (Failure(200, "<html>not JSON</html>"), False, False, None),
        (Failure(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}), False, False, None),
    ],
)
async def test_a_failed_send_says_what_to_do_next(
    make: MakeTelegram,
    fake: FakeTelegram,
    failure: Failure,
    permanent: bool,
    opted_out: bool,
    retry_after: float | None,
) -> None:
    fake.fail_next(failure)
    async with fake.serve() as base:
        with pytest.raises(SendFailed) as caught:
            await make(api_base=base).send(OutboundMessage(RESIDENT, "Hello"))
    error = caught.value
    assert (error.permanent, error.opted_out, error.retry_after) == (permanent, opted_out, retry_after)


async def test_neither_errors_nor_logs_tell_the_token_or_the_chat(
    make: MakeTelegram, fake: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(SendFailed) as caught:
        await make(api_base="http://127.0.0.1:9").send(OutboundMessage(RESIDENT, "Hello"))
    told = f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert fake.bot_token not in told
    assert "7001" not in told


async def test_a_pressed_button_is_answered(make: MakeTelegram, fake: FakeTelegram) -> None:
    press = next(case for case in CASES if case["name"] == "a pressed button")
    async with fake.serve() as base:
        telegram = make(api_base=base)
        for message in telegram.receive(json.dumps(press["update"]).encode(), SIGNED, ""):
            await telegram.answer_press(message)
    assert fake.sent("answerCallbackQuery") == [{"callback_query_id": "cq-77"}]
    assert fake.problems == []


async def test_a_press_answered_too_late_harms_nobody(make: MakeTelegram, fake: FakeTelegram) -> None:
    fake.fail_next(BAD_REQUEST)
    async with fake.serve() as base:
        await make(api_base=base).answer_press(ButtonPress(RESIDENT, "9001", AT, choice="yes", callback_query_id="old"))


async def test_a_file_is_fetched(make: MakeTelegram, fake: FakeTelegram) -> None:
    fake.files["large"] = b"a photo" * 50_000
    async with fake.serve() as base:
        assert await make(api_base=base).fetch(Attachment("id", "large", "image/jpeg")) == fake.files["large"]
    assert fake.problems == []


async def test_a_file_over_the_limit_is_refused_for_good(make: MakeTelegram, fake: FakeTelegram) -> None:
    fake.files["large"] = bytes(20 * 1024 * 1024 + 1)
    async with fake.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make(api_base=base).fetch(Attachment("id", "large", "image/jpeg"))
    assert caught.value.permanent


@pytest.mark.parametrize(("failure", "permanent"), [(BAD_REQUEST, True), (BROKEN, False), (too_many(3), False)])
async def test_a_file_that_does_not_come_says_whether_it_ever_will(
    make: MakeTelegram, fake: FakeTelegram, failure: Failure, permanent: bool
) -> None:
    fake.fail_next(failure)
    async with fake.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make(api_base=base).fetch(Attachment("id", "large", "image/jpeg"))
    assert caught.value.permanent is permanent


async def test_the_webhook_is_set_with_its_secret(make: MakeTelegram, fake: FakeTelegram) -> None:
    async with fake.serve() as base:
        await make(api_base=base).set_webhook("https://text.city.example/")
    assert fake.sent("setWebhook") == [
        {
            "url": "https://text.city.example/channels/telegram",
            "secret_token": SECRET,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        }
    ]
    assert fake.problems == []
