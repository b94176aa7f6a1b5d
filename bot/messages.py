"""What crosses a channel, in the same shape for every platform."""

from datetime import datetime
from typing import Literal, Self

from msgspec import Struct

ChannelName = Literal["sms", "whatsapp", "telegram", "web", "console"]


class Contact(Struct, frozen=True):
    """Someone reachable on a channel; printed and stored as `sms:+12065550100`."""

    channel: ChannelName
    address: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.address}"

    @classmethod
    def parse(cls, text: str) -> Self:
        channel, _, address = text.partition(":")
        return cls(channel, address)  # type: ignore[arg-type]


class GeoPoint(Struct, frozen=True):
    """WGS 84 degrees, in Open311's words."""

    lat: float
    long: float

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.long:.5f}"


class Attachment(Struct, frozen=True):
    """A file that came with a message, still at the provider."""

    media_id: str
    """Ours: unguessable, made when the message came in, and the name it will be kept under."""
    source: str
    """Where to fetch it: Twilio's MediaUrl, Telegram's file_id, our own upload. Never leaves the bot."""
    content_type: str
    """As the provider says, for example `image/jpeg`; checked again when fetched."""


class InboundMessage(Struct, frozen=True):
    """What a resident sent. `message_id` is the provider's (MessageSid, update_id, the web chat's own)."""

    contact: Contact
    message_id: str
    at: datetime
    text: str = ""
    point: GeoPoint | None = None
    attachments: tuple[Attachment, ...] = ()
    choice: str | None = None
    """Id of the button that was pressed, where the channel has buttons."""
    language: str | None = None
    """What the resident's app is set to; a hint only."""
    opt_out_type: Literal["STOP", "START", "HELP"] | None = None
    """Twilio has recognised the word and already answered it (Advanced Opt-Out)."""
    edited: bool = False


class Choice(Struct, frozen=True):
    """One answer to pick: a button, or a numbered line where there are none."""

    id: str
    label: str
    typed: str = ""
    """A word to type instead of a number, where any number would be an answer of its own."""


class Template(Struct, frozen=True):
    """A message WhatsApp has approved, the only kind it takes 24 hours after the resident's last one."""

    content_sid: str
    variables: dict[str, str]


class OutboundMessage(Struct, frozen=True):
    """What the bot says, ready for a channel to put into its platform's form."""

    contact: Contact
    text: str
    choices: tuple[Choice, ...] = ()
    ask_location: bool = False
    """Offer a "share my location" button where the platform has one."""
    location_label: str = ""
    """What that button says, in the resident's language."""
    map_url: str = ""
    """The pin page for this question, on a channel that shows links as buttons."""
    point: GeoPoint | None = None
    """The place the text speaks of."""
    photo_url: str | None = None
    template: Template | None = None
    key: str = ""
    """The text key it was made from, for logs and records: never the text itself."""
    reference: str = ""
    """Our id for this message, for channels that can carry one (web chat) and for delivery records."""
    language: str = ""
    """What the text is in, for a page whose own words follow the talk."""
