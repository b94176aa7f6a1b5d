"""What the bot needs from outside. Each port has one contract test, run on the fake and on the real thing."""

from asyncio import Future
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any, Literal, Protocol

from msgspec import Struct

from bot.effects import FileRequest, RecordConsent, RecordCorrection, RecordFeedback
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


KnownIds = Callable[[], Awaitable[Iterable[str]]]


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

    async def changed_since(self, since: datetime, known_ids: KnownIds) -> tuple[ServiceRequest, ...]:
        """Every request changed at or after `since`, oldest change first; `known_ids` are asked for only by desks without
        such a filter: they are every request anybody follows.
        """
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

    async def has(self, media_id: str) -> bool:
        """Whether it was kept and still is."""
        ...

    async def read(self, media_id: str) -> tuple[bytes, str] | None:
        """Bytes and content type."""
        ...


class Records(Protocol):
    """What must be kept: appended by orders, exportable. Whoever must know that a row is there awaits it."""

    async def feedback(self, contact: Contact, feedback: RecordFeedback, at: datetime) -> None: ...

    async def consent(self, contact: Contact, consent: RecordConsent) -> None: ...

    def delivery(
        self,
        contact: Contact,
        key: str,
        provider_id: str,
        outcome: Literal["sent", "delivered", "failed"],
        at: datetime,
    ) -> Future[Any]: ...

    def transcript(self, contact: Contact, direction: Literal["in", "out"], text: str, at: datetime) -> Future[Any]: ...

    async def correction(self, contact: Contact, correction: RecordCorrection, at: datetime) -> None:
        """A later correction of the same request takes the place of the earlier one."""
        ...

    async def filed_place(self, contact: Contact, place: FiledPlace, at: datetime) -> bool:
        """False when this filing was noted before."""
        ...

    async def places_unseen(self, service_request_ids: Iterable[str]) -> list[tuple[Contact, FiledPlace]]:
        """Those of these requests that were not compared with what the desk shows."""
        ...

    async def place_seen(self, place: FiledPlace) -> bool:
        """Keeps what the comparison found. False when somebody did so before."""
        ...

    async def staff_call(self, contact: Contact, reason: str, words: str, at: datetime) -> None: ...

    async def forget(self, contact: Contact) -> int:
        """Deletes every row of theirs but consents; how many went."""
        ...


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


class StoreUnavailable(Exception):
    """Redis is out of reach, full or read-only. What was being written may or may not be there: read it again."""


class StoreMisconfigured(StoreUnavailable):
    """It will not work until somebody mends what the message names."""
