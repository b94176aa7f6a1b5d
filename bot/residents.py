"""One resident's data on request: everything that is kept of a contact, and the wish to be forgotten."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, get_args

from bot.channels.unread import senders
from bot.events import ResidentForgotten
from bot.messages import ChannelName, Contact
from bot.ports import Inbox

TABLES = ("transcripts", "filed_places", "feedback", "consents", "corrections", "deliveries", "staff_calls")


class UnknownContact(Exception):
    """How a contact is written, where it was written otherwise."""


class Rows(Protocol):
    def export(self, name: str, contact: str = "") -> AsyncIterator[dict[str, Any]]: ...


class Followed(Protocol):
    async def followed_by(self, contact: Contact) -> tuple[str, ...]: ...

    async def unfollow(self, contact: Contact, service_request_id: str) -> None: ...


class Letter(Protocol):
    @property
    def letter_id(self) -> str: ...

    @property
    def contact(self) -> str: ...

    @property
    def unread(self) -> bool: ...

    @property
    def body(self) -> str: ...


class Letters(Protocol):
    def every(self) -> AsyncIterator[Any]: ...

    async def drop(self, letter_id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Residents:
    """Over the records, the store and the inbox. `conversation` reads what the bot remembers of the dialogue, as JSON;
    `forget_mail` empties what a web chat shows again.
    """

    records: Rows
    follows: Followed
    letters: Letters
    inbox: Inbox
    conversation: Callable[[Contact], Awaitable[Any]]
    forget_mail: Callable[[Contact], Awaitable[None]]
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    async def everything(self, contact: Contact) -> AsyncIterator[dict[str, Any]]:
        """Rows, each with the `kept_in` it comes from; the numbers of requests are to be looked up in the CRM."""
        for table in TABLES:
            async for row in self.records.export(table, str(contact)):
                yield {"kept_in": table, **row}
        if remembered := await self.conversation(contact):
            yield {"kept_in": "conversation", "remembered": remembered}
        if followed := await self.follows.followed_by(contact):
            yield {"kept_in": "followed", "service_request_ids": followed}
        for letter in await self._letters(contact):
            yield {"kept_in": "dead_letters", "letter_id": letter.letter_id}

    async def forget(self, contact: Contact) -> None:
        """Follows and dead letters go at once; the rest with the contact's next turn, in order with what was said."""
        await self.inbox.admit(contact, ResidentForgotten(self.clock()), f"forget:{self.new_id()}")
        for number in await self.follows.followed_by(contact):
            await self.follows.unfollow(contact, number)
        for letter in await self._letters(contact):
            await self.letters.drop(letter.letter_id)
        await self.forget_mail(contact)

    async def _letters(self, contact: Contact) -> list[Letter]:
        """Also those nobody could read, where they say whose they are."""
        who = str(contact)
        return [
            one async for one in self.letters.every() if one.contact == who or (one.unread and who in senders(one.body))
        ]


def contact_of(text: str) -> Contact:
    """Raises `UnknownContact`."""
    contact = Contact.parse(text.strip())
    if contact.channel not in get_args(ChannelName) or not contact.address:
        raise UnknownContact(
            f'"{text}" is no contact: write the channel and the number, as sms:+12065550100, whatsapp:+12065550100, '
            "telegram:42 or web:…"
        )
    return contact
