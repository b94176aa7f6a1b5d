"""One connection to one server: commands of the same moment go out in one write, answers come back in their order.

redis-py connects (TLS, password, database); from then on its transport is ours. Command by command it takes a connection out
of its pool, has a lock, a time-out and a task for each, and looks at each answer in five functions: what we ask takes a
third of that (docs/decisions/0074, 0098).
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import ResponseError

from bot.adapters.redis.reach import REACH_SECONDS, translated

NOT_YET = object()
Asked = tuple[float, Any, asyncio.Future[Any]]
"""When, which command, and who waits."""


class Line:
    """Closed with its client. After an answer that did not come in `REACH_SECONDS` the connection is given up, and with it
    all it was asked; the next command opens another.
    """

    def __init__(self, client: Redis) -> None:
        self._pool: Any = client.connection_pool
        self._readers: dict[Any, Any] = dict(client.response_callbacks)
        self._loop = asyncio.get_running_loop()
        self._connection: Any = None
        self._wire: _Wire | None = None
        self._opening: asyncio.Task[None] | None = None
        self._given: list[bytes] = []
        self._waiting: list[Asked] = []
        self.opened = 0
        """How many connections there were: behind each may be another server, which lacks what its master had not told it."""

    def ask(self, *command: Any) -> asyncio.Future[Any]:
        """The answer as redis-py reads it. Raises `StoreUnavailable`, `LeaseLost` or `NoScriptError`."""
        packed = hiredis.pack_command(command)
        if not self._given:
            self._loop.call_soon(self._send)
        self._given.append(packed)
        answer = self._loop.create_future()
        self._waiting.append((self._loop.time(), command[0], answer))
        return answer

    def leave(self) -> None:
        """The next command opens another connection: whoever only reads is never told that its server is a replica now."""
        if self._wire:
            self._wire.close()

    async def answered(self) -> None:
        """Returns when nothing is waited for."""
        asked = (*self._waiting, *(self._wire.asked if self._wire else ()))
        if asked:
            await asyncio.wait([answer for _, _, answer in asked])

    def _send(self) -> None:
        if self._wire is None or self._wire.is_closing:
            if self._opening is None and self._given:
                self._opening = self._loop.create_task(self._open())
            return
        self._wire.ask(self._given, self._waiting)
        self._given, self._waiting = [], []

    async def _open(self) -> None:
        try:
            async with asyncio.timeout(REACH_SECONDS):
                self._wire = _Wire(await self._connected(), self._readers)
                self.opened += 1
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may wait for ever
            _fail(self._waiting, error)
            self._given, self._waiting = [], []
        finally:
            self._opening = None
        self._send()

    async def _connected(self) -> asyncio.Transport:
        if self._connection is None:
            self._connection = await self._pool.get_connection()
        else:
            await self._connection.disconnect(nowait=True)
            await self._connection.connect()
        transport: asyncio.Transport = self._connection._writer.transport  # noqa: SLF001  # there is no public way to it
        return transport


class _Wire(asyncio.Protocol):
    """A connection for as long as it lasts. What it was asked is answered by it, or lost with it: one that is slow to
    close, as TLS can be, has no part in what the next one is asked.
    """

    def __init__(self, transport: asyncio.Transport, readers: dict[Any, Any]) -> None:
        self._transport, self._readers, self._loop = transport, readers, asyncio.get_running_loop()
        self._theirs = transport.get_protocol()
        """redis-py's own protocol, which waits to hear of the end."""
        self._replies = hiredis.Reader(replyError=ResponseError, notEnoughData=NOT_YET)
        self.asked: deque[Asked] = deque()
        self._watch: asyncio.TimerHandle | None = None
        transport.set_protocol(self)

    @property
    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def close(self) -> None:
        self._transport.close()

    def ask(self, given: list[bytes], waiting: list[Asked]) -> None:
        if not given:
            return
        self.asked += waiting
        self._transport.write(b"".join(given))
        if self._watch is None:
            self._watch = self._loop.call_later(REACH_SECONDS, self._look)

    def _look(self) -> None:
        self._watch = None
        if not self.asked:
            return
        if (left := self.asked[0][0] + REACH_SECONDS - self._loop.time()) > 0:
            self._watch = self._loop.call_later(left, self._look)
        else:
            self._give_up(TimeoutError("no answer"))

    def _give_up(self, error: Exception) -> None:
        _fail(self.asked, error)
        self.asked.clear()
        self._transport.abort()

    # called by the transport

    def data_received(self, data: bytes) -> None:
        try:
            self._replies.feed(data)
            while (reply := self._replies.gets()) is not NOT_YET:
                _, name, answer = self.asked.popleft()
                if not answer.done():
                    self._answer(answer, name, reply)
        except Exception as error:  # noqa: BLE001  # no Redis speaks so
            self._give_up(error)

    def _answer(self, answer: asyncio.Future[Any], name: Any, reply: Any) -> None:
        if isinstance(reply, ResponseError):
            answer.set_exception(translated(reply))
            if str(reply).startswith("READONLY"):  # another is the master now; its name may lead there already
                self.close()
        else:
            read = self._readers.get(name)
            answer.set_result(read(reply) if read else reply)

    def connection_lost(self, error: Exception | None) -> None:
        self._theirs.connection_lost(error)
        _fail(self.asked, error or ConnectionLost("the server closed the connection"))
        self.asked.clear()


def _fail(asked: Iterable[Asked], error: Exception) -> None:
    for _, _, answer in asked:
        if not answer.done():
            answer.set_exception(translated(error))
