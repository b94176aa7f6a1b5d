"""Residents who report a pothole each, on SMS and Telegram, and what they hear. Their providers deliver every message one
to five times, and again until it is taken. Every second one on Telegram is fetched by the poller.
"""

import asyncio
import csv
import itertools
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Literal

import aiohttp

from tests.fake_providers.recorder import Call
from tests.soak.city import PUBLIC, TELEGRAM_SECRET, City

ADDRESSES = Path(__file__).parents[2] / "bot/demo/addresses.csv"
WORDINGS = ("Pothole at {}", "Deep pothole at {}", "There is a huge pothole at {}", "Bad pothole in front of {}")
ONE_IN_BLOCKS, REDELIVERIES, LATEST = 40, 4, 6.0
POST_SECONDS = aiohttp.ClientTimeout(total=5)
Post = Callable[[str], Awaitable[int]]


def reports() -> list[tuple[str, str]]:
    """(address, text), every one different, so that each can be told apart in the CRM."""
    with ADDRESSES.open(encoding="utf-8") as file:
        times = Counter(row["address"] for row in csv.DictReader(file))
    addresses = [address for address, count in times.items() if count == 1 and address[0].isdigit()]
    Random(311).shuffle(addresses)
    return [(address, wording.format(address)) for wording in WORDINGS for address in addresses]


@dataclass(eq=False)
class Resident:
    number: int
    channel: Literal["sms", "telegram"]
    contact: str
    """Phone number or chat."""
    address: str
    report: str
    polled: bool
    blocks: bool
    """Blocks us once the report is confirmed: filed all the same, and not told."""
    heard: list[str] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    state: Literal["waiting to begin", "reported", "confirmed", "told"] = "waiting to begin"
    blocked: bool = False
    seconds: float = 0.0
    """From their "yes" to their number."""

    @property
    def ticket(self) -> str:
        """The number they were told."""
        numbers = [found[1] for text in self.heard if (found := re.search(r"Report (\w+):", text))]
        return numbers[0] if numbers else ""

    def hear(self, text: str) -> None:
        self.heard.append(text)
        self.reached.set()

    async def hears(self, wanted: Callable[[str], bool]) -> None:
        while not any(wanted(text) for text in self.heard):
            self.reached.clear()
            await self.reached.wait()


class Town:
    """All residents; hands them what the providers took for them."""

    def __init__(self, city: City, seed: int) -> None:
        self.city, self.random = city, Random(seed)
        self.residents: list[Resident] = []
        self.by_contact: dict[str, Resident] = {}
        self.webhooks = self.taken = self.refused = self.fetched = 0
        self.provider_faults: dict[str, int] = {}
        self._reports = itertools.cycle(reports())
        self._updates = itertools.count(10_000)
        self._late: set[asyncio.Task[None]] = set()
        for provider in (city.twilio, city.telegram):
            provider.on_taken = self._deliver
            if provider.faults:
                provider.faults.blocked, provider.faults.counts = self._blocked, self.provider_faults

    def move_in(self) -> Resident:
        number = len(self.residents)
        channel, contact = (
            ("sms", f"+1206{5550000 + number}") if number % 2 else ("telegram", str(7_000_000_000 + number))
        )
        address, report = next(self._reports)
        blocks = number % ONE_IN_BLOCKS == ONE_IN_BLOCKS - 1
        resident = Resident(number, channel, contact, address, report, number % 4 == 0, blocks)
        self.residents.append(resident)
        self.by_contact[contact] = resident
        return resident

    async def report(self, resident: Resident) -> None:
        """The whole conversation; however long it takes."""
        await self.says(resident, resident.report)
        resident.state = "reported"
        await resident.hears(lambda text: "Is that right" in text)
        resident.blocked = resident.blocks
        began = monotonic()
        await self.says(resident, "yes")
        resident.state = "confirmed"
        await resident.hears(lambda text: "thank you! Report" in text)
        resident.state, resident.seconds = "told", monotonic() - began

    async def says(self, resident: Resident, text: str) -> None:
        """Returns when it was taken once; more deliveries follow later, and sometimes two come at once."""
        more = self.random.randint(0, REDELIVERIES)
        if resident.polled:  # Telegram keeps it until the poller has asked for what comes after
            self.city.telegram.arrive(*[self._update(resident, text)] * (1 + more))
            self.fetched += 1 + more
            return
        post = self._sms(resident, text) if resident.channel == "sms" else self._telegram(resident, text)
        if more and self.random.random() < 0.3:
            self._later(post, 0)
            more -= 1
        await self._until_taken(post)
        for _ in range(more):
            self._later(post, self.random.random() * LATEST)

    async def settled(self) -> None:
        """The last late delivery is over."""
        await asyncio.gather(*self._late)

    def _later(self, post: Post, seconds: float) -> None:
        async def again() -> None:
            await asyncio.sleep(seconds)
            await self._try(post)

        task = asyncio.create_task(again())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _until_taken(self, post: Post) -> None:
        while not await self._try(post):
            await asyncio.sleep(0.3 + self.random.random())

    async def _try(self, post: Post) -> bool:
        self.webhooks += 1
        try:
            status = await post(self.random.choice(self.city.webs))
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        assert status in (0, 200, 503), status
        self.taken += status == 200
        self.refused += status == 503
        return status == 200

    def _sms(self, resident: Resident, text: str) -> Post:
        twilio, path = self.city.twilio, "/channels/twilio"
        form = twilio.inbound(resident.contact, text)
        return lambda web: twilio.post(self.city.session, web + path, form, PUBLIC + path, POST_SECONDS)

    def _update(self, resident: Resident, text: str) -> dict[str, Any]:
        number, chat_id = next(self._updates), int(resident.contact)
        who = {"id": chat_id, "is_bot": False, "first_name": "Ana", "language_code": "en"}
        chat = {"id": chat_id, "type": "private", "first_name": "Ana"}
        message = {"message_id": number, "date": 1_780_000_000, "chat": chat, "from": who, "text": text}
        return {"update_id": number, "message": message}

    def _telegram(self, resident: Resident, text: str) -> Post:
        update = self._update(resident, text)
        headers = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET}

        async def post(web: str) -> int:
            async with self.city.session.post(
                f"{web}/channels/telegram", json=update, headers=headers, timeout=POST_SECONDS
            ) as response:
                return response.status

        return post

    def _deliver(self, call: Call) -> None:
        contact = str(call.fields.get("To") or call.fields.get("chat_id"))
        self.by_contact[contact].hear(str(call.fields.get("Body") or call.fields.get("text") or ""))

    def _blocked(self, contact: str) -> bool:
        return self.by_contact[contact].blocked
