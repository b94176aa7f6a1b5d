"""A drawing of where the queue's requests lie: no tiles, no script, north up. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from crm_server.circle import METRES_PER_DEGREE

WIDTH, HEIGHT, MARGIN = 360, 260, 22
SMALLEST_METRES = 300.0
ROUND_METRES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


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
    pins: tuple[Drawn, ...]
    you: tuple[float, float] | None
    bar_metres: int
    bar_length: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def bar_label(self) -> str:
        return f"{self.bar_metres} m" if self.bar_metres < 1000 else f"{self.bar_metres // 1000} km"


def draw_map(pins: Sequence[Pin], near: tuple[float, float] | None) -> Map | None:
    """None where there is nothing to show."""
    if not pins:
        return None
    points = [(pin.lat, pin.long) for pin in pins] + ([near] if near else [])
    mid_lat = (min(lat for lat, _ in points) + max(lat for lat, _ in points)) / 2
    mid_long = (min(long for _, long in points) + max(long for _, long in points)) / 2
    shrink = math.cos(math.radians(mid_lat))
    wide = max(max(abs(long - mid_long) for _, long in points) * 2 * shrink * METRES_PER_DEGREE, SMALLEST_METRES)
    high = max(max(abs(lat - mid_lat) for lat, _ in points) * 2 * METRES_PER_DEGREE, SMALLEST_METRES)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def place(lat: float, long: float) -> tuple[float, float]:
        x = WIDTH / 2 + (long - mid_long) * shrink * METRES_PER_DEGREE * scale
        y = HEIGHT / 2 - (lat - mid_lat) * METRES_PER_DEGREE * scale
        return round(x, 1), round(y, 1)

    bar = max(metres for metres in ROUND_METRES if metres * scale <= WIDTH / 3 or metres == ROUND_METRES[0])
    # The first of the list is drawn last, on top of the others.
    drawn = tuple(Drawn(pin, *place(pin.lat, pin.long)) for pin in reversed(pins))
    return Map(drawn, place(*near) if near else None, bar, round(bar * scale, 1))
