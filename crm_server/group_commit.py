"""Many small pieces of writing by one thread: what waits meanwhile shares the next transaction, and its `fsync`."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
Work = Callable[[Connection], Any]
MOST = 100
"""Pieces of work in one transaction: nobody waits for a crowd."""


@dataclass(frozen=True, slots=True)
class Failed:
    error: BaseException


class GroupCommit:
    """Used from one event loop. Work must do nothing but what a rollback undoes: it may be done a second time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "crm-writes")
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Connection], T]) -> T:
        """What the work gives, once it is committed. Raises what the work or the commit raises."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await done

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                outcomes = await loop.run_in_executor(self._thread, self._together, [work for work, _ in batch])
            except Exception as error:  # noqa: BLE001 - the database is away, or would not commit: everybody's failure
                outcomes = [Failed(error)] * len(batch)
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                _tell(done, outcome)

    def _together(self, works: list[Work]) -> list[Any]:
        with self._engine.begin() as connection:
            try:
                return [work(connection) for work in works]
            except Exception:  # noqa: BLE001 - whose it was shows when each is done by itself
                connection.rollback()
        return [self._alone(work) for work in works]

    def _alone(self, work: Work) -> Any:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except Exception as error:  # noqa: BLE001 - is given to whose work it was
            return Failed(error)

    def close(self) -> None:
        self._thread.shutdown()


def _tell(done: asyncio.Future[Any], outcome: Any) -> None:
    if done.cancelled():
        return
    if isinstance(outcome, Failed):
        done.set_exception(outcome.error)
    else:
        done.set_result(outcome)
