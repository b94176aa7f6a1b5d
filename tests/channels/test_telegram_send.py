"""Telegram's API played by a server that checks each call against the Bot API's description."""

import asyncio
import logging
from typing import Any

import pytest
from msgspec.structs import replace

from bot.channels.base import FetchFailed, SendFailed
from bot.channels.telegram_updates import ButtonPress
from bot.messages import Attachment, Choice, Contact, OutboundMessage
from tests.channels.conftest import AT, SECRET, MakeTelegram
from tests.fake_providers.recorder import Failure
from tests.fake_providers.telegram import BAD_REQUEST, BLOCKED, BROKEN, FakeTelegram, too_many

RESIDENT = Contact("telegram", "7001")
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
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram, message: OutboundMessage, fields: dict[str, Any]
) -> None:
    async with fake_telegram.serve() as base:
        assert await make_telegram(api_base=base).send(message) == "1"
    assert fake_telegram.sent() == [{"chat_id": 7001, **fields}]
    assert fake_telegram.problems == []


async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    text = " ".join(f"🕳word{number}" for number in range(1200))
    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base).send(OutboundMessage(RESIDENT, text, YES_NO))
    assert " ".join(fields["text"] for fields in fake_telegram.sent()) == text
    assert ["reply_markup" in fields for fields in fake_telegram.sent()] == [False, False, True]
    assert fake_telegram.problems == []


PHOTO = OutboundMessage(RESIDENT, "It is mended.", photo_url="https://text.city.example/media/abcdefgh")


async def test_a_photo_goes_by_its_address_with_the_words_under_it(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    async with fake_telegram.serve() as base:
        assert await make_telegram(api_base=base).send(PHOTO) == "1"
    expected = {"chat_id": 7001, "photo": PHOTO.photo_url, "caption": "It is mended.", "reply_markup": GONE}
    assert [call.fields for call in fake_telegram.calls] == [expected]
    assert fake_telegram.problems == []


async def test_a_photo_of_ours_goes_as_bytes(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    async def read_photo(url: str) -> bytes | None:
        return b"\xff\xd8 a photo" if url == PHOTO.photo_url else None

    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base, read_photo=read_photo).send(PHOTO)
    expected = {"chat_id": 7001, "photo": b"\xff\xd8 a photo", "caption": "It is mended.", "reply_markup": GONE}
    assert fake_telegram.sent("sendPhoto") == [expected]
    assert fake_telegram.problems == []


async def test_a_photo_telegram_cannot_take_becomes_its_address(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.fail_next(BAD_REQUEST)
    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base).send(PHOTO)
    assert fake_telegram.sent()[0]["text"] == "It is mended.\nhttps://text.city.example/media/abcdefgh"


async def test_a_photo_with_more_words_than_fit_under_it_becomes_its_address(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base).send(replace(PHOTO, text="word " * 300))
    assert fake_telegram.sent("sendPhoto") == []
    assert fake_telegram.sent()[0]["text"].endswith("https://text.city.example/media/abcdefgh")
    assert fake_telegram.problems == []


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
    make_telegram: MakeTelegram,
    fake_telegram: FakeTelegram,
    failure: Failure,
    permanent: bool,
    opted_out: bool,
    retry_after: float | None,
) -> None:
    fake_telegram.fail_next(failure)
    async with fake_telegram.serve() as base:
        with pytest.raises(SendFailed) as caught:
            await make_telegram(api_base=base).send(OutboundMessage(RESIDENT, "Hello"))
    error = caught.value
    assert (error.permanent, error.opted_out, error.retry_after) == (permanent, opted_out, retry_after)


async def test_neither_errors_nor_logs_tell_the_token_or_the_chat(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(SendFailed) as caught:
        await make_telegram(api_base="http://127.0.0.1:9").send(OutboundMessage(RESIDENT, "Hello"))
    told = f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert fake_telegram.bot_token not in told
    assert "7001" not in told


async def test_a_press_answered_too_late_harms_nobody(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    fake_telegram.fail_next(BAD_REQUEST)
    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base).answer_press(
            ButtonPress(RESIDENT, "9001", AT, choice="yes", callback_query_id="old")
        )


async def test_a_file_is_fetched(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    fake_telegram.files["large"] = b"a photo" * 50_000
    async with fake_telegram.serve() as base:
        assert (
            await make_telegram(api_base=base).fetch(Attachment("id", "large", "image/jpeg"))
            == fake_telegram.files["large"]
        )
    assert fake_telegram.problems == []


async def test_a_file_over_the_limit_is_refused_for_good(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.files["large"] = bytes(20 * 1024 * 1024 + 1)
    async with fake_telegram.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make_telegram(api_base=base).fetch(Attachment("id", "large", "image/jpeg"))
    assert caught.value.permanent


@pytest.mark.parametrize(("failure", "permanent"), [(BAD_REQUEST, True), (BROKEN, False), (too_many(3), False)])
async def test_a_file_that_does_not_come_says_whether_it_ever_will(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram, failure: Failure, permanent: bool
) -> None:
    fake_telegram.fail_next(failure)
    async with fake_telegram.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make_telegram(api_base=base).fetch(Attachment("id", "large", "image/jpeg"))
    assert caught.value.permanent is permanent


async def test_the_webhook_is_set_with_its_secret(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    async with fake_telegram.serve() as base:
        await make_telegram(api_base=base).set_webhook("https://text.city.example/")
    assert fake_telegram.sent("setWebhook") == [
        {
            "url": "https://text.city.example/channels/telegram",
            "secret_token": SECRET,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        }
    ]
    assert fake_telegram.problems == []


async def test_a_webhook_that_cannot_be_set_says_why(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    fake_telegram.fail_next(BAD_REQUEST)
    async with fake_telegram.serve() as base:
        with pytest.raises(SendFailed, match="telegram BadRequest"):
            await make_telegram(api_base=base).set_webhook("https://text.city.example")


async def test_429_without_a_time_leaves_the_pause_to_us(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.fail_next(Failure(429, "slow down"))
    async with fake_telegram.serve() as base:
        with pytest.raises(SendFailed) as caught:
            await make_telegram(api_base=base).send(OutboundMessage(RESIDENT, "Hello"))
    assert (caught.value.permanent, caught.value.retry_after) == (False, None)


async def test_a_telegram_that_takes_the_call_and_says_nothing_is_tried_again(make_telegram: MakeTelegram) -> None:
    hung_up = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        hung_up.set()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as silent:
        base = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        with pytest.raises(SendFailed, match="telegram TimedOut") as caught:
            await make_telegram(api_base=base, timeout=0.01).send(OutboundMessage(RESIDENT, "Hello"))
        await hung_up.wait()
    assert not caught.value.permanent


async def test_an_answer_with_half_an_emoji_is_an_answer(
    make_telegram: MakeTelegram, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.fail_next(Failure(200, '{"ok": true, "result": {"message_id": 5, "text": "\\ud83d"}}'))
    async with fake_telegram.serve() as base:
        assert await make_telegram(api_base=base).send(OutboundMessage(RESIDENT, "Hello")) == "5"
