"""Telegram's updates as a table."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import ForgedWebhook, MalformedWebhook
from bot.channels.telegram_updates import ButtonPress
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage
from tests.channels.conftest import AT, SECRET, MakeTelegram
from tests.fake_providers.bot_api import SPEC, BotApi
from tests.fake_providers.telegram import FakeTelegram

CASES = json.loads((Path(__file__).parent / "payloads/telegram/updates.json").read_text("utf-8"))
SIGNED = {"x-telegram-bot-api-secret-token": SECRET}
RESIDENT = Contact("telegram", "7001")


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
async def test_an_update_is_read_as_the_table_says(make_telegram: MakeTelegram, case: dict[str, Any]) -> None:
    received = make_telegram().receive(json.dumps(case["update"]).encode(), SIGNED, "")
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
async def test_an_update_without_the_secret_is_refused(make_telegram: MakeTelegram, headers: dict[str, str]) -> None:
    with pytest.raises(ForgedWebhook):
        make_telegram().receive(BODY, headers, "")


async def test_without_a_secret_of_our_own_nothing_is_believed(make_telegram: MakeTelegram) -> None:
    with pytest.raises(ForgedWebhook):
        make_telegram(webhook_secret="").receive(BODY, {"x-telegram-bot-api-secret-token": ""}, "")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not json", b"[]", b"null", b"7", b"{}", b'{"update_id": 1, "message": 7}', b'{"update_id": 1, "message": {}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": "x", "chat": {"id": 1, "type": "private"}}}', b"\xff\xfe",
        b'{"update_id": 1, "message": {"message_id": 1, "date": 99999999999999999, "chat": {"id": 1, "type": "private"}}}',
    ],
)  # fmt: skip
async def test_an_unreadable_update_is_malformed(make_telegram: MakeTelegram, body: bytes) -> None:
    with pytest.raises(MalformedWebhook):
        make_telegram().receive(body, SIGNED, "")


async def test_the_same_update_five_times_is_the_same_message_id(make_telegram: MakeTelegram) -> None:
    telegram = make_telegram()
    assert {telegram.receive(BODY, SIGNED, "")[0].message_id for _ in range(5)} == {"9001"}


async def test_a_pressed_button_is_answered(make_telegram: MakeTelegram, fake_telegram: FakeTelegram) -> None:
    press = next(case for case in CASES if case["name"] == "a pressed button")
    async with fake_telegram.serve() as base:
        telegram = make_telegram(api_base=base)
        for message in telegram.receive(json.dumps(press["update"]).encode(), SIGNED, ""):
            await telegram.answer_press(message)
    assert fake_telegram.sent("answerCallbackQuery") == [{"callback_query_id": "cq-77"}]
    assert fake_telegram.problems == []
