"""A map of our own, for the pin page and the crews: which piece of ground, and its drawing as one small SVG."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from bot.messages import GeoPoint
from bot.places.distance import METRES_PER_DEGREE
from bot.places.outline import Box, Outline, Spot

WIDTH, HEIGHT = 304, 276
"""Pixels of the pin page's; fits a screen of 320, where a tap on the picture must be a tap on the map."""
CLOSE, NEAR = 500.0, 1400.0
"""Metres from the left to the right of the map."""
MOST_STREETS: Final = 90
MOST_LABELS: Final = 26
MOST_LANDMARKS: Final = 6
LETTER: Final = 5.9
"""Average width of a letter at 11 pixels."""
LABEL_GAP: Final = 13.0

PICTURE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, max-age=600",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

Pixel = tuple[float, float]

STYLE: Final = """
.out{fill:#cdd4da}.in{fill:#e9edf1}.case{stroke:#a3afba;stroke-width:7}.road{stroke:#fff;stroke-width:5}
path,circle{vector-effect:non-scaling-stroke}.case,.road{fill:none;stroke-linecap:round;stroke-linejoin:round}
.far .case{stroke-width:3.6}.far .road{stroke-width:2.4}
text{font:11px system-ui,"Segoe UI",Roboto,sans-serif;fill:#15202b;stroke:#fff;stroke-width:3;paint-order:stroke;stroke-linejoin:round}
.road.asked{stroke:#f6c344}text.asked{font-weight:bold}
.mark{font-size:10px;font-style:italic;fill:#14508c}.dot{fill:#14508c}.pin{fill:#b3261e;stroke:#fff;stroke-width:1.5}
@media (prefers-color-scheme:dark){.out{fill:#0b1014}.in{fill:#1a232c}.case{stroke:#566675}.road{stroke:#33404c}.road.asked{stroke:#a67c00}
text{fill:#e8eef4;stroke:#1a232c}.mark,.dot{fill:#8cc2f5}.pin{fill:#ff8a80;stroke:#0b1014}}
"""
PIN: Final = "M0 0C-3-7-9-11-9-19A9 9 0 0 1 9-19C9-11 3-7 0 0ZM0-23A4 4 0 1 0 0-15A4 4 0 1 0 0-23Z"


@dataclass(frozen=True, slots=True)
class View:
    """A piece of ground `across` metres wide, and how many pixels it takes."""

    middle: GeoPoint
    across: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def box(self) -> Box:
        up = self.across * self.height / self.width / 2 / METRES_PER_DEGREE
        side = self.across / 2 / METRES_PER_DEGREE / math.cos(math.radians(self.middle.lat))
        lat, long = self.middle.lat, self.middle.long
        return Box(lat - up, long - side, lat + up, long + side)

    def pixel(self, point: GeoPoint) -> Pixel:
        box = self.box
        return (
            (point.long - box.west) / (box.east - box.west) * self.width,
            (box.north - point.lat) / (box.north - box.south) * self.height,
        )

    def point(self, x: float, y: float) -> GeoPoint:
        box = self.box
        lat = box.north - y / self.height * (box.north - box.south)
        return GeoPoint(round(lat, 6), round(box.west + x / self.width * (box.east - box.west), 6))

    def moved(self, east: float, north: float) -> "View":
        """By shares of its width and height."""
        return replace(self, middle=self.point((0.5 + east) * self.width, (0.5 - north) * self.height))


def point_of(text: str) -> GeoPoint | None:
    """`lat,long` in degrees, or None."""
    first, _, second = text.partition(",")
    try:
        lat, long = float(first), float(second)
    except ValueError:
        return None
    return GeoPoint(round(lat, 6), round(long, 6)) if abs(lat) <= 90 and abs(long) <= 180 else None


def draw(view: View, outline: Outline, pin: GeoPoint | None = None, asked: str = "") -> str:
    """An SVG that stands alone, light or dark as the phone is. The street that was `asked` about stands out."""
    lines = [(street.name, _cut(view, street.line)) for street in outline.streets]
    pieces = [(name, piece) for name, cut in lines for piece in cut]
    drawn = sorted(pieces, key=lambda one: (one[0] != asked, not _in_the_middle(view, one[1])))[:MOST_STREETS]
    paths = [_path(_westward(piece)) for _, piece in drawn]
    taken = _under_pin(view, pin) if asked else []
    first = [name == asked for name, _ in drawn].count(True)
    asked_label = _labels(view, drawn[:first], taken, "asked")
    size = f'viewBox="0 0 {view.width} {view.height}" width="{view.width}" height="{view.height}"'
    far = ' class="far"' if view.across > NEAR else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}{far}>',
        f'<style>{STYLE}</style><path class="{"out" if outline.ground else "in"}" d="M0 0H{view.width}V{view.height}H0Z"/>',
        _ground(view, outline),
        "<defs>", *(f'<path id="s{number}" d="{path}"/>' for number, path in enumerate(paths)), "</defs>",
        *(f'<use href="#s{number}" class="case"/>' for number in range(len(paths))),
        *(f'<use href="#s{number}" class="road"/>' for number in range(first, len(paths))),
        *(f'<use href="#s{number}" class="road asked"/>' for number in range(first)),
        *_landmarks(view, outline.landmarks, taken),
        *_labels(view, drawn, taken, named={asked}),
        *asked_label,
        _pin(view, pin) if pin else "",
        "</svg>",
    ]  # fmt: skip
    return "".join(parts)


