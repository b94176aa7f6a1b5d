"""Points written into a message: coordinates, map links, plus codes."""

import re

from bot.messages import GeoPoint
from bot.places.degrees import degrees_in

_PAIR = r"(-?\d{1,3}\.\d{3,})\s*(?:,|%2C|/|~|\s)\s*(-?\d{1,3}\.\d{3,})"
_LINK_POINTS = (
    re.compile(r"!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)"),  # Google, the place itself; @ is only the view
    re.compile(r"[?&](?:mlat)=(-?\d{1,3}\.\d+)&(?:mlon)=(-?\d{1,3}\.\d+)"),  # OpenStreetMap marker
    re.compile(rf"[?&](?:q|query|ll|destination|daddr|center|coordinate|cp)=(?:loc:)?{_PAIR}"),  # Google, Apple, Bing
    re.compile(rf"\bgeo:{_PAIR}"),
    re.compile(r"#map=\d+/(-?\d{1,3}\.\d+)/(-?\d{1,3}\.\d+)"),
    re.compile(rf"@{_PAIR}"),
    re.compile(rf"(?<![\d.]){_PAIR}(?![\d.])"),
)
_DECIMAL = re.compile(r"\d\.\d")
_DIGITS = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(
    rf"(?<![{_DIGITS}\w+])([{_DIGITS}]{{8}}|[{_DIGITS}]{{4}})\+([{_DIGITS}]{{2,3}})(?![\w+])", re.IGNORECASE
)


def point_in(text: str, middle: GeoPoint | None = None) -> tuple[GeoPoint, int, int] | None:
    """The first point a text gives and where it stands; short plus codes are completed near `middle`."""
    for pattern in _LINK_POINTS if _DECIMAL.search(text) else ():
        for match in pattern.finditer(text):
            if point := _earthly(float(match[1]), float(match[2])):
                return point, *_whole_link(text, match.start(), match.end())
    if (written := degrees_in(text)) and (point := _earthly(*written[:2])):
        return point, *written[2:]
    if found := _PLUS_CODE.search(text):
        code, rest = found[1].upper(), found[2].upper()
        if point := _full_code(code + rest) if len(code) == 8 else _short_code(code + rest, middle):
            return point, found.start(), found.end()
    return None


def _earthly(lat: float, long: float) -> GeoPoint | None:
    """What can be no latitude is a longitude that was written first."""
    if abs(lat) > 90:
        lat, long = long, lat
    return GeoPoint(lat, long) if abs(lat) <= 90 and abs(long) <= 180 else None


def _whole_link(text: str, start: int, end: int) -> tuple[int, int]:
    """Out to the blanks around it when the point stands inside a link."""
    first = max(text.rfind(blank, 0, start) for blank in " \n\t") + 1
    if "://" not in text[first:start]:
        return start, end
    last = min((at for blank in " \n\t" if (at := text.find(blank, end)) >= 0), default=len(text))
    return first, last


def _full_code(code: str) -> GeoPoint | None:
    """Middle of the cell of an Open Location Code without its plus sign, ten or eleven digits."""
    lat, long, size = -90.0, -180.0, 20.0
    for i in range(0, 10, 2):
        lat += _DIGITS.index(code[i]) * size
        long += _DIGITS.index(code[i + 1]) * size
        size /= 20
    height = width = size * 20
    if len(code) == 11:
        height, width = height / 5, width / 4
        row, column = divmod(_DIGITS.index(code[10]), 4)
        lat, long = lat + row * height, long + column * width
    return GeoPoint(round(lat + height / 2, 7), round(long + width / 2, 7)) if lat < 90 and long < 180 else None


def _short_code(code: str, middle: GeoPoint | None) -> GeoPoint | None:
    """The cell of that name nearest to the city's middle (four leading digits left out: one degree)."""
    if middle is None:
        return None
    prefix, lat, long = "", middle.lat + 90, middle.long + 180
    for size in (20.0, 1.0):
        prefix += _DIGITS[int(lat // size) % 20] + _DIGITS[int(long // size) % 20]
    point = _full_code(prefix + code)
    if point is None:
        return None
    return GeoPoint(_nearer(point.lat, middle.lat), _nearer(point.long, middle.long))


def _nearer(value: float, middle: float) -> float:
    return round(value + (1 if middle - value > 0.5 else -1 if value - middle > 0.5 else 0), 7)
