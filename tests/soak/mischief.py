"""What is done to the processes while they work: killed, stopped and let go on, the store too."""

import asyncio
import signal
from collections import Counter
from random import Random

from tests.soak.city import POLLER, WEBS, WORKERS, City

LONGEST_STOP = 7.0
"""Seconds; longer than a lease, so that some of the stopped find that they have been replaced."""


class Mischief:
    def __init__(self, city: City, seed: int, every: float) -> None:
        """Something happens about `every` seconds."""
        self.city, self.random, self.every = city, Random(seed), every
        self.done: Counter[str] = Counter()
        self._stops: set[asyncio.Task[None]] = set()
        self._stopped: set[str] = set()
        self._deck: list[tuple[str, str]] = []
        """Who is hit and how: everybody once in both ways before anybody again."""

    async def run(self) -> None:
        """Until cancelled; then everything goes on."""
        try:
            while True:
                await asyncio.sleep(self.every * (0.5 + self.random.random()))
                self._something()
        finally:
            for task in self._stops:
                task.cancel()
            await asyncio.gather(*self._stops, return_exceptions=True)

    async def kill_redis(self) -> None:
        self.city.processes.kill("redis")
        self.done["redis killed"] += 1
        await asyncio.sleep(1)
        self.city.start("redis")

    def _something(self) -> None:
        if not self._deck:
            self._deck = [(name, how) for name in (*WEBS, *WORKERS, POLLER) for how in ("kill", "stop")]
            self.random.shuffle(self._deck)
        free = [card for card in self._deck if card[0] not in self._stopped]
        if not free:
            return
        self._deck.remove(free[0])
        name, how = free[0]
        if how == "kill":
            self._kill(name)
        else:
            self._stops.add(task := asyncio.create_task(self._stop(name)))
            task.add_done_callback(self._stops.discard)

    def _kill(self, name: str) -> None:
        self.city.processes.kill(name)
        self.city.start(name)
        self.done[f"{name.rstrip('12')} killed"] += 1

    async def _stop(self, name: str) -> None:
        self._stopped.add(name)
        self.city.signal(name, signal.SIGSTOP)
        self.done[f"{name.rstrip('12')} stopped"] += 1
        try:
            await asyncio.sleep(self.random.random() * LONGEST_STOP)
        finally:
            self.city.signal(name, signal.SIGCONT)
            self._stopped.discard(name)
