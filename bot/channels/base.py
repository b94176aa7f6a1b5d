"""What a channel is, and how its failures say what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.messages import Attachment, Contact, InboundMessage, OutboundMessage


class ForgedWebhook(Exception):
    """The signature or secret does not match: answer 403, log no personal data."""


class MalformedWebhook(Exception):
    """Signed, but nobody can read it: it is kept for an operator to see."""


class SendFailed(Exception):
    """A message did not go out. `permanent`: never try again. `retry_after`: seconds the provider asked for.
    `opted_out`: the provider says this resident does not want us (Twilio 21610, Telegram 403 blocked).
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, retry_after: float | None = None, opted_out: bool = False
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent or opted_out
        self.retry_after = retry_after
        self.opted_out = opted_out


class FetchFailed(Exception):
    """The provider did not hand an attachment over; `permanent` when it never will."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What became of a message after the provider took it. `error_code` is the provider's own, empty if all is well."""

    contact: Contact
    provider_id: str
    outcome: Literal["sent", "delivered", "failed"]
    error_code: str = ""
    opted_out: bool = False


class Channel(Protocol):
    """One platform. `receive` and `send` translate; neither decides anything."""

    def receive(self, body: bytes, headers: Mapping[str, str], url: str) -> list[InboundMessage]:
        """The messages in a webhook call; none when it holds nothing a resident said.
        Raises `ForgedWebhook` or `MalformedWebhook`. `headers` by lower-case name, `url` as the provider signed it.
        """
        ...

    async def send(self, message: OutboundMessage) -> str:
        """The provider's id of the message. Raises `SendFailed`."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes:
        """What `attachment.source` names. Raises `FetchFailed`."""
        ...
