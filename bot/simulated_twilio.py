"""A carrier for the demo: it does to the bot what Twilio does, so that the bot's real Twilio code runs.

Signed webhooks in, the Messages API and its status callbacks out, media behind credentials, opt-out words acted on.
"""

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from twilio.request_validator import RequestValidator

from bot.channels.segments import count_segments
from bot.messages import ChannelName, Contact, GeoPoint

STOP_WORDS: Final = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS: Final = frozenset({"START", "YES", "UNSTOP"})
MAX_KEPT: Final = 500
STATUSES: Final = ("sent", "delivered")


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """One bubble on a phone's screen. `carrier`: said by the carrier itself, not by the city."""

    number: int
    mine: bool
    text: str
    media: tuple[str, ...] = ()
    pin: bool = False
    carrier: bool = False
    note: str = ""


@dataclass
class Phone:
    messages: list[PhoneMessage] = field(default_factory=list)
    stopped: bool = False


class SimulatedTwilio:
    """`webhook_url` is the bot's, `api_base` where this is mounted as Twilio's API; both as the bot reaches them."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        account_sid: str,
        auth_token: str,
        webhook_url: str,
        api_base: str,
        sms_number: str,
        whatsapp_number: str,
        new_id: Callable[[], str],
    ) -> None:
        self.account_sid, self.api_base = account_sid, api_base.rstrip("/")
        self._session, self._webhook_url = session, webhook_url
        self._validator = RequestValidator(auth_token)
        self._credentials = aiohttp.encode_basic_auth(account_sid, auth_token)
        self._numbers: dict[ChannelName, str] = {"sms": sms_number, "whatsapp": f"whatsapp:{whatsapp_number}"}
        self._new_id = new_id
        self._media: dict[str, tuple[bytes, str]] = {}
        self._phones: dict[Contact, Phone] = defaultdict(Phone)
        self._rang = asyncio.Condition()
        self._callbacks: set[asyncio.Task[None]] = set()

    # the phone's side

    async def text(self, phone: Contact, text: str, media: tuple[str, ...] = (), pin: GeoPoint | None = None) -> int:
        """Send from `phone` to the city; the status the bot's webhook answered."""
        form = self._inbound(phone, text, media, pin)
        await self._ring(phone, mine=True, text=text, media=media, pin=pin is not None)
        await self._mind_opt_out(phone, form)
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(self._webhook_url, form),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        async with self._session.post(self._webhook_url, data=urlencode(form), headers=headers) as response:
            return response.status

    def _inbound(self, phone: Contact, text: str, media: tuple[str, ...], pin: GeoPoint | None) -> dict[str, str]:
        sid = self._sid("MM" if media else "SM")
        form = {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "Body": text,
            "From": _address(phone),
            "MessageSid": sid,
            "NumMedia": str(len(media)),
            "NumSegments": str(count_segments(text).segments),
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": self._numbers[phone.channel],
        }
        for number, media_id in enumerate(media):
            form[f"MediaUrl{number}"] = f"{self.api_base}/2010-04-01/Accounts/{self.account_sid}/Media/{media_id}"
            form[f"MediaContentType{number}"] = self._media[media_id][1]
        if pin:
            form |= {"Latitude": str(pin.lat), "Longitude": str(pin.long)}
        return form

    async def _mind_opt_out(self, phone: Contact, form: dict[str, str]) -> None:
        """As Twilio with Advanced Opt-Out: only a word that stands alone, only on SMS, answered by the carrier."""
        word, state = form["Body"].strip().upper(), self._phones[phone]
        if phone.channel != "sms":
            return
        if word in STOP_WORDS:
            state.stopped = True
            form["OptOutType"] = "STOP"
            await self._ring(phone, carrier=True, text="You won't get any more messages. START brings them back.")
        elif word in START_WORDS and state.stopped:
            state.stopped = False
            form["OptOutType"] = "START"
            await self._ring(phone, carrier=True, text="You will get messages again.")

    def keep_media(self, content: bytes, content_type: str) -> str:
        media_id = self._new_id()
        self._media[media_id] = (content, content_type)
        while len(self._media) > MAX_KEPT:
            self._media.pop(next(iter(self._media)))
        return media_id

    async def messages(self, phone: Contact, after: int, wait: float) -> list[dict[str, Any]]:
        """What is on the screen after message number `after`, waiting up to `wait` seconds for something."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait), self._rang:
                await self._rang.wait_for(lambda: self._after(phone, after))
        return [asdict(message) for message in self._after(phone, after)]

    def _after(self, phone: Contact, after: int) -> list[PhoneMessage]:
        return [message for message in self._phones[phone].messages if message.number > after]

    async def _ring(self, phone: Contact, *, mine: bool = False, **shown: Any) -> None:
        async with self._rang:
            messages = self._phones[phone].messages
            messages.append(PhoneMessage(messages[-1].number + 1 if messages else 1, mine, **shown))
            del messages[:-MAX_KEPT]
            self._rang.notify_all()

    # the API's side

    def authorized(self, authorization: str) -> bool:
        return hmac.compare_digest(authorization.encode(), self._credentials.encode())

    def media(self, media_id: str) -> tuple[bytes, str] | None:
        return self._media.get(media_id)

    async def create(self, form: Mapping[str, str], media: tuple[str, ...]) -> tuple[int, dict[str, Any]]:
        """POST Messages.json: status and body."""
        phone = _phone(form.get("To", ""))
        refusal = self._refusal(phone, form, media)
        if refusal:
            code, message = refusal
            return 400, {"code": code, "message": message, "more_info": "", "status": 400}
        text = form.get("Body") or _template(form)
        count = count_segments(text)
        sms = phone.channel == "sms"
        note = f"{count.segments} × {count.encoding}" if sms else ""
        await self._ring(phone, text=text, media=media, note=note)
        sid = self._sid("MM" if media else "SM")
        self._call_back(form, sid)
        return 201, {
            "sid": sid,
            "account_sid": self.account_sid,
            "status": "queued",
            "to": form["To"],
            "from": form.get("From"),
            "body": text,
            "num_segments": str(count.segments),
            "num_media": str(len(media)),
            "error_code": None,
            "error_message": None,
        }

    def _refusal(self, phone: Contact, form: Mapping[str, str], media: tuple[str, ...]) -> tuple[int, str] | None:
        if not phone.address:
            return 21604, "'To' is missing."
        if not form.get("From") and not form.get("MessagingServiceSid"):
            return 21603, "'From' is missing."
        if not form.get("Body") and not media and not form.get("ContentSid"):
            return 21619, "There is nothing to send."
        if len(form.get("Body", "")) > 1600:
            return 21617, "The body has more than 1600 characters."
        if self._phones[phone].stopped:
            return 21610, "The recipient has unsubscribed."
        return None

    def _call_back(self, form: Mapping[str, str], sid: str) -> None:
        if url := form.get("StatusCallback"):
            task = asyncio.create_task(self._report(url, form["To"], sid))
            self._callbacks.add(task)
            task.add_done_callback(self._callbacks.discard)

    async def _report(self, url: str, to: str, sid: str) -> None:
        for status in STATUSES:
            form = {"AccountSid": self.account_sid, "MessageSid": sid, "MessageStatus": status, "To": to}
            headers = {
                "X-Twilio-Signature": self._validator.compute_signature(url, form),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            # A callback that does not arrive is not sent again, as with Twilio.
            with contextlib.suppress(aiohttp.ClientError):
                await (await self._session.post(url, data=urlencode(form), headers=headers)).read()

    def _sid(self, kind: str) -> str:
        return kind + hashlib.sha256(self._new_id().encode()).hexdigest()[:32]


def _address(phone: Contact) -> str:
    return f"whatsapp:{phone.address}" if phone.channel == "whatsapp" else phone.address


def _phone(address: str) -> Contact:
    whatsapp, _, number = address.rpartition(":")
    return Contact("whatsapp" if whatsapp else "sms", number)


def _template(form: Mapping[str, str]) -> str:
    """What an approved template would say is known to WhatsApp alone; the phone shows what was put into it."""
    if not form.get("ContentSid"):
        return ""
    variables = json.loads(form.get("ContentVariables") or "{}")
    return f"[{form['ContentSid']}] " + " · ".join(str(value) for value in variables.values())
