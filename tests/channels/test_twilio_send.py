"""Twilio's API played by a server that checks each call against Twilio's specification."""

from typing import Any

import aiohttp
import pytest

from bot.channels.base import FetchFailed, SendFailed
from bot.messages import Attachment, Choice, Contact, OutboundMessage, Template
from tests.channels.conftest import SID, TOKEN, MakeTwilio
from tests.fake_providers.recorder import Failure
from tests.fake_providers.twilio import SPEC, FakeTwilio

RESIDENT = Contact("sms", "+12065550101")
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))


@pytest.mark.parametrize(
    ("settings", "message", "fields"),
    [
        ({}, OutboundMessage(RESIDENT, "Where is it?"), {"To": "+12065550101", "From": "+13115550100", "Body": "Where is it?"}),
        ({}, OutboundMessage(RESIDENT, "Right?", YES_NO), {"To": "+12065550101", "From": "+13115550100", "Body": "Right?\n1. Yes\n2. No"}),
        ({}, OutboundMessage(RESIDENT, "“It’s” done… – ok"), {"To": "+12065550101", "From": "+13115550100", "Body": '"It\'s" done... - ok'}),
        (
            {"messaging_service_sid": "MG" + "1" * 32},
            OutboundMessage(RESIDENT, "Hello"),
            {"To": "+12065550101", "MessagingServiceSid": "MG" + "1" * 32, "Body": "Hello"},
        ),
        (
            {"public_url": "https://text.city.example"},
            OutboundMessage(RESIDENT, "Hello"),
            {
                "To": "+12065550101", "From": "+13115550100", "Body": "Hello",
                "StatusCallback": "https://text.city.example/channels/twilio/status",
            },
        ),
        (
            {},
            OutboundMessage(RESIDENT, "Done", photo_url="https://text.city.example/media/abc"),
            {"To": "+12065550101", "From": "+13115550100", "Body": "Done", "MediaUrl": ["https://text.city.example/media/abc"]},
        ),
        (
            {},
            OutboundMessage(Contact("whatsapp", "+12065550102"), "¿Está bien…?", YES_NO),
            {"To": "whatsapp:+12065550102", "From": "whatsapp:+13115550199", "Body": "¿Está bien…?\n1. Yes\n2. No"},
        ),
        (
            {"messaging_service_sid": "MG" + "1" * 32},
            OutboundMessage(Contact("whatsapp", "+12065550102"), "-", template=Template("HX" + "2" * 32, {"1": "Elm St"})),
            {
                "To": "whatsapp:+12065550102", "From": "whatsapp:+13115550199",
                "ContentSid": "HX" + "2" * 32, "ContentVariables": '{"1": "Elm St"}',
            },
        ),
    ],
)  # fmt: skip
async def test_a_message_goes_out_in_twilios_form(
    make_twilio: MakeTwilio,
    fake_twilio: FakeTwilio,
    settings: dict[str, str],
    message: OutboundMessage,
    fields: dict[str, Any],
) -> None:
    async with fake_twilio.serve() as base:
        sid = await make_twilio(api_base=base, **settings).send(message)
    assert sid == "SM" + f"{1:032x}"
    assert [call.fields for call in fake_twilio.calls] == [fields]
    assert fake_twilio.problems == []


