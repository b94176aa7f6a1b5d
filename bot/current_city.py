"""The city as its file says now: a changed file is taken up by the processes that run, one with a mistake is not."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Generic, TypeVar

import structlog
from msgspec.structs import replace

from bot import metrics
from bot.city import City, CityFileError
from bot.city_file import read_city
from bot.faults import where

log = structlog.get_logger()
LOOK_SECONDS: Final = 2.0
AT_THE_START: Final = (
    "name", "time_zone", "languages", "models", "jurisdiction", "gazetteer", "landmarks", "neighbors", "geocoders",
    "roads", "retention",
)  # fmt: skip
"""What is only read at the start: models and addresses take a while and much memory to open, the CRM shows the same name
and clock, and a slip in `retention` would delete at once.
"""
T = TypeVar("T")
Stamp = tuple[int, int, int]
"""When a file was written, its size, and which file it is."""


def taken_up(running: City, written: City) -> tuple[City, tuple[str, ...]]:
    """What a process goes on with, and the keys of what it takes up only after a restart."""
    waiting = tuple(key for key in AT_THE_START if getattr(written, key) != getattr(running, key))
    return replace(written, **{key: getattr(running, key) for key in waiting}), waiting


class CurrentCity:
    """`city` is replaced as a whole, between two steps of whoever reads it; nobody reads the file but `look`."""

    def __init__(self, path: Path) -> None:
        """Raises `CityFileError`: a city with a mistake in its file starts nothing."""
        self._path, self._mistake = path, ""
        self._seen = self._read = _stamp(path)
        self.city = self._written = read_city(path)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  # a disk that is away must not end the process
                log.warning("city_file_not_read", reason=where(error))

    async def look(self) -> None:
        """Reads the file when it was written since, and nobody is writing it any more: two looks saw the same."""
        stamp = await asyncio.to_thread(_stamp, self._path)
        settled, self._seen = stamp == self._seen, stamp
        # with a mistake it is read again each time: what it names may have come meanwhile
        if not settled or (stamp == self._read and not self._mistake):
            return
        self._read = stamp
        try:
            written = await asyncio.to_thread(read_city, self._path)
        except CityFileError as error:
            self._refuse(str(error))
        else:
            self._take_up(written)

    def _refuse(self, mistake: str) -> None:
        if mistake != self._mistake:
            log.error("city_file_refused", reason=mistake)
        self._mistake = mistake
        metrics.CITY_FILE.labels("mistake").set(1)

    def _take_up(self, written: City) -> None:
        if self._mistake:
            self._mistake = ""
            log.info("city_file_mended")
        metrics.CITY_FILE.labels("mistake").set(0)
        if written == self._written:
            return
        self._written = written
        city, waiting = taken_up(self.city, written)
        metrics.CITY_FILE.labels("restart").set(len(waiting))
        if waiting:
            log.warning("city_file_wants_a_restart", keys=waiting)
        if city != self.city:
            log.info(
                "city_file_taken_up", keys=[key for key in _keys() if getattr(city, key) != getattr(self.city, key)]
            )
            self.city = city


class MadeOfCity(Generic[T]):
    """Something made of the city, and made anew when it is asked for and the city is another."""

    def __init__(self, current: CurrentCity, make: Callable[[City], T]) -> None:
        self._current, self._make = current, make
        self._city = current.city
        self._made = make(current.city)

    def __call__(self) -> T:
        if self._city is not self._current.city:
            self._city = self._current.city
            self._made = self._make(self._city)
        return self._made


def _keys() -> tuple[str, ...]:
    return City.__struct_fields__


def _stamp(path: Path) -> Stamp | None:
    """None where there is no file, as while an editor puts another in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
