"""2xx only for what is durable; 403 for what is forged; 503 so that the provider tries again."""

import asyncio
import hashlib
import hmac
import io
import json
import logging
from typing import Any

import aiohttp
import msgspec
import pytest
import structlog

from bot.channels.base import DeliveryStatus
from bot.channels.unread import MOST
from bot.events import Arrival
from bot.messages import Contact
from bot.metrics import ARRIVALS
from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio
from tests.web.conftest import CRM_SECRET, SID, TELEGRAM_SECRET, TOKEN, City, MemoryInbox, running

PROVIDER = FakeTwilio(SID, TOKEN)


def update(text: str = "hello", update_id: int = 9001) -> dict[str, Any]:
    chat = {"id": 7001, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 1772443000, "chat": chat, "text": text}}


async def post_update(session: aiohttp.ClientSession, city: City, body: bytes, secret: str = TELEGRAM_SECRET) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with session.post(f"{city.base}/channels/telegram", data=io.BytesIO(body), headers=headers) as response:
        return response.status


async def post_crm(session: aiohttp.ClientSession, city: City, body: bytes, secret: str = CRM_SECRET) -> int:
    headers = {"X-Text311-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}
    async with session.post(f"{city.base}/crm/events", data=body, headers=headers) as response:
        return response.status


async def test_a_signed_text_is_admitted_and_answered_with_empty_twiml(
    city: City, session: aiohttp.ClientSession
) -> None:
    form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1")
    url = f"{city.base}/channels/twilio"
    headers = {"X-Twilio-Signature": PROVIDER.signature(url, form)}
    async with session.post(url, data=form, headers=headers) as response:
        assert (response.status, response.content_type) == (200, "text/xml")
        assert await response.text() == "<Response/>"
    assert list(city.inbox.admitted) == ["sms:SM1"]
    assert city.inbox.messages[0].text == "pothole"


async def test_the_same_webhook_five_times_is_admitted_once(city: City, session: aiohttp.ClientSession) -> None:
    form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1")
    assert [await PROVIDER.post(session, f"{city.base}/channels/twilio", form) for _ in range(5)] == [200] * 5
    assert [await post_update(session, city, json.dumps(update()).encode()) for _ in range(5)] == [200] * 5
    assert list(city.inbox.admitted) == ["sms:SM1", "telegram:9001"]


async def test_a_forged_text_gets_403_and_a_log_line_without_personal_data(
    city: City, session: aiohttp.ClientSession
) -> None:
    form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1")
    with structlog.testing.capture_logs() as logs:
        async with session.post(f"{city.base}/channels/twilio", data=form) as response:
            assert response.status == 403
    assert [(line["event"], line["channel"], line["outcome"]) for line in logs] == [
        ("webhook_refused", "twilio", "forged")
    ]
    assert "2065550101" not in str(logs)
    assert "pothole" not in str(logs)
    assert city.inbox.admitted == {}


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (json.dumps(update()).encode(), TELEGRAM_SECRET, 200),
        (json.dumps(update()).encode(), "a guess", 403),
        (json.dumps(update()).encode(), "", 403),
        (b"{", "a guess", 403),
        (b'{"update_id": 1, "telepathy": {}}', TELEGRAM_SECRET, 200),
        (b" " * (1024 * 1024 + 1), TELEGRAM_SECRET, 413),
        (json.dumps(update("x" * 5000)).encode(), TELEGRAM_SECRET, 200),
    ],
    ids=["good", "forged", "no secret", "forged and no JSON", "unknown", "too large", "5,000 characters"],
)
async def test_an_update_gets_the_status_its_kind_deserves(
    city: City, session: aiohttp.ClientSession, body: bytes, secret: str, status: int
) -> None:
    assert await post_update(session, city, body, secret) == status

    assert city.unread == []


HALF_AN_EMOJI = update() | {"message": update()["message"] | {"from": {"id": 7001, "language_code": "\ud83d"}}}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"", ""),
        (b"{}", {}),
        (b"{", "{"),
        (b'{"update_id": 9, "message": {"chat": "?"}}', {"update_id": 9, "message": {"chat": "?"}}),
        (json.dumps(HALF_AN_EMOJI).encode(), HALF_AN_EMOJI),
        (b"[" * 100_000, None),
    ],
    ids=["empty", "no update", "no JSON", "nonsense", "cannot be written down", "deep and long"],
)
async def test_an_update_nobody_can_read_is_kept_and_not_asked_for_again(
    session: aiohttp.ClientSession, body: bytes, kept: Any
) -> None:
    class Writing(MemoryInbox):
        async def admit(self, contact: Contact, event: Arrival, once: str) -> bool:
            msgspec.json.encode(event)  # as the inbox does
            return await super().admit(contact, event, once)

    city = City(inbox=Writing())
    async with running(city.create(session)) as city.base:
        city.inbox.away = True
        assert await post_update(session, city, body) == 503
        city.inbox.away = False
        assert await post_update(session, city, body) == 200
    ((channel, seen, reason),) = city.unread
    assert (channel, city.inbox.admitted) == ("telegram", {})
    assert seen == kept if kept is not None else len(seen) <= MOST
    assert "7001" not in reason


async def test_a_text_nobody_can_read_is_kept_with_its_fields(city: City, session: aiohttp.ClientSession) -> None:
    form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1") | {"NumMedia": "many"}
    assert await PROVIDER.post(session, f"{city.base}/channels/twilio", form, signed_url="https://elsewhere/") == 403
    assert city.unread == []
    assert await PROVIDER.post(session, f"{city.base}/channels/twilio", form) == 200
    ((channel, fields, reason),) = city.unread
    assert (channel, fields["From"], fields["Body"]) == ("twilio", "+12065550101", "pothole")
    assert reason == "NumMedia is not a number from 0 to 10"


