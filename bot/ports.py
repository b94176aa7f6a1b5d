"""What the bot needs from outside. Each port has one contract test, run on the fake and on the real thing."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from bot.conversation import Conversation
from bot.effects import FileRequest, Order, RecordConsent, RecordCorrection, RecordFeedback
from bot.events import Arrival
from bot.filed_place import FiledPlace
from bot.messages import Contact, GeoPoint
from bot.nlu.understanding import Mention, Understanding
from bot.pin_link import PinLink
from bot.places.place import PlaceSearch
from bot.service_requests import Attribute, Service, ServiceRequest


class Nlu(Protocol):
    def understand(self, text: str, language: str | None = None) -> Understanding:
        """Never raises, whatever the text. `language` is what the conversation is held in."""
        ...


class PlaceFinder(Protocol):
    async def find(
        self, text: str, mentions: tuple[Mention, ...], *, near: GeoPoint | None = None, language: str = "en"
    ) -> PlaceSearch: ...

    async def describe(self, point: GeoPoint) -> PlaceSearch: ...


class Filed(Struct, frozen=True, tag="filed"):
    """`service_request_id` is empty when the desk gave only `request_token` so far."""

    service_request_id: str
    request_token: str = ""
    service_notice: str = ""
    expected_datetime: datetime | None = None
    seen: ServiceRequest | None = None
    """As the desk keeps it, where that was shown at once and need not be looked at."""


class Refused(Struct, frozen=True, tag="refused"):
    """The desk will not take this, ever; `reason` is its own description."""

    reason: str


class OutcomeUnknown(Struct, frozen=True, tag="unknown"):
    """It may or may not have been filed: reconcile before the next try."""

    reason: str
    retry_after: float | None = None
    repeatable: bool = False
    """The desk keeps filing keys: the same filing again cannot become a second request."""


class NotReached(Struct, frozen=True, tag="not_reached"):
    """Certainly not filed: try again later."""

    reason: str
    retry_after: float | None = None


FilingOutcome = Filed | Refused | OutcomeUnknown | NotReached


class DeskUnavailable(Exception):
    """The desk did not answer, or not in a way one can use; try again, after `retry_after` seconds if given."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ServiceDesk(Protocol):
    """Whoever takes requests. Reading methods raise `DeskUnavailable`; `file` says what came of it instead."""

    async def services(self) -> tuple[Service, ...]: ...

    async def attributes(self, service_code: str) -> tuple[Attribute, ...]: ...

    async def file(self, order: FileRequest, media_urls: tuple[str, ...], channel: str) -> FilingOutcome:
        """One try."""
        ...

    async def keeps_keys(self) -> bool:
        """Whether the same filing key again is certainly the same request; false while that cannot be learnt."""
        ...

    async def find_filed(self, order: FileRequest, since: datetime) -> Filed | None:
        """Was this very filing taken after all? Looked up by its key, else by service, place, time and words."""
        ...

    async def id_for_token(self, request_token: str) -> str | None: ...

    async def look_up(self, service_request_ids: Iterable[str]) -> tuple[ServiceRequest, ...]: ...

    async def nearby(self, service_code: str, point: GeoPoint, metres: float) -> tuple[ServiceRequest, ...]:
        """Open ones, nearest first."""
        ...

    async def shows_within(self) -> float:
        """Seconds after its stamp by which every change is among those of `changed_since`."""
        ...

    async def changed_since(self, since: datetime, known_ids: Iterable[str]) -> tuple[ServiceRequest, ...]:
        """Every request changed at or after `since`, oldest change first; `known_ids` for desks without such a filter."""
        ...

    async def add_words(self, service_request_id: str, words: str, media_urls: tuple[str, ...], key: str) -> bool:
        """False when this desk takes nothing further to a request."""
        ...

    async def reopen(self, service_request_id: str, words: str, key: str) -> bool:
        """False when this desk knows no reopening."""
        ...

    async def give_feedback(self, feedback: RecordFeedback, channel: str) -> bool:
        """False when this desk has no place for it (our own records keep it in any case)."""
        ...


class MediaRefused(Exception):
    """Not a photo we keep; the argument is `PhotoRefused.reason`."""


class MediaStore(Protocol):
    async def keep(self, media_id: str, content: bytes) -> GeoPoint | None:
        """Check, turn upright, strip EXIF, store. Raises `MediaRefused`. Keeping the same id twice is harmless.

        Where it was taken, if the EXIF said so; the kept photo does not say it any more.
        """
        ...

    async def read(self, media_id: str) -> tuple[bytes, str] | None:
        """Bytes and content type."""
        ...


class Records(Protocol):
    """What must be kept: appended by orders, exportable."""

    async def feedback(self, contact: Contact, feedback: RecordFeedback, at: datetime) -> None: ...

    async def consent(self, contact: Contact, consent: RecordConsent) -> None: ...

    async def delivery(
        self,
        contact: Contact,
        key: str,
        provider_id: str,
        outcome: Literal["sent", "delivered", "failed"],
        at: datetime,
    ) -> None: ...

    async def transcript(self, contact: Contact, direction: Literal["in", "out"], text: str, at: datetime) -> None: ...

    async def correction(self, contact: Contact, correction: RecordCorrection, at: datetime) -> None:
        """A later correction of the same request takes the place of the earlier one."""
        ...

    async def filed_place(self, contact: Contact, place: FiledPlace, at: datetime) -> bool:
        """False when this filing was noted before."""
        ...

    async def staff_call(self, contact: Contact, reason: str, words: str, at: datetime) -> None: ...


class Inbox(Protocol):
    """What webhooks and watchers need of the spine."""

    async def admit(self, contact: Contact, event: Arrival, once: str) -> bool:
        """Durable when it returns. False when `once` (the provider's message id, a change's id) came before."""
        ...


class PinLinks(Protocol):
    """What the short links to the pin page stand for, until they run out."""

    async def keep(self, link: PinLink, reference: str) -> str:
        """The id for the address; the same message (`reference`) has the same id again."""
        ...

    async def read(self, pin: str) -> PinLink | None:
        """None when it ran out or never was."""
        ...

    async def use(self, pin: str) -> None:
        """A place was sent by it."""
        ...


class Tried(Struct, frozen=True):
    """How often an order failed, when it did last, and how many seconds to wait from then on."""

    times: int = 0
    at: datetime | None = None
    wait: float = 0.0

    def left(self, now: datetime) -> float:
        """Seconds still to wait; never more than `wait`, should the clock have been put back."""
        return self.wait - max(0.0, (now - self.at).total_seconds()) if self.at else 0.0


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


class LeaseLost(Exception):
    """Another worker owns the partition now; drop what was being done, it will be done there."""


class StoreUnavailable(Exception):
    """Redis is out of reach, full or read-only. What was being written may or may not be there: read it again."""


class FilingMemo(Struct, frozen=True, omit_defaults=True):
    """What is remembered of a filing between tries, so that a crash leads to a look and not to a second request."""

    tried_at: datetime | None = None
    """A try began then, and its outcome is not known."""
    first_tried_at: datetime | None = None
    request_token: str = ""
    """The desk took it and has not yet given a number."""
    delay_told: bool = False


class OwnedLease(Lease, Protocol):
    """The lease as the worker and its outbox use it."""

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

    gained: tuple[OwnedLease, ...] = ()
    lost: tuple[OwnedLease, ...] = ()
    spare: tuple[OwnedLease, ...] = ()
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

    async def release(self, lease: OwnedLease) -> None: ...

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
        """Ids to look at now; waits that long for the first."""
        ...