@pytest.mark.skipif(
    not SPEC.is_file(), reason="Twilio's OpenAPI file is not beside the checkout: calls are not checked against it"
)
async def test_the_fake_holds_calls_against_twilios_specification(
    fake_twilio: FakeTwilio, session: aiohttp.ClientSession
) -> None:
    form = {"To": "+1", "From": "+1", "Body": "x", "Colour": "red", "SendAsMms": "perhaps"}
    async with (
        fake_twilio.serve() as base,
        session.post(
            f"{base}/2010-04-01/Accounts/{SID}/Messages.json",
            data=form,
            headers={"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)},
        ) as response,
    ):
        assert response.status == 400
    assert len(fake_twilio.problems) == 2


async def test_a_long_text_goes_in_parts_of_at_most_1600_characters(
    make_twilio: MakeTwilio, fake_twilio: FakeTwilio
) -> None:
    text = " ".join(f"word{number}" for number in range(700))
    async with fake_twilio.serve() as base:
        await make_twilio(api_base=base).send(OutboundMessage(RESIDENT, text))
    assert " ".join(fake_twilio.texts) == text
    assert len(fake_twilio.texts) > 1
    assert fake_twilio.problems == []


@pytest.mark.parametrize(
    ("failure", "permanent", "opted_out", "retry_after"),
    [
        (Failure(400, {"code": 21610, "message": "unsubscribed", "status": 400}), True, True, None),
        (Failure(400, {"code": 21211, "message": "invalid To", "status": 400}), True, False, None),
        (Failure(400, {"code": 63016, "message": "window", "status": 400}), True, False, None),
        (Failure(400, {"code": 99999, "message": "new", "status": 400}), True, False, None),
        (Failure(429, {"code": 20429, "message": "slow down", "status": 429}, {"Retry-After": "7"}), False, False, 7.0),
        (Failure(429, {"code": 20429, "message": "slow down", "status": 429}), False, False, None),
        (Failure(429, "", {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), False, False, None),
        (Failure(400, {"code": 21611, "message": "queue full", "status": 400}), False, False, 60),
        (Failure(400, {"code": 63018, "message": "rate", "status": 400}), False, False, 1),
        (Failure(401, {"code": 20003, "message": "credentials", "status": 401}), False, False, 60),
        (Failure(500, {"code": 20500, "message": "oops", "status": 500}), False, False, None),
        (Failure(503, "<html>busy</html>"), False, False, None),
        (Failure(201, "<html>not JSON</html>"), False, False, None),
    ],
)
async def test_a_failed_send_says_what_to_do_next(
    make_twilio: MakeTwilio,
    fake_twilio: FakeTwilio,
    failure: Failure,
    permanent: bool,
    opted_out: bool,
    retry_after: float | None,
) -> None:
    fake_twilio.fail_next(failure)
    async with fake_twilio.serve() as base:
        with pytest.raises(SendFailed) as caught:
            await make_twilio(api_base=base).send(OutboundMessage(RESIDENT, "Hello"))
    error = caught.value
    assert (error.permanent, error.opted_out, error.retry_after) == (permanent, opted_out, retry_after)
    assert "+1206" not in str(error)


async def test_an_api_out_of_reach_is_worth_another_try(make_twilio: MakeTwilio) -> None:
    with pytest.raises(SendFailed) as caught:
        await make_twilio(api_base="http://127.0.0.1:9").send(OutboundMessage(RESIDENT, "Hello"))
    assert not caught.value.permanent


async def test_media_is_fetched_with_credentials_and_through_redirects(
    make_twilio: MakeTwilio, fake_twilio: FakeTwilio
) -> None:
    fake_twilio.media["ME1"] = (b"a photo", "image/jpeg")
    async with fake_twilio.serve() as base:
        assert await make_twilio(api_base=base).fetch(photo_at(f"{base}/media/ME1")) == b"a photo"


async def test_media_over_the_limit_is_refused_for_good(make_twilio: MakeTwilio, fake_twilio: FakeTwilio) -> None:
    fake_twilio.media["ME1"] = (b"x" * 2000, "image/jpeg")
    async with fake_twilio.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make_twilio(max_media_bytes=1000, api_base=base).fetch(photo_at(f"{base}/media/ME1"))
    assert caught.value.permanent


@pytest.mark.parametrize(("path", "permanent"), [("/media/none", True), ("/media/busy", False)])
async def test_media_that_does_not_come_says_whether_it_ever_will(
    make_twilio: MakeTwilio, fake_twilio: FakeTwilio, path: str, permanent: bool
) -> None:
    if path.endswith("busy"):
        fake_twilio.fail_next(Failure(503))
    async with fake_twilio.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make_twilio(api_base=base).fetch(photo_at(base + path))
    assert caught.value.permanent is permanent


async def test_media_nobody_hands_over_is_worth_another_try(make_twilio: MakeTwilio) -> None:
    with pytest.raises(FetchFailed) as caught:
        await make_twilio(api_base="http://127.0.0.1:9").fetch(photo_at("http://127.0.0.1:9/x"))
    assert not caught.value.permanent


ELSEWHERE = [
    "https://api.twilio.com.evil.example/media/ME1",
    "https://api.twilio.com@evil.example/media/ME1",
    "http://api.twilio.com/media/ME1",
    "https://evil.example/https://api.twilio.com/",
    "file:///etc/passwd",
    "no address",
    "https://[::1",
]


@pytest.mark.parametrize("source", [*ELSEWHERE, "HOST/media/ME1"])
async def test_nobody_but_twilio_sees_our_credentials(
    make_twilio: MakeTwilio, fake_twilio: FakeTwilio, source: str
) -> None:
    """A signed webhook may name any address; where the API is elsewhere, that host is believed and no other."""
    fake_twilio.media["ME1"] = (b"a photo", "image/jpeg")
    async with fake_twilio.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make_twilio().fetch(photo_at(source.replace("HOST", base)))
    assert caught.value.permanent


def photo_at(source: str) -> Attachment:
    return Attachment("id", source, "image/jpeg")
