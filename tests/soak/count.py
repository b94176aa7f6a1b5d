"""What came of it, seen from outside: the CRM's own list, what residents heard, what is left in the store."""

import asyncio
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from bot.adapters.redis.dead_letters import DeadLetters
from bot.adapters.redis.overview import Overview, overview
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.ports import StoreUnavailable
from tests.soak.city import City
from tests.soak.residents import Resident, Town

KINDS = {"Is that right": "read-back", "safe with me": "delayed", "thank you! Report": "ticket", "We aim to": "notice"}
IN_ORDER = re.compile("read-back( delayed)? ticket( notice)?")
QUIET_LOOKS = 3


@dataclass
class Count:
    residents: int
    unanswered: dict[str, str]
    """Those who were never read back what they reported."""
    confirmed: int
    requests: int
    lost: list[str]
    doubled: list[str]
    unasked: list[str]
    """Requests nobody has confirmed."""
    untold: list[str]
    wrong_number: list[str]
    out_of_order: dict[str, str]
    left: dict[str, int]
    blocked: int
    seen_twice: int
    """Messages that came again: allowed, and to be rare."""
    messages: int

    @property
    def faults(self) -> dict[str, object]:
        """What must not be; empty when all is well."""
        wrong = {
            "unanswered": self.unanswered,
            "lost": self.lost,
            "doubled": self.doubled,
            "unasked": self.unasked,
            "untold": self.untold,
            "wrong number": self.wrong_number,
            "out of order": self.out_of_order,
            "left in the streams": {name: number for name, number in self.left.items() if number},
        }
        return {name: found for name, found in wrong.items() if found} | (
            {} if self.confirmed == self.requests else {"confirmed and requests": (self.confirmed, self.requests)}
        )


async def count(city: City, town: Town) -> Count:
    rows = await requests_of(city)
    numbers: dict[str, list[str]] = {}
    for row in rows:
        numbers.setdefault(row["description"], []).append(row["service_request_id"])
    confirmed = [one for one in town.residents if one.state in ("confirmed", "told")]
    hearing = [one for one in confirmed if not one.blocked]
    texts = [text for one in town.residents for text, _ in groupby(one.heard)]
    return Count(
        residents=len(town.residents),
        unanswered={one.report: story(one) for one in town.residents if one not in confirmed},
        confirmed=len(confirmed),
        requests=len(rows),
        lost=[one.report for one in confirmed if one.report not in numbers],
        doubled=[report for report, found in numbers.items() if len(found) > 1],
        unasked=sorted(numbers.keys() - {one.report for one in confirmed}),
        untold=[one.report for one in hearing if not one.ticket],
        wrong_number=[one.report for one in hearing if one.ticket and one.ticket not in numbers.get(one.report, [])],
        out_of_order={one.report: said for one in hearing if not IN_ORDER.fullmatch(said := story(one))},
        left=await left_of(city),
        blocked=sum(one.blocked for one in confirmed),
        seen_twice=sum(len(one.heard) for one in town.residents) - len(texts),
        messages=sum(len(one.heard) for one in town.residents),
    )


def story(resident: Resident) -> str:
    """What they heard, in order; the same message twice in a row is one."""
    return " ".join(_kind(text) for text, _ in groupby(resident.heard))


def _kind(text: str) -> str:
    return next((kind for words, kind in KINDS.items() if words in text), text)


async def requests_of(city: City) -> list[dict[str, str]]:
    """Every request the CRM holds."""
    rows: list[dict[str, str]] = []
    page = 1
    while True:
        query = f"page={page}&page_size=500"
        async with city.session.get(f"{city.crm}/requests.json?{query}") as answer:
            found = await answer.json()
        rows += found
        if len(found) < 500:
            return rows
        page += 1


async def left_of(city: City) -> dict[str, int]:
    seen = await _overview(city)
    return {"arrivals": seen.waiting, "orders": seen.orders, "dead letters": seen.dead}


async def drained(city: City) -> None:
    """Returns when nothing was left to do for a while."""
    quiet = 0
    while quiet < QUIET_LOOKS:
        seen = await _overview(city)
        quiet = 0 if seen.waiting or seen.orders else quiet + 1
        await asyncio.sleep(0.3)


async def dead_letters(city: City) -> Counter[tuple[str, str]]:
    store = Store(open_client(city.processes.environment["TEXT311_REDIS_URL"], cluster=False))
    try:
        letters = DeadLetters(store, await settle_partitions(store, 16))
        return Counter([(letter.kind, letter.reason) async for letter in letters.every()])
    finally:
        await store.close()


async def _overview(city: City) -> Overview:
    """Asked again while a Redis that was killed, or a slow disk, gives no answer."""
    store = Store(open_client(city.processes.environment["TEXT311_REDIS_URL"], cluster=False))
    try:
        while True:
            with suppress(StoreUnavailable):
                return await overview(store, await settle_partitions(store, 16))
            await asyncio.sleep(1)
    finally:
        await store.close()
