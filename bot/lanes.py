"""Work in order within a lane, in parallel across lanes."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

Work = Callable[[], Awaitable[None]]


class Lanes:
    """A lane exists while it has work. What a work raises stops its lane and is told to `broken`; nothing new is taken
    from then on, as it might overtake what the lane still held.
    """

    def __init__(self, broken: Callable[[Exception], None], *, at_most: int = 256) -> None:
        self._broken, self._at_most = broken, at_most
        self._lanes: dict[Hashable, deque[Work]] = {}
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._count = 0
        self._closed = False
        self._room = asyncio.Event()
        self._room.set()

    def put(self, lane: Hashable, work: Work) -> None:
        if self._closed:
            return
        self._count += 1
        if self._count >= self._at_most:
            self._room.clear()
        if lane in self._lanes:
            self._lanes[lane].append(work)
        else:
            self._lanes[lane] = deque([work])
            self._tasks[lane] = asyncio.create_task(self._run(lane))

    async def room(self) -> None:
        """Returns when fewer than `at_most` works wait or run."""
        await self._room.wait()

    async def idle(self, lane: Hashable) -> None:
        """Returns when what this lane holds now is done."""
        while task := self._tasks.get(lane):
            await asyncio.wait([task])

    async def drained(self, seconds: float) -> bool:
        """Whether everything was done in that time."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=seconds)
        return not self._tasks

    async def cancel(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: Hashable) -> None:
        works = self._lanes[lane]
        try:
            while works:
                await works[0]()
                works.popleft()
                self._left(1)
        except Exception as error:  # noqa: BLE001  # whoever owns the lanes decides what it means
            self._closed = True
            self._broken(error)
        finally:
            self._left(len(works))
            del self._lanes[lane], self._tasks[lane]

    def _left(self, count: int) -> None:
        self._count -= count
        if self._count < self._at_most:
            self._room.set()
