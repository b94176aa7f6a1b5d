"""What `text311 doctor` says of the notices of a city file: advice, as each of them is read. Pure."""

from collections.abc import Iterator
from datetime import datetime

from bot.channels.segments import count_segments, plain
from bot.city import City
from bot.city_notices import Notice, current, ended
from bot.findings import Finding

MOST_SEGMENTS = 2
BEGINNING = 30


def of_notices(city: City, at: datetime) -> Iterator[Finding]:
    if city.notices:
        holding = len(current(city.notices, city.time_zone, at))
        yield Finding("Notices", "good", f"{holding} of {len(city.notices)} hold now")
    for notice in city.notices:
        name = _name(notice, city.languages[0])
        if ended(notice, city.time_zone, at):
            found = f"{name} ended on {notice.until:%Y-%m-%d at %H:%M}"
            yield Finding("Notices", "note", found, "Take it out of the city file, or give it another until.")
        if missing := [one for one in city.languages if one not in notice.text]:
            found = f"{name} is said in {city.languages[0]} to residents who write {', '.join(missing)}"
            yield Finding("Notices", "note", found, f"Add {missing[0]} to its text.")
        yield from _long(notice, name)


def _long(notice: Notice, name: str) -> Iterator[Finding]:
    for language, text in notice.text.items():
        counted = count_segments(plain(text))
        if counted.segments > MOST_SEGMENTS:
            found = (
                f"{name} takes {counted.segments} SMS segments in {language}, each of them billed for every resident"
            )
            room = 306 if counted.encoding == "GSM-7" else 134
            yield Finding("Notices", "note", found, f"{MOST_SEGMENTS} carry {room} characters of these.")


def _name(notice: Notice, main: str) -> str:
    text = notice.text[main]
    return f'"{text}"' if len(text) <= BEGINNING else f'"{text[:BEGINNING].rstrip()} …"'
