"""The embedded CRM with a few years of requests in it: `nearby` over HTTP, and the numbers page.

    python benchmarks/crm.py [REQUESTS]

Fills a fresh SQLite file in a temporary folder, listens on 127.0.0.1, and asks as the bot does.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import insert

from bot.adapters.open311_desk import Open311Desk
from bot.messages import GeoPoint
from bot.serving import free_port, run, serve
from crm_client import GeoReportClient
from crm_server.app import create_app
from crm_server.crm import Crm
from crm_server.settings import Settings
from crm_server.tables import Change, Feedback, ServiceRequest

NOW = datetime(2026, 6, 1, 14, tzinfo=UTC)
SOUTH, WEST, SIZE = 41.55, -93.95, 0.15
DAYS = 720
OPEN_SHARE = 0.2


def rows(count: int, codes: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
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


def fill(crm: Crm, count: int) -> None:
    chance = random.Random(311)
    filed = list(rows(count, list(crm.catalogue.services), chance))
    common = {"who": "crew", "extended_status": "fixed", "public": True}
    closes = [
        common | {"request_id": row["id"], "at": row["closed_datetime"], "what": "closed", "status": "closed"}
        for row in filed
        if row["closed_datetime"]
    ]
    filings = [
        common | {"request_id": row["id"], "at": row["requested_datetime"], "what": "filed", "status": "open"}
        for row in filed
    ]
    answers = [
        {"update_id": str(row["request_id"]), "request_id": row["request_id"], "at": row["at"], "fixed": "yes", "rating": 4}
        for row in closes[::3]
    ]  # fmt: skip
    with crm.database.writing.begin() as session:
        for table, values in ((ServiceRequest, filed), (Change, filings), (Change, closes), (Feedback, answers)):
            session.execute(insert(table), values)


def told(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    print(f"{name:42} median {middle * 1000:8.1f} ms   p99 {late * 1000:8.1f} ms   n={len(ordered)}")


async def measure(url: str, codes: list[str]) -> None:
    chance = random.Random(1)
    async with aiohttp.ClientSession() as session:
        desk = Open311Desk(GeoReportClient(f"{url}/open311/v2", session), time.time)
        took, found = [], 0
        for _ in range(300):
            point = GeoPoint(SOUTH + chance.random() * SIZE, WEST + chance.random() * SIZE)
            start = time.perf_counter()
            found += len(await desk.nearby(chance.choice(codes), point, 50))
            took.append(time.perf_counter() - start)
        told(f"nearby 50 m ({found} found)", took[1:])
        for path in ("/performance", "/performance?days=365", "/performance/cases.csv"):
            start, worked = time.perf_counter(), time.process_time()
            async with session.get(f"{url}{path}") as answer:
                size = len(await answer.read())
            took_s, work_s = time.perf_counter() - start, time.process_time() - worked
            print(f"{f'{path} ({size:,} bytes)':42} {took_s:15.2f} s, {work_s:.2f} s of them this process's own work")


async def main(count: int) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/crm.sqlite",
            staff_password="",
            services_file=None,
            media_dir=Path(folder) / "media",
            public_url=url,
            city_name="Measured",
            time_zone="UTC",
            push_url=None,
            push_secret=None,
        )
        app = create_app(settings, lambda: NOW)
        crm: Crm = app.state.crm
        crm.prepare()
        fill(crm, count)
        stop, started = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(serve(app, "127.0.0.1", port, stop, started))
        await started.wait()
        print(f"{count:,} requests")
        try:
            await measure(url, list(crm.catalogue.services))
        finally:
            stop.set()
            await serving


if __name__ == "__main__":
    run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