def _ground(view: View, outline: Outline) -> str:
    rings = "".join(_path([view.pixel(point) for point in ring]) + "Z" for ring in outline.ground)
    return f'<path class="in" fill-rule="evenodd" d="{rings}"/>' if rings else ""


def _path(line: Sequence[Pixel]) -> str:
    """Absolute start, then whole pixels with one decimal."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}".replace(".0", "") for x, y in line)


def _cut(view: View, line: Iterable[GeoPoint]) -> list[list[Pixel]]:
    """The pieces of a line that touch the picture."""
    pieces: list[list[Pixel]] = [[]]
    before: Pixel | None = None
    for at in map(view.pixel, line):
        if before is not None:
            if _touches(view, before, at):
                pieces[-1] += [at] if pieces[-1] else [before, at]
            elif pieces[-1]:
                pieces.append([])
        before = at
    return [piece for piece in pieces if piece]


def _touches(view: View, one: Pixel, two: Pixel) -> bool:
    (ax, ay), (bx, by) = one, two
    return max(ax, bx) > 0 and min(ax, bx) < view.width and max(ay, by) > 0 and min(ay, by) < view.height


def _westward(line: Sequence[Pixel]) -> Sequence[Pixel]:
    """Beginning at its left end, so that the name does not stand on its head."""
    return line if line[0][0] <= line[-1][0] else line[::-1]


def _in_the_middle(view: View, line: Sequence[Pixel]) -> bool:
    """The streets one looks at first get their names first."""
    length = sum(math.dist(a, b) for a, b in itertools.pairwise(line))
    steps = max(1, round(length / LABEL_GAP))
    spots = (_along(line, length * step / steps) for step in range(steps + 1))
    return any(math.dist(spot, (view.width / 2, view.height / 2)) < LABEL_GAP for spot in spots)


def _under_pin(view: View, pin: GeoPoint | None) -> list[Pixel]:
    """Where no name should stand: behind the pin, which waits in the middle until it is put."""
    x, y = view.pixel(pin) if pin else (view.width / 2, view.height / 2)
    return [(x, y - up) for up in (10.0, 20.0)]


def _labels(
    view: View,
    streets: Sequence[tuple[str, Sequence[Pixel]]],
    taken: list[Pixel],
    kind: str = "",
    named: Iterable[str] = (),
) -> list[str]:
    """A name on each street that has room for it, once, none over another; those `named` have theirs."""
    named = {*named}
    style = f' class="{kind}"' if kind else ""
    found: list[str] = []
    for number, (name, line) in enumerate(streets):
        if name in named or len(found) >= MOST_LABELS:
            continue
        share = _room(view, _westward(line), LETTER * len(name), taken)
        if share is not None:
            named.add(name)
            found.append(
                f'<text{style} dy="3.5" text-anchor="middle"><textPath href="#s{number}" startOffset="{share:.0%}">'
                f"{escape(name)}</textPath></text>"
            )
    return found


def _room(view: View, line: Sequence[Pixel], width: float, taken: list[Pixel]) -> float | None:
    """Where along the line a name of that width stands free, as a share of it; takes the place."""
    length = sum(math.dist(a, b) for a, b in itertools.pairwise(line))
    half = (width / 2 + 3) / length if length else 1.0
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        if half > min(share, 1 - share):
            continue
        marks = [_along(line, (share + half * step / 4) * length) for step in range(-4, 5)]
        inside = all(4 < x < view.width - 4 and 8 < y < view.height - 8 for x, y in marks)
        if inside and all(math.dist(mark, other) > LABEL_GAP for mark in marks for other in taken):
            taken += marks
            return share
    return None


def _along(line: Sequence[Pixel], distance: float) -> Pixel:
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        step = math.dist((ax, ay), (bx, by))
        if step and distance <= step:
            share = distance / step
            return ax + (bx - ax) * share, ay + (by - ay) * share
        distance -= step
    return line[-1]


def _landmarks(view: View, marks: Sequence[Spot], taken: list[Pixel]) -> list[str]:
    """A dot, and beside it, towards the middle if that is free, a name where there is room."""
    found = []
    for mark in marks[:MOST_LANDMARKS]:
        x, y = view.pixel(mark.point)
        found.append(f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="3"/>')
        for way in (1, -1) if x < view.width / 2 else (-1, 1):
            room = [(x + way * step * LETTER * 2, y) for step in range(len(mark.name) // 2 + 2)]
            free = all(math.dist(spot, other) > LABEL_GAP for spot in room for other in taken)
            if free and 0 < room[-1][0] < view.width:
                taken += room
                anchor = "start" if way > 0 else "end"
                place = f'x="{x + way * 6:.0f}" y="{y + 3:.0f}" text-anchor="{anchor}"'
                found.append(f'<text class="mark" {place}>{escape(mark.name)}</text>')
                break
    return found


def _pin(view: View, pin: GeoPoint) -> str:
    x, y = view.pixel(pin)
    return f'<path class="pin" fill-rule="evenodd" transform="translate({x:.1f} {y:.1f})" d="{PIN}"/>'
