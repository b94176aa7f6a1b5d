"""After filing: the place is kept as it was confirmed, and an alarm is raised where the desk has another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import metrics
from bot.effects import FileRequest
from bot.faults import where
from bot.filed_place import FiledPlace, filed_place
from bot.messages import Contact
from bot.ports import DeskUnavailable, Records, ServiceDesk
from bot.service_requests import ServiceRequest
from bot.texts import render

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PlaceKeeper:
    """Nothing here fails a filing: the request is there. `language` is the city's, as what is said is for staff."""

    desk: ServiceDesk
    records: Records
    clock: Callable[[], datetime]
    language: str = "en"

    async def note(self, contact: Contact, order: FileRequest, number: str, seen: ServiceRequest | None) -> None:
        place = filed_place(order, number, seen)
        try:
            new = await self.records.filed_place(contact, place, self.clock())
            if new and place.alarming:
                await self._alarm(contact, place)
        except Exception as error:  # noqa: BLE001  # the request is filed, whatever becomes of the note
            log.warning("place_not_noted", reason=where(error))

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