async def test_a_pressed_button_is_admitted_and_its_spinner_stopped(session: aiohttp.ClientSession) -> None:
    telegram = FakeTelegram("42:token")
    query = {
        "id": "cq-1",
        "from": {"id": 7001, "is_bot": False, "first_name": "Ana"},
        "chat_instance": "1",
        "data": "yes",
    }
    async with telegram.serve() as telegram_base:
        city = City(telegram_base=telegram_base)
        async with running(city.create(session)) as city.base:
            body = json.dumps({"update_id": 1, "callback_query": query}).encode()
            assert await post_update(session, city, body) == 200
            await asyncio.wait_for(telegram.called.wait(), 5)
    assert [message.choice for message in city.inbox.messages] == ["yes"]
    assert telegram.sent("answerCallbackQuery") == [{"callback_query_id": "cq-1"}]


async def test_a_body_of_unsaid_length_is_measured_on_the_way(city: City, session: aiohttp.ClientSession) -> None:
    async def endless() -> Any:
        for _ in range(40):
            yield b"x" * 65536

    async with session.post(f"{city.base}/channels/telegram", data=endless()) as response:
        assert response.status == 413


async def test_while_the_inbox_is_away_providers_are_asked_to_try_again(
    city: City, session: aiohttp.ClientSession
) -> None:
    city.inbox.away = True
    form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1")
    assert await PROVIDER.post(session, f"{city.base}/channels/twilio", form) == 503
    assert await post_update(session, city, json.dumps(update()).encode()) == 503
    city.inbox.away = False
    assert await PROVIDER.post(session, f"{city.base}/channels/twilio", form) == 200
    assert list(city.inbox.admitted) == ["sms:SM1"]


async def test_a_status_callback_is_handed_on(city: City, session: aiohttp.ClientSession) -> None:
    url = f"{city.base}/channels/twilio/status"
    form = {"MessageSid": "SM1", "MessageStatus": "undelivered", "To": "+12065550101", "ErrorCode": "30003"}
    assert await PROVIDER.post(session, url, form) == 200
    assert await PROVIDER.post(session, url, form, signed_url="https://elsewhere.example/") == 403
    assert city.delivered == [DeliveryStatus(Contact("sms", "+12065550101"), "SM1", "failed", "30003")]


@pytest.mark.parametrize(
    ("body", "secret", "status", "looked_at"),
    [
        (b'{"service_request_id": "SR-7", "status": "closed"}', CRM_SECRET, 200, ["SR-7"]),
        (b'{"service_request_id": "SR-7"}', "a guess", 403, []),
        (b'{"status": "closed"}', CRM_SECRET, 400, []),
        (b'{"service_request_id": 7}', CRM_SECRET, 400, []),
        (b"[]", CRM_SECRET, 400, []),
        (b"", CRM_SECRET, 400, []),
    ],
)
async def test_the_crm_may_prompt_a_look(
    city: City, session: aiohttp.ClientSession, body: bytes, secret: str, status: int, looked_at: list[str]
) -> None:
    assert await post_crm(session, city, body, secret) == status
    assert city.looked_at == looked_at


async def test_an_unsigned_crm_event_is_refused(city: City, session: aiohttp.ClientSession) -> None:
    for headers in ({}, {"X-Text311-Signature": "sha256=ü"}):
        async with session.post(f"{city.base}/crm/events", data=b"{}", headers=headers) as response:
            assert response.status == 403


@pytest.mark.parametrize("path", ["/channels/twilio", "/channels/twilio/status", "/channels/telegram", "/crm/events"])
async def test_a_webhook_is_only_posted_to(city: City, session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(city.base + path) as response:
        assert response.status == 405


async def test_health_readiness_and_metrics(city: City, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{city.base}/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok")
    async with session.get(f"{city.base}/readyz") as response:
        assert (response.status, await response.json()) == (200, {"redis": True, "crm": True})
    city.checks["redis"] = False
    async with session.get(f"{city.base}/readyz") as response:
        assert (response.status, (await response.json())["redis"]) == (503, False)
    async with session.get(f"{city.base}/metrics") as response:
        told = await response.text()
    assert "text311_webhooks_total" in told
    assert f"{ARRIVALS._name}_total" in told  # counted by the real inbox, which is not here to bring it


async def test_media_is_served_to_those_who_know_its_id(city: City, session: aiohttp.ClientSession) -> None:
    city.media.kept["a-media-id-of-the-tests"] = b"\xff\xd8 jpeg"
    async with session.get(f"{city.base}/media/a-media-id-of-the-tests") as response:
        assert (response.status, response.content_type) == (200, "image/jpeg")
        assert await response.read() == b"\xff\xd8 jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "private, max-age=86400"


@pytest.mark.parametrize("media_id", ["another-media-id-0001", "short", "..%2F..%2Fetc%2Fpasswd", "a" * 200])
async def test_unknown_media_is_not_found(city: City, session: aiohttp.ClientSession, media_id: str) -> None:
    async with session.get(f"{city.base}/media/{media_id}") as response:
        assert response.status == 404


async def test_nothing_of_a_good_message_is_logged(
    city: City, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with structlog.testing.capture_logs() as logs:
        form = PROVIDER.inbound("+12065550101", "pothole", sid="SM1")
        await PROVIDER.post(session, f"{city.base}/channels/twilio", form)
    assert "2065550101" not in f"{logs}{caplog.text}"
