"""After filing: the place is kept as it was confirmed, and an alarm is raised where the desk has another."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import metrics
from bot.effects import FileRequest
from bot.faults import where
from bot.filed_place import PHOTOS_LOST, FiledPlace, compared, filed_place
from bot.messages import Contact
from bot.ports import DeskUnavailable, Records, ServiceDesk
from bot.service_requests import ServiceRequest
from bot.texts import render

log = structlog.get_logger()


@dataclass(slots=True)
class PlaceKeeper:
    """Nothing here fails a filing or holds it up: the request is there. `language` is the city's, as what is said is for staff."""

    desk: ServiceDesk
    records: Records
    clock: Callable[[], datetime]
    language: str = "en"
    patience: float = 5.0
    """Seconds the records may keep anybody waiting who is to be told."""
    _shows_photos: bool = False
    """Some desks show none, or none to us."""

    async def note(self, contact: Contact, order: FileRequest, number: str, seen: ServiceRequest | None) -> None:
        place = filed_place(order, number, seen)
        try:
            async with asyncio.timeout(self.patience):
                new = await self.records.filed_place(contact, place, self.clock())
            if new and place.alarming:
                await self._alarm(contact, place)
        except Exception as error:  # noqa: BLE001  # the request is filed, whatever becomes of the note
            log.warning("place_not_noted", reason=where(error))

    async def appeared(self, requests: Iterable[ServiceRequest]) -> None:
        """What the desk did not show after filing, or not with its photos, is compared when it is seen."""
        shown = {request.service_request_id: request for request in requests}
        if not shown:
            return
        self._shows_photos = self._shows_photos or any(request.photos for request in shown.values())
        try:
            async with asyncio.timeout(self.patience):
                unseen = await self.records.places_unseen(shown)
            for contact, sent in unseen:
                place = compared(sent, shown[sent.service_request_id])
                if await self.records.place_seen(place) and self._alarms(place):
                    await self._alarm(contact, place)
        except Exception as error:  # noqa: BLE001  # who follows it hears of it all the same
            log.warning("place_not_compared", reason=where(error))

    def _alarms(self, place: FiledPlace) -> bool:
        """A desk that shows no photo of any request has lost none of this one."""
        return self._shows_photos if place.alarming == (PHOTOS_LOST,) else bool(place.alarming)

    async def _alarm(self, contact: Contact, place: FiledPlace) -> None:
        """For operators a metric and a log line, for staff a call, for the crew a note at the request itself."""
        for what in place.alarming:
            metrics.FILED_DIFFERENTLY.labels(what).inc()
        log.error(
            "filed_differently",
            service_request_id=place.service_request_id,
            what=place.alarming,
            moved_metres=place.moved_metres,
        )
        words = render("place-note-differs", self.language, _told(place))
        await self.records.staff_call(
            contact, "filed_differently", f"{place.service_request_id}: {words}", self.clock()
        )
        try:
            await self.desk.add_words(place.service_request_id, words, (), f"place-{place.filing_key}")
        except DeskUnavailable as error:
            log.warning("place_note_not_added", service_request_id=place.service_request_id, reason=str(error))


def _told(place: FiledPlace) -> dict[str, str | int]:
    at = f"{place.lat:.6f}, {place.long:.6f}" if place.lat is not None else ""
    return {"what": ", ".join(place.alarming), "address": place.address, "at": at or "-"}
