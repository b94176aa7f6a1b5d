"""What the address column of a gazetteer source says: a house, a crossing, or nothing that can be used."""

import re
from dataclasses import dataclass

_CROSSING = re.compile(r"^\s*intersection\s+of\s+(.+?)\s+(?:&|and)\s+(.+?)\s*$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(
    r"^\(?\s*(?P<label>(?P<low>\d{1,6})(?:hf|[A-Za-z])?(?![^\W\d_])(?:\s+1/2)?"
    r"(?:\s*[-–/]\s*(?P<high>\d{1,6})?(?:hf|[A-Za-z])?(?![^\W_]))?)[\s,]+(?:(?![NSEW]\b)[A-Z]\s+(?=\S+\s+\S))?"
    r"(?P<street>[^\W\d_].*|\d+(?:st|nd|rd|th)\b.*)$",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(
    r"^(?P<street>.*?[^\W\d_].*?)(?:\s*,\s*|\s+)(?:n[º°o]\.?\s*)?"
    r"(?P<label>0*(?P<low>\d{1,5})(?:\s*[-–/]\s*(?P<high>\d{1,5}))?(?:\s*(?P<letter>[A-Za-z]{1,2}))?)\s*(?:,(?P<rest>.*))?$"
)
_UNIT = re.compile(r"\s*(?:,?\s*(?:#|apt\.?|unit|suite|ste\.?|fl(?:oor)?\.?)\s*[\w-]+|,\s*\w{1,3})\s*$", re.IGNORECASE)
FARTHEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class House:
    """`label` as written (`12-14`), `low` to `high` the numbers it stands for, `area` if the address names one."""

    street: str
    label: str
    low: int
    high: int
    area: str = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    first: str
    second: str


def parse_address(address: str) -> House | Crossing | None:
    """None where no street and number can be read, as in `Cargando...`."""
    text = " ".join(address.split())
    if crossing := _CROSSING.match(text):
        return Crossing(crossing[1], crossing[2])
    if house := _NUMBER_FIRST.match(text):
        return _house(house, _without_unit(house["street"]), "")
    if house := _NUMBER_LAST.match(text):
        return _house(house, house["street"], (house["rest"] or "").split(",")[0].strip())
    return None


def _without_unit(street: str) -> str:
    return _UNIT.sub("", street.split(",", maxsplit=1)[0].rstrip(")"))


def _house(match: re.Match[str], street: str, area: str) -> House:
    low, high = int(match["low"]), int(match["high"] or 0)
    reaches = low < high <= low + FARTHEST_RANGE and (high - low) % 2 == 0
    return House(street.strip(" ,"), match["label"].lstrip("0").strip() or "0", low, high if reaches else low, area)
