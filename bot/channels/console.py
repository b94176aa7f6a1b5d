"""A conversation in the terminal: a line in, lines out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.channels.base import FetchFailed, MalformedWebhook
from bot.channels.writing import numbered
from bot.messages import Attachment, Contact, InboundMessage, OutboundMessage


class Console:
    """`write` prints what the bot says, `clock` gives Unix seconds, `new_id` a fresh name for each message."""

    def __init__(
        self,
        *,
        write: Callable[[str], None],
        clock: Callable[[], float],
        new_id: Callable[[], str],
        contact: Contact = Contact("console", "terminal"),  # noqa: B008  # frozen
        language: str | None = None,
    ) -> None:
        self._write, self._clock, self._new_id = write, clock, new_id
        self._contact, self._language = contact, language

    def receive(self, body: bytes, headers: Mapping[str, str], url: str) -> list[InboundMessage]:  # noqa: ARG002  # the channel's shape
        """`body` is one line."""
        try:
            text = body.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise MalformedWebhook("the line is not UTF-8") from error
        at = datetime.fromtimestamp(self._clock(), UTC)
        return [InboundMessage(self._contact, self._new_id(), at, text, language=self._language)]

    async def send(self, message: OutboundMessage) -> str:
        lines = [numbered(message.text, message.choices), message.photo_url]
        self._write("\n".join(line for line in lines if line))
        return self._new_id()

    async def fetch(self, attachment: Attachment) -> bytes:
        raise FetchFailed(f"the terminal carries no files ({attachment.content_type})", permanent=True)
