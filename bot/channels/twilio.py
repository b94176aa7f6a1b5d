"""SMS, MMS and WhatsApp by Twilio. https://www.twilio.com/docs/messaging/guides/webhook-request"""

import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args
from urllib.parse import parse_qsl, urlsplit

import aiohttp
from multidict import MultiDict
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.request_validator import RequestValidator

from bot.channels.base import DeliveryStatus, FetchFailed, ForgedWebhook, MalformedWebhook, SendFailed
from bot.channels.download import read_limited
from bot.channels.segments import plain
from bot.channels.twilio_client import twilio_client
from bot.channels.twilio_errors import OPTED_OUT, send_failed
from bot.channels.writing import numbered, split
from bot.messages import Attachment, ChannelName, Contact, GeoPoint, InboundMessage, OutboundMessage

API_BASE: Final = "https://api.twilio.com"
MAX_TEXT: Final = 1600
MAX_MEDIA_BYTES: Final = 16 * 1024 * 1024
FETCH_TIMEOUT: Final = aiohttp.ClientTimeout(total=60)
OptOut = Literal["STOP", "START", "HELP"]

_OUTCOMES: Final[dict[str, Literal["sent", "delivered", "failed"]]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
}


class Twilio:
    """One account: its numbers, its WhatsApp sender. `public_url` is how Twilio sees us, without a path;
    `clock` gives Unix seconds, `new_id` an unguessable name.
    """

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        account_sid: str,
        auth_token: str,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        sms_from: str = "",
        whatsapp_from: str = "",
        messaging_service_sid: str = "",
        public_url: str = "",
        api_base: str = "",
        max_media_bytes: int = MAX_MEDIA_BYTES,
        timeout: float = 15,
    ) -> None:
        self._session = session
        self._credentials = {"Authorization": aiohttp.encode_basic_auth(account_sid, auth_token)}
        self._media_origins = {_origin(API_BASE), _origin(api_base or API_BASE)}
        self._validator = RequestValidator(auth_token)
        self._client = twilio_client(session, account_sid, auth_token, api_base, timeout)
        self._clock, self._new_id = clock, new_id
        self._sms_from, self._whatsapp_from = sms_from, _whatsapp(whatsapp_from)
        self._messaging_service_sid = messaging_service_sid
        self._public_url = public_url.rstrip("/")
        self._max_media_bytes = max_media_bytes

    # verify

    def _verified(self, body: bytes, headers: Mapping[str, str], url: str) -> MultiDict[str]:
        try:
            form = MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200))
        except ValueError as error:
            raise ForgedWebhook("more than 200 fields, which is none of Twilio's") from error
        signature = headers.get("x-twilio-signature", "").encode()
        for candidate in self._signed_urls(url, headers):
            if hmac.compare_digest(self._validator.compute_signature(candidate, form).encode(), signature):
                return form
        raise ForgedWebhook("X-Twilio-Signature does not match")

    def _signed_urls(self, url: str, headers: Mapping[str, str]) -> Iterator[str]:
        """What Twilio may have signed: the public address, else the one that was called, behind a proxy by https;
        with the port and without, as Twilio is not of one mind about it.
        """
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if self._public_url:
            yield from _port_variants(self._public_url + path)
        scheme = headers.get("x-forwarded-proto", parts.scheme).partition(",")[0].strip()
        yield from _port_variants(f"{scheme}://{parts.netloc}{path}")

    # translate

    def receive(self, body: bytes, headers: Mapping[str, str], url: str) -> list[InboundMessage]:
        form = self._verified(body, headers, url)
        contact = _contact(form.get("From", ""))
        if contact is None:
            return []
        return [self._message(form, contact)]

    def _message(self, form: MultiDict[str], contact: Contact) -> InboundMessage:
        opt_out_type = form.get("OptOutType", "").upper()
        return InboundMessage(
            contact=contact,
            message_id=_required(form, "MessageSid"),
            at=datetime.fromtimestamp(self._clock(), UTC),
            text=form.get("Body", "") or form.get("ButtonText", ""),
            point=_point(form),
            attachments=tuple(self._attachments(form)),
            choice=form.get("ButtonPayload") or form.get("ListId") or None,
            opt_out_type=opt_out_type if opt_out_type in get_args(OptOut) else None,  # type: ignore[arg-type]
        )

    def _attachments(self, form: MultiDict[str]) -> Iterator[Attachment]:
        for number in range(_count(form.get("NumMedia") or "0")):
            content_type = form.get(f"MediaContentType{number}", "application/octet-stream")
            yield Attachment(self._new_id(), _required(form, f"MediaUrl{number}"), content_type)

    def receive_status(self, body: bytes, headers: Mapping[str, str], url: str) -> DeliveryStatus | None:
        """None while the message is still on its way. Raises `ForgedWebhook` or `MalformedWebhook`."""
        form = self._verified(body, headers, url)
        outcome = _OUTCOMES.get(_required(form, "MessageStatus"))
        contact = _contact(_required(form, "To"))
        if outcome is None or contact is None:
            return None
        error_code = form.get("ErrorCode", "")
        opted_out = error_code.isdigit() and int(error_code) in OPTED_OUT
        return DeliveryStatus(contact, _required(form, "MessageSid"), outcome, error_code, opted_out)

    # send

    async def send(self, message: OutboundMessage) -> str:
        """Long texts go in parts; the id is that of the last. Raises `SendFailed`."""
        sid = ""
        for fields in self._bodies(message):
            sid = await self._create(**self._sender(message.contact.channel), to=_address(message.contact), **fields)
        return sid

    def _bodies(self, message: OutboundMessage) -> list[dict[str, Any]]:
        if message.template:
            variables = json.dumps(message.template.variables)
            return [{"content_sid": message.template.content_sid, "content_variables": variables}]
        text = numbered(message.text, message.choices)
        bodies: list[dict[str, Any]] = [
            {"body": part} for part in split(plain(text) if message.contact.channel == "sms" else text, MAX_TEXT)
        ]
        if message.photo_url:
            bodies[0]["media_url"] = [message.photo_url]
        return bodies

    def _sender(self, channel: ChannelName) -> dict[str, str]:
        callback = {"status_callback": f"{self._public_url}/channels/twilio/status"} if self._public_url else {}
        if channel == "whatsapp":
            return {"from_": self._whatsapp_from, **callback}
        if self._messaging_service_sid:
            return {"messaging_service_sid": self._messaging_service_sid, **callback}
        return {"from_": self._sms_from, **callback}

    async def _create(self, **fields: Any) -> str:
        try:
            created = await self._client.messages.create_async(**fields)
        except (TwilioRestException, TwilioServiceException) as error:
            raise send_failed(error) from error
        except ValueError as error:
            raise SendFailed("twilio answered something that is not JSON") from error
        return str(created.sid)

    # fetch

    async def fetch(self, attachment: Attachment) -> bytes:
        """Twilio asks for our credentials, then redirects to a store that must not see them (aiohttp keeps to that)."""
        if _origin(attachment.source) not in self._media_origins:
            raise FetchFailed("the media is not at Twilio's address; see TWILIO_API_BASE", permanent=True)
        try:
            async with self._session.get(
                attachment.source, headers=self._credentials, timeout=FETCH_TIMEOUT
            ) as response:
                return await read_limited(response, self._max_media_bytes)
        except aiohttp.InvalidURL as error:
            raise FetchFailed("the media address is not one", permanent=True) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FetchFailed(f"media not reached: {type(error).__name__}") from error


