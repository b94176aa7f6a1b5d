"""Twilio's webhooks as a table."""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.base import DeliveryStatus, ForgedWebhook, MalformedWebhook
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage
from tests.channels.conftest import AT, SID, TOKEN, MakeTwilio
from tests.fake_providers.twilio import FakeTwilio

URL = "https://text.city.example/channels/twilio"
CASES = tomllib.loads((Path(__file__).parent / "payloads/twilio/received.toml").read_text("utf-8"))["case"]
RESIDENT = Contact("sms", "+12065550101")


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
async def test_a_webhook_is_read_as_the_table_says(make_twilio: MakeTwilio, case: dict[str, Any]) -> None:
    body = form_of(case)
    twilio = make_twilio()
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
async def test_a_forged_webhook_is_refused(make_twilio: MakeTwilio, body: str, headers: dict[str, str]) -> None:
    with pytest.raises(ForgedWebhook):
        make_twilio().receive(body.encode(), headers, URL)


async def test_a_signed_empty_body_is_malformed(make_twilio: MakeTwilio) -> None:
    with pytest.raises(MalformedWebhook):
        make_twilio().receive(b"", sign(""), URL)


async def test_thousands_of_fields_are_not_even_verified(make_twilio: MakeTwilio) -> None:
    body = "&".join(f"a{number}=b" for number in range(5000))
    with pytest.raises(ForgedWebhook):
        make_twilio().receive(body.encode(), sign(body), URL)


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
    make_twilio: MakeTwilio, public_url: str, called: str, headers: dict[str, str], signed: str
) -> None:
    twilio = make_twilio(public_url=public_url)
    assert len(twilio.receive(BODY.encode(), {**headers, **sign(BODY, signed)}, called)) == 1


async def test_the_same_webhook_five_times_is_the_same_message_id(make_twilio: MakeTwilio) -> None:
    twilio = make_twilio()
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
    make_twilio: MakeTwilio, fields: dict[str, str], status: DeliveryStatus | None
) -> None:
    body = urlencode({"MessageSid": "SM1", "To": "+12065550101", "From": "+13115550100", **fields})
    assert make_twilio().receive_status(body.encode(), sign(body, URL + "/status"), URL + "/status") == status


@pytest.mark.parametrize("missing", ["MessageSid", "MessageStatus", "To"])
async def test_a_status_callback_without_its_fields_is_malformed(make_twilio: MakeTwilio, missing: str) -> None:
    fields = {"MessageSid": "SM1", "To": "+12065550101", "MessageStatus": "sent"}
    body = urlencode({name: value for name, value in fields.items() if name != missing})
    with pytest.raises(MalformedWebhook):
        make_twilio().receive_status(body.encode(), sign(body), URL)
