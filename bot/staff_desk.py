"""The staff side of a conversation: who asked for a person, what was said, and a person's answer."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.events import StaffReplied
from bot.messages import Contact
from bot.ports import Inbox
from bot.staff_calls import Call, open_calls

BEFORE = 12
"""Messages of the conversation with the bot that are shown with a call."""


class Rows(Protocol):
    def export(self, name: str, contact: str = "") -> AsyncIterator[dict[str, Any]]: ...

    async def unfinished_calls(self) -> list[dict[str, Any]]: ...


class NobodyWaits(Exception):
    """No open call of that contact."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of the conversation before the call."""

    at: datetime
    by_bot: bool
    text: str


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """Over the records and the inbox. All but `calls` raise `NobodyWaits`."""

    records: Rows
    inbox: Inbox
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    async def calls(self) -> list[Call]:
        """Who waits longest comes first, then those who have an answer."""
        return open_calls(await self.records.unfinished_calls())

    async def call(self, contact: str) -> Call:
        found = open_calls([row async for row in self.records.export("staff_calls", contact)])
        if not found:
            raise NobodyWaits(contact)
        return found[0]

    async def before(self, call: Call) -> list[Spoken]:
        """What was said last before the call began, oldest first."""
        spoken = [
            Spoken(row["at"], row["direction"] == "out", row["text"])
            async for row in self.records.export("transcripts", call.contact)
            if row["at"] <= call.since
        ]
        if spoken and not spoken[-1].by_bot and spoken[-1].text == call.lines[0].words:
            spoken.pop()  # the message that began the call
        return spoken[-BEFORE:]

    async def reply(self, contact: str, text: str, *, finished: bool, once: str = "") -> None:
        """Reaches the resident in the channel they wrote in; `finished` gives the conversation back to the bot.
        The same `once` again changes nothing.
        """
        call = await self.call(contact)
        event = StaffReplied(self.clock(), text.strip(), finished)
        await self.inbox.admit(Contact.parse(call.contact), event, f"staff:{once or self.new_id()}")
