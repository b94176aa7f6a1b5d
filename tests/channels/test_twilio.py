"""Twilio's webhooks as a table; its API played by a server that checks each call against Twilio's specification."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import aiohttp
import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.base import DeliveryStatus, FetchFailed, ForgedWebhook, MalformedWebhook, SendFailed
from bot.channels.twilio import Twilio
from bot.messages import Attachment, Choice, Contact, GeoPoint, InboundMessage, OutboundMessage, Template
from tests.channels.conftest import AT
from tests.fake_providers.recorder import Failure
from tests.fake_providers.twilio import SPEC, FakeTwilio

SID, TOKEN = "AC0123456789abcdef0123456789abcdef", "a-token-of-the-tests"
URL = "https://text.city.example/channels/twilio"
CASES = tomllib.loads((Path(__file__).parent / "payloads/twilio/received.toml").read_text("utf-8"))["case"]
RESIDENT = Contact("sms", "+12065550101")
MakeTwilio = Callable[..., Twilio]


@pytest.fixture
def fake() -> FakeTwilio:
    return FakeTwilio(SID, TOKEN)


@pytest.fixture
def make(session: aiohttp.ClientSession, clock: Callable[[], float], new_id: Callable[[], str]) -> MakeTwilio:
    def make(**settings: Any) -> Twilio:
        given = {"sms_from": "+13115550100", "whatsapp_from": "+13115550199", **settings}
        return Twilio(session=session, account_sid=SID, auth_token=TOKEN, clock=clock, new_id=new_id, **given)

    return make


def sign(body: str, url: str = URL, token: str = TOKEN) -> dict[str, str]:
    form = MultiDict(parse_qsl(body, keep_blank_values=True))
    return {"x-twilio-signature": RequestValidator(token).compute_signature(url, form)}


def form_of(case: dict[str, Any]) -> str:
    fields = FakeTwilio(SID, TOKEN).inbound("+12065550101", "hello", sid="SM" + "0" * 32) | case.get("form", {})
    return urlencode({name: value for name, value in fields.items() if value != "-"}) + case.get("extra", "")


def expected(case: dict[str, Any]) -> InboundMessage:
    message = case["message"]
    attachments = [
        Attachment(f"id-{number:016d}", source, content_type)
        for number, (source, content_type) in enumerate(message.get("attachments", []), 1)
    ]
    return InboundMessage(
        contact=Contact.parse(message["contact"]),
        message_id="SM" + "0" * 32,
        at=AT,
        text=message["text"],
        point=GeoPoint(*message["point"]) if "point" in message else None,
        attachments=tuple(attachments),
        choice=message.get("choice"),
        opt_out_type=message.get("opt_out_type"),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
async def test_a_webhook_is_read_as_the_table_says(make: MakeTwilio, case: dict[str, Any]) -> None:
    body = form_of(case)
    twilio = make()
    if case.get("malformed"):
        with pytest.raises(MalformedWebhook):
            twilio.receive(body.encode(), sign(body), URL)
    else:
        received = twilio.receive(body.encode(), sign(body), URL)
        assert received == ([] if case.get("ignored") else [expected(case)])


BODY = form_of({})


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY, {}),
        (BODY, {"x-twilio-signature": ""}),
        (BODY, {"x-twilio-signature": "bm90IHRoZSBzaWduYXR1cmU="}),
        (BODY, {"x-twilio-signature": "ünïcode"}),
        (BODY, sign(BODY, token="another city's token")),
        (BODY, sign(BODY, url="https://elsewhere.example/channels/twilio")),
        (BODY.replace("hello", "goodbye"), sign(BODY)),
        (BODY + "&OptOutType=STOP", sign(BODY)),
        ("", {}),
        ("%ff%fe", {}),
        ("{}", {}),
    ],
    ids=[
        "unsigned", "empty signature", "made-up signature", "not ASCII", "another token", "another address",
        "changed text", "added field", "empty body", "not UTF-8", "JSON",
    ],
)  # fmt: skip
async def test_a_forged_webhook_is_refused(make: MakeTwilio, body: str, headers: dict[str, str]) -> None:
    with pytest.raises(ForgedWebhook):
        make().receive(body.encode(), headers, URL)


async def test_a_signed_empty_body_is_malformed(make: MakeTwilio) -> None:
    with pytest.raises(MalformedWebhook):
        make().receive(b"", sign(""), URL)


async def test_thousands_of_fields_are_malformed(make: MakeTwilio) -> None:
    body = "&".join(f"a{number}=b" for number in range(5000))
    with pytest.raises(MalformedWebhook):
        make().receive(body.encode(), sign(body), URL)


@pytest.mark.parametrize(
    ("public_url", "called", "headers", "signed"),
    [
        ("https://text.city.example", "http://10.0.0.7:8000/channels/twilio", {}, URL),
        ("https://text.city.example/", "http://10.0.0.7:8000/channels/twilio", {}, URL),
        ("https://text.city.example", "http://10.0.0.7:8000/channels/twilio", {}, "https://text.city.example:443/channels/twilio"),
        ("https://text.city.example:8443", "http://x/channels/twilio", {}, "https://text.city.example/channels/twilio"),
        ("https://city.example/311", "http://x/channels/twilio", {}, "https://city.example/311/channels/twilio"),
        ("https://text.city.example", "http://x/channels/twilio?from=test", {}, URL + "?from=test"),
        ("", URL, {}, URL),
        ("", "http://text.city.example/channels/twilio", {"x-forwarded-proto": "https"}, URL),
        ("", "http://text.city.example/channels/twilio", {"x-forwarded-proto": "https,http"}, URL),
        ("", "http://127.0.0.1:8311/channels/twilio", {}, "http://127.0.0.1:8311/channels/twilio"),
        ("https://text.city.example", "http://127.0.0.1:8311/channels/twilio", {}, "http://127.0.0.1:8311/channels/twilio"),
    ],
)  # fmt: skip
async def test_the_signature_holds_behind_a_proxy(
    make: MakeTwilio, public_url: str, called: str, headers: dict[str, str], signed: str
) -> None:
    twilio = make(public_url=public_url)
    assert len(twilio.receive(BODY.encode(), {**headers, **sign(BODY, signed)}, called)) == 1


async def test_the_same_webhook_five_times_is_the_same_message_id(make: MakeTwilio) -> None:
    twilio = make()
    received = [twilio.receive(BODY.encode(), sign(BODY), URL)[0] for _ in range(5)]
    assert {message.message_id for message in received} == {"SM" + "0" * 32}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"MessageStatus": "queued"}, None),
        ({"MessageStatus": "sending"}, None),
        ({"MessageStatus": "a-new-one"}, None),
        ({"MessageStatus": "sent"}, DeliveryStatus(RESIDENT, "SM1", "sent")),
        ({"MessageStatus": "delivered"}, DeliveryStatus(RESIDENT, "SM1", "delivered")),
        ({"MessageStatus": "read", "To": "whatsapp:+12065550102"}, DeliveryStatus(Contact("whatsapp", "+12065550102"), "SM1", "delivered")),
        ({"MessageStatus": "undelivered", "ErrorCode": "30003"}, DeliveryStatus(RESIDENT, "SM1", "failed", "30003")),
        ({"MessageStatus": "failed", "ErrorCode": "21610"}, DeliveryStatus(RESIDENT, "SM1", "failed", "21610", opted_out=True)),
    ],
)  # fmt: skip
async def test_a_status_callback_says_what_became_of_a_message(
    make: MakeTwilio, fields: dict[str, str], status: DeliveryStatus | None
) -> None:
    body = urlencode({"MessageSid": "SM1", "To": "+12065550101", "From": "+13115550100", **fields})
    assert make().receive_status(body.encode(), sign(body, URL + "/status"), URL + "/status") == status


@pytest.mark.parametrize("missing", ["MessageSid", "MessageStatus", "To"])
async def test_a_status_callback_without_its_fields_is_malformed(make: MakeTwilio, missing: str) -> None:
    fields = {"MessageSid": "SM1", "To": "+12065550101", "MessageStatus": "sent"}
    body = urlencode({name: value for name, value in fields.items() if name != missing})
    with pytest.raises(MalformedWebhook):
        make().receive_status(body.encode(), sign(body), URL)


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
    make: MakeTwilio, fake: FakeTwilio, settings: dict[str, str], message: OutboundMessage, fields: dict[str, Any]
) -> None:
    async with fake.serve() as base:
        sid = await make(api_base=base, **settings).send(message)
    assert sid == "SM" + f"{1:032x}"
    assert [call.fields for call in fake.calls] == [fields]
    assert fake.problems == []


@pytest.mark.skipif(
    not SPEC.is_file(), reason="Twilio's OpenAPI file is not beside the checkout: calls are not checked against it"
)
async def test_the_fake_holds_calls_against_twilios_specification(
    fake: FakeTwilio, session: aiohttp.ClientSession
) -> None:
    form = {"To": "+1", "From": "+1", "Body": "x", "Colour": "red", "SendAsMms": "perhaps"}
    async with (
        fake.serve() as base,
        session.post(
            f"{base}/2010-04-01/Accounts/{SID}/Messages.json",
            data=form,
            headers={"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)},
        ) as response,
    ):
        assert response.status == 400
    assert len(fake.problems) == 2


async def test_a_long_text_goes_in_parts_of_at_most_1600_characters(make: MakeTwilio, fake: FakeTwilio) -> None:
    text = " ".join(f"word{number}" for number in range(700))
    async with fake.serve() as base:
        await make(api_base=base).send(OutboundMessage(RESIDENT, text))
    assert " ".join(fake.texts) == text
    assert len(fake.texts) > 1
    assert fake.problems == []


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
    make: MakeTwilio, fake: FakeTwilio, failure: Failure, permanent: bool, opted_out: bool, retry_after: float | None
) -> None:
    fake.fail_next(failure)
    async with fake.serve() as base:
        with pytest.raises(SendFailed) as caught:
            await make(api_base=base).send(OutboundMessage(RESIDENT, "Hello"))
    error = caught.value
    assert (error.permanent, error.opted_out, error.retry_after) == (permanent, opted_out, retry_after)
    assert "+1206" not in str(error)


async def test_an_api_out_of_reach_is_worth_another_try(make: MakeTwilio) -> None:
    with pytest.raises(SendFailed) as caught:
        await make(api_base="http://127.0.0.1:9").send(OutboundMessage(RESIDENT, "Hello"))
    assert not caught.value.permanent


async def test_media_is_fetched_with_credentials_and_through_redirects(make: MakeTwilio, fake: FakeTwilio) -> None:
    fake.media["ME1"] = (b"a photo", "image/jpeg")
    async with fake.serve() as base:
        assert await make().fetch(Attachment("id", f"{base}/media/ME1", "image/jpeg")) == b"a photo"


async def test_media_over_the_limit_is_refused_for_good(make: MakeTwilio, fake: FakeTwilio) -> None:
    fake.media["ME1"] = (b"x" * 2000, "image/jpeg")
    async with fake.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make(max_media_bytes=1000).fetch(Attachment("id", f"{base}/media/ME1", "image/jpeg"))
    assert caught.value.permanent


@pytest.mark.parametrize(("path", "permanent"), [("/media/none", True), ("/media/busy", False)])
async def test_media_that_does_not_come_says_whether_it_ever_will(
    make: MakeTwilio, fake: FakeTwilio, path: str, permanent: bool
) -> None:
    if path.endswith("busy"):
        fake.fail_next(Failure(503))
    async with fake.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await make().fetch(Attachment("id", base + path, "image/jpeg"))
    assert caught.value.permanent is permanent


@pytest.mark.parametrize(("source", "permanent"), [("http://127.0.0.1:9/x", False), ("no address", True)])
async def test_a_media_address_that_leads_nowhere(make: MakeTwilio, source: str, permanent: bool) -> None:
    with pytest.raises(FetchFailed) as caught:
        await make().fetch(Attachment("id", source, "image/jpeg"))
    assert caught.value.permanent is permanent
