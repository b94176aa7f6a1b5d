"""Web chat: what a browser sends over its socket, and the mailbox its answers wait in.

The page sends `{"type": "message", "id", "text", "choice"?, "lat"?, "long"?, "photos"?}` in a session we signed;
`photos` are ids its uploads were given. The socket itself is `bot.web_socket`.
"""

import hashlib
import hmac
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Protocol

import msgspec

from bot.channels.base import FetchFailed, ForgedWebhook, MalformedWebhook
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage, OutboundMessage

SESSION_HEADER: Final = "x-text311-session"
_MEDIA_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Mailbox(Protocol):
    """What a browser has still to see. Ids grow; "0" comes before all of them."""

    async def append(self, contact: Contact, payload: dict[str, Any], once: str) -> str:
        """The id it got; the same `once` again changes nothing."""
        ...

    def read(self, contact: Contact, after: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Everything after that id, oldest first, then whatever comes, as it comes."""
        ...


class Frame(msgspec.Struct, tag_field="type", tag="message"):
    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    text: str = ""
    choice: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    long: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    photos: Annotated[list[str], msgspec.Meta(max_length=10)] = []
    language: Annotated[str, msgspec.Meta(max_length=35)] | None = None


class WebChat:
    """`secret` signs sessions; `read_upload` gives what was uploaded under a media id, and its content type."""

    def __init__(
        self,
        *,
        mailbox: Mailbox,
        secret: bytes,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        read_upload: Callable[[str], Awaitable[tuple[bytes, str] | None]],
    ) -> None:
        self.mailbox = mailbox
        self._secret, self._clock, self._new_id = secret, clock, new_id
        self._read_upload = read_upload

    # verify

    def new_session(self) -> str:
        session_id = self._new_id()
        return f"{session_id}.{self._seal(session_id)}"

    def contact(self, session: str) -> Contact:
        """Whose session this is. Raises `ForgedWebhook`."""
        session_id, _, seal = session.rpartition(".")
        if not session_id or not hmac.compare_digest(self._seal(session_id).encode(), seal.encode("utf-8", "replace")):
            raise ForgedWebhook("the web chat session is not one of ours")
        return Contact("web", session_id)

    def _seal(self, session_id: str) -> str:
        return hmac.new(self._secret, session_id.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]

    # translate

    def receive(self, body: bytes, headers: Mapping[str, str], url: str) -> list[InboundMessage]:  # noqa: ARG002  # the channel's shape
        """`body` is one frame, the session in `headers[SESSION_HEADER]`."""
        contact = self.contact(headers.get(SESSION_HEADER, ""))
        try:
            frame = msgspec.json.decode(body, type=Frame)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise MalformedWebhook("not a web chat message") from error
        if not all(_MEDIA_ID.fullmatch(photo) for photo in frame.photos):
            raise MalformedWebhook("photos are not ids of ours")
        return [self._message(contact, frame)]

    def _message(self, contact: Contact, frame: Frame) -> InboundMessage:
        pinned = frame.lat is not None and frame.long is not None
        return InboundMessage(
            contact=contact,
            # The page makes its ids itself; with the session in front nobody can use up another's.
            message_id=f"{contact.address}:{frame.id}",
            at=datetime.fromtimestamp(self._clock(), UTC),
            text=frame.text,
            point=GeoPoint(frame.lat or 0.0, frame.long or 0.0) if pinned else None,
            attachments=tuple(Attachment(photo, photo, "image/jpeg") for photo in frame.photos),
            choice=frame.choice,
            language=frame.language,
        )

    # send

    async def send(self, message: OutboundMessage) -> str:
        payload = {
            "type": "say",
            "text": message.text,
            "language": message.language,
            "choices": [{"id": choice.id, "label": choice.label} for choice in message.choices],
            "ask_location": message.ask_location,
            "location_label": message.location_label,
            "map_url": message.map_url,
            "place": [message.point.lat, message.point.long] if message.point else None,
            "photo_url": message.photo_url,
        }
        return await self.mailbox.append(message.contact, payload, message.reference or self._new_id())

    async def remember(self, message: InboundMessage) -> str:
        """Put what the resident said into their own mailbox, so that a reloaded page shows both sides."""
        payload = {
            "type": "heard",
            "message_id": message.message_id.rpartition(":")[2],
            "text": message.text,
            "photos": [attachment.media_id for attachment in message.attachments],
            "pin": message.point is not None,
        }
        return await self.mailbox.append(message.contact, payload, f"heard:{message.message_id}")

    # fetch

    async def fetch(self, attachment: Attachment) -> bytes:
        kept = await self._read_upload(attachment.source)
        if kept is None:
            raise FetchFailed("no such upload, or it has expired", permanent=True)
        return kept[0]
