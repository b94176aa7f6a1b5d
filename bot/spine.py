"""What the worker and the watcher need of the durable store: partitions, leases on them, what a try left, who follows what."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from bot.conversation import Conversation
from bot.effects import Order
from bot.events import Arrival
from bot.messages import Contact
from bot.service_requests import ServiceRequest


class Tried(Struct, frozen=True):
    """How often an order failed, when it did last and why, and how many seconds to wait from then on."""

    times: int = 0
    at: datetime | None = None
    wait: float = 0.0
    reason: str = ""
    """For the operator: nothing personal."""
    asked: bool = False
    """Just that wait was asked for: it is not cut short."""

    def left(self, now: datetime) -> float:
        """Seconds still to wait; never more than `wait`, should the clock have been put back."""
        return self.wait - max(0.0, (now - self.at).total_seconds()) if self.at else 0.0


def entered_at(entry_id: str) -> float:
    """When an entry or order was put into the store, by the store's clock: a Unix time, with which its id begins."""
    return int(entry_id.partition("-")[0]) / 1000


class LeaseLost(Exception):
    """Another worker owns the partition now; drop what was being done, it will be done there."""


class FilingMemo(Struct, frozen=True, omit_defaults=True):
    """What is remembered of a filing between tries, so that a crash leads to a look and not to a second request."""

    tried_at: datetime | None = None
    """A try began then, and its outcome is not known."""
    first_tried_at: datetime | None = None
    request_token: str = ""
    """The desk took it and has not yet given a number."""
    delay_told: bool = False


class Lease(Protocol):
    """A partition of contacts this worker owns for now. Every commit is fenced: `LeaseLost` after a takeover."""

    partition: int

    def arrivals(self) -> AsyncIterator[tuple[str, Contact, Arrival]]:
        """(entry id, contact, event), oldest first, waiting for more; those left by a dead worker come first."""
        ...

    def orders(self) -> AsyncIterator[tuple[str, Contact, Order, Tried]]:
        """(order id, contact, order, what was tried), oldest first, waiting for more."""
        ...

    async def conversation(self, contact: Contact) -> Conversation: ...

    async def commit(self, entry_id: str, conversation: Conversation, orders: tuple[Order, ...]) -> None:
        """Conversation, orders, timers and the acknowledgement of the entry, in one fenced transaction."""
        ...

    async def done(self, order_id: str, contact: Contact, events: tuple[Arrival, ...] = ()) -> None:
        """Tick an order off; what came of it enters the inbox in the same transaction."""
        ...

    async def tried(self, order_id: str, tried: Tried) -> None:
        """Keep what was tried, for whoever carries the order out next."""
        ...

    async def bury(self, order_id: str, contact: Contact, reason: str, events: tuple[Arrival, ...] = ()) -> None:
        """Move an order to the dead letters, which alarm."""
        ...

    async def wake_timers(self, now: datetime) -> None:
        """Put the events of due timers into the inbox."""
        ...

    def held(self) -> bool:
        """Judged by this machine's clock: false well before another worker may take over."""
        ...

    def left_behind(self, entry_id: str) -> bool:
        """Whether it was there before this lease, so that an earlier owner may have fallen over it."""
        ...

    async def begun(self, entry_id: str) -> int:
        """How often earlier owners began the turn of an entry they left behind."""
        ...

    async def begin(self, entry_id: str) -> int:
        """Count that its turn begins, as it may end this process; how often it was counted by now."""
        ...

    async def set_aside(self, entry_id: str, contact: Contact, reason: str, orders: tuple[Order, ...] = ()) -> None:
        """Move an entry no turn can be taken for to the dead letters; `orders` tell the resident."""
        ...

    async def memo(self, filing_key: str) -> FilingMemo: ...

    async def remember(self, filing_key: str, memo: FilingMemo) -> None: ...

    async def mark_sent(self, order_id: str) -> None:
        """Written even when the lease has gone, so that the next owner does not say it again."""
        ...

    async def was_sent(self, order_id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Holding:
    """What a heartbeat changed.

    Leases `gained`; `lost` ones, for which nothing may be done any more; `spare` ones, to be given back because
    other workers hold too few.
    """

    gained: tuple[Lease, ...] = ()
    lost: tuple[Lease, ...] = ()
    spare: tuple[Lease, ...] = ()
    workers: int = 1
    """How many workers live, this one included."""


class Partitions(Protocol):
    """A worker's share of the contacts."""

    async def heartbeat(self, *, drop: Iterable[int] = (), gain: bool = True) -> Holding:
        """Renew what is held and, with `gain`, take what is free, up to a fair share. `drop` is to be read anew."""
        ...

    async def read(self) -> None:
        """Feeds every held lease's arrivals; ends only by cancellation."""
        ...

    async def release(self, lease: Lease) -> None: ...

    async def leave(self) -> None:
        """The worker ends: the others may take what it holds at once."""
        ...


class Follows(Protocol):
    """Who hears of which request."""

    async def follow(
        self,
        contact: Contact,
        service_request_id: str,
        known_status: Literal["open", "closed"],
        *,
        service_code: str = "",
        expected: datetime | None = None,
    ) -> None:
        """From what is known on, with the service and the date as they were filed; following twice changes nothing."""
        ...

    async def unfollow(self, contact: Contact, service_request_id: str) -> None: ...


class WatchLog(Protocol):
    """What the watcher has seen and told, and who may be the watcher."""

    async def hold(self) -> bool:
        """Be, or stay, the one watcher."""
        ...

    def held(self) -> bool: ...

    async def let_go(self) -> None: ...

    async def cursor(self) -> datetime | None: ...

    async def move_cursor(self, to: datetime) -> None: ...

    async def followed_ids(self) -> tuple[str, ...]: ...

    async def followers(self, service_request_id: str) -> tuple[Contact, ...]: ...

    async def last_told(self, service_request_id: str) -> ServiceRequest | None: ...

    async def told(self, request: ServiceRequest) -> None: ...

    async def prompt(self, service_request_id: str) -> None:
        """Ask the watcher, wherever it runs, to look at this one now."""
        ...

    async def prompts(self, seconds: float) -> tuple[str, ...]:
        """Ids to look at now; where there are none it waits that long."""
        ...
