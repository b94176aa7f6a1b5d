"""Words of staff to everybody who follows some requests: who that is, what each of them would read, and telling them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Literal, Protocol

from bot.channels.base import SendFailed
from bot.channels.segments import count_segments, plain
from bot.city import City
from bot.conversation import Conversation
from bot.effects import Order, Say, Schedule
from bot.engine import decide
from bot.events import FollowersTold
from bot.messages import Contact
from bot.ports import Inbox, ServiceDesk
from bot.service_requests import ServiceRequest
from bot.speech import worded

AT_ONCE = 50
"""People who are told between two pauses: residents who write meanwhile must not wait behind a whole city."""
PAUSE_SECONDS = 0.2
LOOKED_UP = 50
"""Requests the desk is asked for in one call."""
State = Literal["now", "later", "before", "stopped", "no_template"]
"""Later: when the quiet hours end. Before: they have read these words. Stopped: they want no messages. No template:
WhatsApp's 24 hours are over and the city file names none.
"""


class Followed(Protocol):
    async def followed_ids(self) -> tuple[str, ...]: ...

    async def followers(self, service_request_id: str) -> tuple[Contact, ...]: ...

    async def last_told(self, service_request_id: str) -> ServiceRequest | None: ...


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who follows these requests."""

    conversation: Conversation
    service_request_ids: tuple[str, ...]

    @property
    def contact(self) -> Contact:
        return self.conversation.contact


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of telling them. `segments` are an SMS's; 0 on other channels."""

    person: Person
    state: State
    text: str = ""
    segments: int = 0


def key_of(texts: Mapping[str, str]) -> str:
    """The same words have the same key, whomever they are told."""
    said = "\0".join(f"{language}\0{text}" for language, text in sorted(texts.items()))
    return sha1(said.encode(), usedforsecurity=False).hexdigest()[:12]


def prospect(city: City, person: Person, words: FollowersTold) -> Prospect:
    """By the very decision their turn will make. Pure."""
    event = _for(person, words)
    if event.key in person.conversation.words_told:
        return Prospect(person, "before")
    state: State = "now"
    orders = decide(city, person.conversation, event).orders
    if orders and isinstance(orders[0], Schedule):
        state, orders = "later", decide(city, person.conversation, orders[0].event).orders
    return _read(city, person, state, orders[0]) if orders else Prospect(person, "stopped")


def _read(city: City, person: Person, state: State, order: Order) -> Prospect:
    assert isinstance(order, Say)
    try:
        text = worded(city, order, person.contact, "").text
    except SendFailed:
        return Prospect(person, "no_template")
    return Prospect(person, state, text, count_segments(plain(text)).segments if person.contact.channel == "sms" else 0)


def _for(person: Person, words: FollowersTold) -> FollowersTold:
    return FollowersTold(words.at, words.key, words.texts, person.service_request_ids)


@dataclass(frozen=True, slots=True)
class Telling:
    """Over the store, the desk and the inbox."""

    followed: Followed
    desk: ServiceDesk
    conversation: Callable[[Contact], Awaitable[Conversation]]
    inbox: Inbox
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def open_requests(self, service_code: str) -> tuple[str, ...]:
        """Followed ones of that service. Raises `DeskUnavailable` where only the desk knows what they are of."""
        numbers = await self.followed.followed_ids()
        known = dict(zip(numbers, await asyncio.gather(*map(self.followed.last_told, numbers)), strict=True))
        unknown = [number for number, one in known.items() if one is None or not one.service_code]
        for start in range(0, len(unknown), LOOKED_UP):
            some = unknown[start : start + LOOKED_UP]
            known |= {one.service_request_id: one for one in await self.desk.look_up(some)}
        wanted = service_code.casefold()
        return tuple(
            number
            for number, one in known.items()
            if one and one.status == "open" and one.service_code.casefold() == wanted
        )

    async def people(self, service_request_ids: Sequence[str]) -> list[Person]:
        """Who follows any of them."""
        followers = await asyncio.gather(*map(self.followed.followers, service_request_ids))
        follow: dict[Contact, list[str]] = {}
        for number, contacts in zip(service_request_ids, followers, strict=True):
            for contact in contacts:
                follow.setdefault(contact, []).append(number)
        conversations = await asyncio.gather(*map(self.conversation, follow))
        return [
            Person(conversation, tuple(sorted(numbers, key=lambda number: (len(number), number))))
            for conversation, numbers in zip(conversations, follow.values(), strict=True)
        ]

    async def tell(self, people: Sequence[Person], words: FollowersTold) -> int:
        """How many were not told to be told before. Again after a crash, nobody hears it twice."""
        new = 0
        for start in range(0, len(people), AT_ONCE):
            if start:
                await self.sleep(PAUSE_SECONDS)
            some = people[start : start + AT_ONCE]
            new += sum(await asyncio.gather(*(self._tell(person, words) for person in some)))
        return new

    async def _tell(self, person: Person, words: FollowersTold) -> bool:
        return await self.inbox.admit(person.contact, _for(person, words), f"words:{words.key}:{person.contact}")
