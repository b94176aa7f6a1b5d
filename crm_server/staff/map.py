"""Where the queue's requests lie: a piece of ground, and what stands where on it. No tiles, no script, north up. Pure."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from crm_server.circle import METRES_PER_DEGREE
from crm_server.staff.queue import Queued

WIDTH, HEIGHT, MARGIN = 360, 260, 22
FOOT = 24
"""Below the ground, for what says how large it is and where north: on the ground a pin could hide it."""
ACROSS = tuple(round(400 * 1.2**step) for step in range(36))
"""Metres from left to right, a few fixed widths: a queue that changes a little keeps its picture of the streets."""
STEPS = 20
"""In so many the middle moves across, for the same reason; half of one is less than the margin."""
ROUND_METRES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True)
class View:
    """A piece of ground: its middle in degrees, and how wide it is in metres."""

    lat: float
    long: float
    across: int

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> Self:
        """The nearest view of all the points, (latitude, longitude)."""
        lats, longs = [lat for lat, _ in points], [long for _, long in points]
        lat, long = (min(lats) + max(lats)) / 2, (min(longs) + max(longs)) / 2
        wide = (max(longs) - min(longs)) * _metres_per_degree_east(lat) * WIDTH / (WIDTH - 2 * MARGIN)
        high = (max(lats) - min(lats)) * METRES_PER_DEGREE * WIDTH / (HEIGHT - 2 * MARGIN)
        across = next((one for one in ACROSS if one >= max(wide, high)), ACROSS[-1])
        step = across / STEPS / METRES_PER_DEGREE
        return cls(round(round(lat / step) * step, 6), round(round(long / step) * step, 6), across)

    @property
    def pixels_per_metre(self) -> float:
        return WIDTH / self.across

    def place(self, lat: float, long: float) -> tuple[float, float]:
        """Pixels from the top left corner."""
        x = WIDTH / 2 + (long - self.long) * _metres_per_degree_east(self.lat) * self.pixels_per_metre
        y = HEIGHT / 2 - (lat - self.lat) * METRES_PER_DEGREE * self.pixels_per_metre
        return round(x, 1), round(y, 1)


def _metres_per_degree_east(lat: float) -> float:
    return METRES_PER_DEGREE * math.cos(math.radians(lat))


@dataclass(frozen=True, slots=True)
class Pin:
    number: int
    """As in the list beside the map."""
    lat: float
    long: float
    label: str
    href: str
    late: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pin in the drawing's own units."""

    pin: Pin
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    view: View
    pins: tuple[Drawn, ...]
    near: tuple[float, float] | None
    bar_metres: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT

    @property
    def bar_length(self) -> float:
        return round(self.bar_metres * self.view.pixels_per_metre, 1)

    @property
    def bar_label(self) -> str:
        return f"{self.bar_metres} m" if self.bar_metres < 1000 else f"{self.bar_metres // 1000} km"


def draw_map(pins: Sequence[Pin], near: tuple[float, float] | None = None) -> Map | None:
    """`near` is what the pins lie around. None where there is nothing to show."""
    if not pins and near is None:
        return None
    view = View.around([(pin.lat, pin.long) for pin in pins] + ([near] if near else []))
    longest = view.across / 3
    bar = max(metres for metres in ROUND_METRES if metres <= longest or metres == ROUND_METRES[0])
    # The first of the list is drawn last, on top of the others.
    drawn = tuple(Drawn(pin, *view.place(pin.lat, pin.long)) for pin in reversed(pins))
    return Map(view, drawn, view.place(*near) if near else None, bar)


def pins_of(shown: Sequence[Queued], root: str, name: Callable[[str], str]) -> list[Pin]:
    """Those with a point, numbered as in the list; `root` goes before every address."""
    return [
        Pin(
            number=number,
            lat=one.request.lat,
            long=one.request.long,
            label=f"{number}: {name(one.request.service_code)}, {one.request.address}",
            href=f"{root}/staff/requests/{one.request.service_request_id}",
            late=one.late,
        )
        for number, one in enumerate(shown, start=1)
        if one.request.lat is not None and one.request.long is not None
    ]
