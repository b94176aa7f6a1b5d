"""The embedded CRM with nothing, and with years of requests in it: what each call a report needs costs its process.

    python benchmarks/crm.py [REQUESTS ...] [--pages]        0 and 100000 unless said otherwise

`text311 crm` on a SQLite file in a temporary folder, asked as the bot asks, one call at a time and 32 at once. CPU
microseconds of its process, the cheapest of many batches; with `--pages` then the pages of numbers.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from measuring import cpu_seconds
from sqlalchemy import insert
from stack import Stack, stack

from bot.serving import run
from crm_server.catalogue import OUR_SERVICES, read_catalogue
from crm_server.database import Database
from crm_server.tables import Change, Feedback, ServiceRequest

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the CRM has the clock of this machine
SOUTH, WEST, SIZE = 41.55, -93.95, 0.15
DAYS = 720
OPEN_SHARE = 0.2
BATCHES, CALLS = 8, 64
POINT = {"lat": "41.600000", "long": "-93.900000"}
NEARBY = {"service_code": "POTHOLE", "status": "open", "radius": "50", "page": "1", "page_size": "10"}
"""As `Open311Desk.nearby` asks."""
Call = Callable[[], Awaitable[None]]


def rows(filed: int, codes: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, filed + 1):
        at = NOW - timedelta(days=chance.uniform(0, DAYS))
        closed = None if chance.random() < OPEN_SHARE else at + timedelta(hours=chance.expovariate(1 / 60))
        yield {
            "id": number,
            "token": f"{number:032x}",
            "service_code": chance.choice(codes),
            "status": "closed" if closed else "open",
            "extended_status": "fixed" if closed else "open",
            "close_reason": "fixed" if closed else "",
            "description": "Something is broken here and it has been so for a while, please come and have a look. " * 2,
            "lat": SOUTH + chance.random() * SIZE,
            "long": WEST + chance.random() * SIZE,
            "area": f"Area {chance.randrange(12)}",
            "attributes": {},
            "media_urls": [],
            "requested_datetime": at,
            "updated_datetime": closed or at,
            "expected_datetime": at + timedelta(hours=72),
            "target_datetime": at + timedelta(hours=72),
            "closed_datetime": closed,
            "channel": chance.choice(["sms", "web", "telegram"]),
            "language": chance.choice(["en", "es"]),
            "reporter": {},
            "version": 1,
        }


def fill(database: Database, filed: int) -> None:
    chance = random.Random(311)
    filings = list(rows(filed, list(read_catalogue(OUR_SERVICES, "UTC").services), chance))
    common = {"who": "crew", "extended_status": "fixed", "public": True}
    closes = [
        common | {"request_id": row["id"], "at": row["closed_datetime"], "what": "closed", "status": "closed"}
        for row in filings
        if row["closed_datetime"]
    ]
    begins = [
        common | {"request_id": row["id"], "at": row["requested_datetime"], "what": "filed", "status": "open"}
        for row in filings
    ]
    answers = [
        {"update_id": str(row["request_id"]), "request_id": row["request_id"], "at": row["at"], "fixed": "yes", "rating": 4}
        for row in closes[::3]
    ]  # fmt: skip
    database.create_tables()
    with database.writing.begin() as session:
        for table, values in ((ServiceRequest, filings), (Change, begins), (Change, closes), (Feedback, answers)):
            if values:
                session.execute(insert(table.__table__), values)


class Calls:
    """What a report needs, and what else is asked all day."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session
        self._chance, self._keys = random.Random(1), count()
        self._filed = "100001"

    async def nearby(self) -> None:
        await self._get("/requests.json", NEARBY | self._somewhere())

    async def nearby_where_all_report(self) -> None:
        """Where every call of `file_at_one_place` lies."""
        await self._get("/requests.json", NEARBY | POINT)

    async def file(self) -> None:
        await self._file(self._somewhere())

    async def file_at_one_place(self) -> None:
        await self._file(POINT)

    async def read_back(self) -> None:
        await self._get(f"/requests/{self._filed}.json", {"extensions": "true"})

    async def poll(self) -> None:
        """Nothing new: what the bot's watch asks every minute, and after every prompt."""
        later = f"{NOW + timedelta(days=365):%Y-%m-%dT%H:%M:%SZ}"
        query = {"updated_after": later, "extensions": "true", "page": "1", "page_size": "100"}
        await self._get("/requests.json", query)

    async def services(self) -> None:
        await self._get("/services.json", {})

    def _somewhere(self) -> dict[str, str]:
        chance = self._chance
        return {"lat": f"{SOUTH + chance.random() * SIZE:.6f}", "long": f"{WEST + chance.random() * SIZE:.6f}"}

    async def _get(self, path: str, query: dict[str, str]) -> None:
        async with self._session.get(self._url + path, params=query) as answer:
            await answer.read()
            assert answer.status == 200, answer.status

    async def _file(self, place: dict[str, str]) -> None:
        fields = {
            "service_code": "POTHOLE",
            "description": "there is a big pothole in the road",
            "address_string": "12 Elm Street",
            "channel": "telegram",
            "language": "en",
            "account_id": "telegram:7000000000",
        }
        headers = {"Idempotency-Key": f"measured-{next(self._keys)}"}
        async with self._session.post(f"{self._url}/requests.json", data=fields | place, headers=headers) as answer:
            self._filed = (await answer.json())[0]["service_request_id"]
            assert answer.status == 201, answer.status