def _origin(url: str) -> tuple[str, str]:
    """Scheme and host; a signed webhook may name any, and only Twilio's may see our credentials."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", "no address"
    return parts.scheme, parts.hostname or ""


def _port_variants(url: str) -> Iterator[str]:
    yield url
    parts = urlsplit(url)
    host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    if parts.port:
        yield parts._replace(netloc=host).geturl()
    else:
        yield parts._replace(netloc=f"{host}:{443 if parts.scheme == 'https' else 80}").geturl()


def _contact(address: str) -> Contact | None:
    """None for platforms Twilio also carries and we do not (Messenger, RCS)."""
    prefix, separator, rest = address.rpartition(":")
    if not address:
        raise MalformedWebhook("no From or To")
    if not separator:
        return Contact("sms", address)
    return Contact("whatsapp", rest) if prefix == "whatsapp" else None


def _address(contact: Contact) -> str:
    return _whatsapp(contact.address) if contact.channel == "whatsapp" else contact.address


def _whatsapp(number: str) -> str:
    return number if number.startswith("whatsapp:") or not number else f"whatsapp:{number}"


def _required(form: Mapping[str, str], field: str) -> str:
    value = form.get(field, "")
    if not value:
        raise MalformedWebhook(f"no {field}")
    return value


def _count(number: str) -> int:
    if not number.isdecimal() or int(number) > 10:
        raise MalformedWebhook("NumMedia is not a number from 0 to 10")
    return int(number)


def _point(form: Mapping[str, str]) -> GeoPoint | None:
    if not form.get("Latitude") or not form.get("Longitude"):
        return None
    try:
        point = GeoPoint(float(form["Latitude"]), float(form["Longitude"]))
    except ValueError as error:
        raise MalformedWebhook("Latitude or Longitude is not a number") from error
    if not (abs(point.lat) <= 90 and abs(point.long) <= 180):
        raise MalformedWebhook("Latitude or Longitude is out of range")
    return point
