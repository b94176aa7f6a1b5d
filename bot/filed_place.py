"""What is kept of a filed request's place, and whether the desk has it as the resident confirmed it. Pure."""

from msgspec import Struct

from bot.effects import FileRequest
from bot.places.distance import metres
from bot.service_requests import ServiceRequest

MOVED_METRES = 30.0
"""Desks round coordinates, and some put a point onto its street; farther away a crew looks in the wrong place."""
ALARMING = frozenset({"point lost", "point moved", "place lost", "service changed"})


class FiledPlace(Struct, frozen=True):
    """One row a request. `desk_…` is what the desk returned when asked for it; empty where it showed nothing yet.
    `differences` are sentences' worth of words, of which those in `ALARMING` raise an alarm.
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
    """`seen` is the request as the desk shows it after filing; None when it could not be looked at."""
    point, desk = order.point, seen.point if seen else None
    moved = metres(point.lat, point.long, desk.lat, desk.long) if point and desk else None
    return FiledPlace(
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
        seen=seen is not None,
        desk_address=seen.address if seen else "",
        desk_lat=desk.lat if desk else None,
        desk_long=desk.long if desk else None,
        moved_metres=round(moved, 1) if moved is not None else None,
        differences=_differences(order, seen, moved) if seen else (),
    )


def _differences(order: FileRequest, seen: ServiceRequest, moved: float | None) -> tuple[str, ...]:
    found = {
        "point lost": order.point is not None and seen.point is None,
        "point moved": moved is not None and moved > MOVED_METRES,
        "place lost": order.point is None and bool(order.address_string) and not (seen.address or seen.point),
        "service changed": seen.service_code not in ("", order.service_code),
        "photos lost": bool(order.media_ids) and not seen.photos,
    }
    return tuple(what for what, differs in found.items() if differs)