async def cheapest(pid: int, call: Call, together: int) -> tuple[float, float]:
    """CPU microseconds of a call, and the median milliseconds until its answer."""
    best, took = float("inf"), []

    async def timed() -> None:
        began = time.perf_counter()
        await call()
        took.append(time.perf_counter() - began)

    for _ in range(BATCHES):
        began = cpu_seconds(pid)
        for _ in range(CALLS // together):
            await asyncio.gather(*(timed() for _ in range(together)))
        best = min(best, (cpu_seconds(pid) - began) / CALLS * 1e6)
    return best, statistics.median(took) * 1e3


async def tell(pid: int, name: str, call: Call) -> None:
    alone, together = await cheapest(pid, call, 1), await cheapest(pid, call, 32)
    print(f"{name:44}{alone[0]:9.0f} us {alone[1]:8.1f} ms {together[0]:9.0f} us {together[1]:8.1f} ms", flush=True)


async def measure(made: Stack, pid: int, *, with_pages: bool) -> None:
    url = made.environment["TEXT311_CRM_URL"]
    print(f"{'':44}{'one at a time':>24} {'32 at once':>24}")
    async with aiohttp.ClientSession() as session:
        calls = Calls(url, session)
        await tell(pid, "what is open nearby", calls.nearby)
        await tell(pid, "filing", calls.file)
        await tell(pid, "filing, all at one place", calls.file_at_one_place)
        await tell(pid, f"what is open there, {2 * BATCHES * CALLS:,} of them", calls.nearby_where_all_report)
        await tell(pid, "read back, with extensions", calls.read_back)
        await tell(pid, "what has changed: nothing", calls.poll)
        await tell(pid, "the services", calls.services)
        if with_pages:
            await pages(url.removesuffix("/open311/v2"), session, pid)


async def pages(url: str, session: aiohttp.ClientSession, pid: int) -> None:
    for path in ("/performance", "/performance?days=365", "/performance/cases.csv"):
        start, worked = time.perf_counter(), cpu_seconds(pid)
        async with session.get(f"{url}{path}") as answer:
            size = len(await answer.read())
        took_s, work_s = time.perf_counter() - start, cpu_seconds(pid) - worked
        print(f"{f'{path} ({size:,} bytes)':44}{work_s:9.2f} s {took_s:9.2f} s until it is there")


async def main(filed: int, *, with_pages: bool) -> None:
    with stack("127.0.0.1:9") as made:
        folder = Path(made.environment["TEXT311_DATA_DIR"])
        database = Database(f"sqlite:///{folder / 'crm.sqlite'}")
        fill(database, filed)
        database.dispose()
        pid = made.start_crm()
        print(f"\n{filed:,} requests")
        await measure(made, pid, with_pages=with_pages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("requests", nargs="*", type=int, default=[0, 100_000])
    parser.add_argument("--pages", action="store_true")
    asked = parser.parse_args()
    for filed in asked.requests:
        run(main(filed, with_pages=asked.pages))
