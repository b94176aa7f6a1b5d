"""Many messages at once: what waits on the input is shared out among the cores; what comes one by one is answered so."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.pool import AsyncResult, Pool
from queue import Empty, Queue
from threading import Thread
from typing import Any, Generic, TypeVar

FEW = 200
"""Rows; fewer are answered sooner here than by another process."""
Row = TypeVar("Row")
Answer = TypeVar("Answer")


def answers(rows: Iterable[Row], answer: Callable[[Row], Answer], cores: int | None = None) -> Iterator[Answer]:
    """`answer` of each row, in the order of the rows. An error of `rows` or of `answer` is raised here.

    Other cores are used where processes can be forked (not on Windows or macOS): they share what `answer` holds.
    """
    cores = cores or len(os.sched_getaffinity(0)) if "fork" in multiprocessing.get_all_start_methods() else 1
    if cores == 1:
        yield from map(answer, rows)
        return
    with _Crew(answer, cores) as crew:
        for chunk in _chunks(rows):
            yield from crew.take(chunk)
        yield from crew.rest()


class _Crew(Generic[Row, Answer]):
    def __init__(self, answer: Callable[[Row], Answer], cores: int) -> None:
        self._answer, self._cores = answer, cores
        self._pending: deque[AsyncResult[list[Answer]]] = deque()

    def __enter__(self) -> "_Crew[Row, Answer]":
        # forked before there is any thread, so that no lock is copied while it is held
        context = multiprocessing.get_context("fork")
        self._pool: Pool = context.Pool(self._cores, _remember, (self._answer,))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.terminate()
        self._pool.join()

    def take(self, chunk: list[Row]) -> Iterator[Answer]:
        if len(chunk) < FEW:
            yield from self.rest()
            yield from map(self._answer, chunk)
            return
        self._pending.append(self._pool.apply_async(_answer_all, (chunk,)))
        while len(self._pending) > 2 * self._cores:
            yield from self._pending.popleft().get()

    def rest(self) -> Iterator[Answer]:
        while self._pending:
            yield from self._pending.popleft().get()


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """All rows that are there, at most `FEW` of them; waits when there are none."""
    waiting: Queue[Row | _End] = Queue(maxsize=4 * FEW)
    Thread(target=_put_all, args=(rows, waiting), daemon=True).start()
    chunk: list[Row] = []
    while True:
        try:
            row = waiting.get(block=not chunk)
        except Empty:
            yield chunk
            chunk = []
            continue
        if isinstance(row, _End):
            break
        chunk.append(row)
        if len(chunk) == FEW:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
    if row.error:
        raise row.error


class _End:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def _put_all(rows: Iterable[Row], waiting: "Queue[Row | _End]") -> None:
    end = _End()
    try:
        for row in rows:
            waiting.put(row)
    except Exception as error:  # noqa: BLE001  raised again where the answers are taken
        end = _End(error)
    waiting.put(end)


_told: list[Callable[[Any], Any]] = []


def _remember(answer: Callable[[Any], Any]) -> None:
    _told.append(answer)


def _answer_all(chunk: list[Any]) -> list[Any]:
    return [_told[0](row) for row in chunk]
