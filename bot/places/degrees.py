"""Coordinates written out, as phones, cameras and maps show them: `41°36'36"N 93°55'24"W`, `lat 41.61 long -93.92`."""

import re

_ANGLE = r"""\d{1,3}(?:\.\d{3,}\s*°?|(?:\.\d+)?\s*°(?:\s*\d{1,2}(?:\.\d+)?\s*['′’](?:\s*\d{1,2}(?:\.\d+)?\s*(?:["″”]|''|’’))?)?)"""
_WRITTEN = (
    re.compile(rf"(?<![\w.])(?P<lat>{_ANGLE})\s*(?P<ns>[NS])[\s,;/]*(?P<long>{_ANGLE})\s*(?P<ew>[EWO])\b", re.IGNORECASE),
    re.compile(rf"\b(?P<ns>[NS])\s*(?P<lat>{_ANGLE})[\s,;/]*(?P<ew>[EWO])\s*(?P<long>{_ANGLE})", re.IGNORECASE),
    re.compile(
        r"\blat(?:itude?)?[\s:=]{0,3}(?P<lat>-?\d{1,2}\.\d{3,})[\s,;&]{0,3}lon(?:g|gitude?)?[\s:=]{0,3}(?P<long>-?\d{1,3}\.\d{3,})",
        re.IGNORECASE,
    ),
)  # fmt: skip
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def degrees_in(text: str) -> tuple[float, float, int, int] | None:
    """Latitude, longitude and where they stand; `O` is the west of Spanish phones."""
    for pattern in _WRITTEN:
        if found := pattern.search(text):
            sides = {"ns": "", "ew": "", **found.groupdict()}
            lat, long = _angle(found["lat"], sides["ns"]), _angle(found["long"], sides["ew"])
            return lat, long, found.start(), found.end()
    return None


def _angle(written: str, side: str) -> float:
    """Degrees, minutes and seconds in degrees; south and west are negative."""
    value = sum(
        float(figure) / divisor for figure, divisor in zip(_FIGURE.findall(written), (1, 60, 3600), strict=False)
    )
    return -value if written.startswith("-") or side.upper() in {"S", "W", "O"} else value
