"""What is kept of a filed request's place, and whether the desk has it as the resident confirmed it. Pure."""

from msgspec import Struct, structs

from bot.effects import FileRequest
from bot.places.distance import metres
from bot.service_requests import ServiceRequest

MOVED_METRES = 30.0
"""Desks round coordinates, and some put a point onto its street; farther away a crew looks in the wrong place."""
PHOTOS_LOST, PHOTOS_AWAITED = "photos lost", "photos not shown yet"
ALARMING = frozenset({"point lost", "point moved", "place lost", "service changed", PHOTOS_LOST})


class FiledPlace(Struct, frozen=True):
    """One row a request. `desk_…` is what the desk returned when asked for it; empty where it showed nothing yet.
    `differences` are sentences' worth of words, of which those in `ALARMING` raise an alarm; while it is not `seen`, what
    is waited for.
    """

    filing_key: str
    service_request_id: str
    service_code: str
    address: str
    lat: float | None
    long: float | None
    precision: str
    source: str
    mention: str
    confirmed_by: str
    seen: bool = False
    desk_address: str = ""
    desk_lat: float | None = None
    desk_long: float | None = None
    moved_metres: float | None = None
    differences: tuple[str, ...] = ()

    @property
    def alarming(self) -> tuple[str, ...]:
        return tuple(one for one in self.differences if one in ALARMING)


def filed_place(order: FileRequest, service_request_id: str, seen: ServiceRequest | None) -> FiledPlace:
    """`seen` is the request as the desk shows it after filing; None when it could not be looked at. When only photos are
    missing it does not show all of it yet: it is for `compared`, later.
    """
    point = order.point
    sent = FiledPlace(
        filing_key=order.filing_key,
        service_request_id=service_request_id,
        service_code=order.service_code,
        address=order.address_string,
        lat=point.lat if point else None,
        long=point.long if point else None,
        precision=order.place_precision,
        source=order.place_source,
        mention=order.place_mention,
        confirmed_by=order.place_confirmed_by,
        differences=(PHOTOS_AWAITED,) if order.media_ids else (),
    )
    place = compared(sent, seen) if seen else sent
    return sent if place.differences == (PHOTOS_LOST,) else place


def compared(sent: FiledPlace, seen: ServiceRequest) -> FiledPlace:
    """With the request as the desk shows it, at last."""
    desk, moved = seen.point, None
    if desk and sent.lat is not None and sent.long is not None:
        moved = metres(sent.lat, sent.long, desk.lat, desk.long)
    return structs.replace(
        sent,
        seen=True,
        desk_address=seen.address,
        desk_lat=desk.lat if desk else None,
        desk_long=desk.long if desk else None,
        moved_metres=round(moved, 1) if moved is not None else None,
        differences=_differences(sent, seen, moved),
    )


def _differences(sent: FiledPlace, seen: ServiceRequest, moved: float | None) -> tuple[str, ...]:
    found = {
        "point lost": sent.lat is not None and seen.point is None,
        "point moved": moved is not None and moved > MOVED_METRES,
        "place lost": sent.lat is None and bool(sent.address) and not (seen.address or seen.point),
        "service changed": seen.service_code not in ("", sent.service_code),
        PHOTOS_LOST: PHOTOS_AWAITED in sent.differences and not seen.photos,
    }
    return tuple(what for what, differs in found.items() if differs)
