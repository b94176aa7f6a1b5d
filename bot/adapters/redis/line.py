"""One connection to one server: commands of the same moment go out in one write, answers come back in their order.

redis-py connects (TLS, password, database); from then on its transport is ours. Command by command it takes a connection out
of its pool, has a lock, a time-out and a task for each, and looks at each answer in five functions: what we ask takes a
third of that (docs/decisions/0074, 0098).
"""

import asyncio
from collections import deque
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import ResponseError

from bot.adapters.redis.reach import REACH_SECONDS, translated

NOT_YET = object()
Asked = tuple[float, Any, asyncio.Future[Any]]
"""When, which command, and who waits."""


class Line(asyncio.Protocol):
    """Closed with its client. After an answer that did not come in `REACH_SECONDS` the connection is given up, and with it
    all it was asked; the next command opens another.
    """

    def __init__(self, client: Redis) -> None:
        self._pool: Any = client.connection_pool
        self._readers: dict[Any, Any] = dict(client.response_callbacks)
        self._loop = asyncio.get_running_loop()
        self._connection: Any = None
        self._transport: Any = None
        self._theirs: Any = None
        """redis-py's own protocol, which waits to hear of the end."""
        self._opening: asyncio.Task[None] | None = None
        self._given: list[bytes] = []
        self._asked: deque[Asked] = deque()
        self._watch: asyncio.TimerHandle | None = None

    def ask(self, *command: Any) -> asyncio.Future[Any]:
        """The answer as redis-py reads it. Raises `StoreUnavailable`, `LeaseLost` or `NoScriptError`."""
        packed = hiredis.pack_command(command)
        if not self._given:
            self._loop.call_soon(self._send)
        self._given.append(packed)
        answer = self._loop.create_future()
        self._asked.append((self._loop.time(), command[0], answer))
        return answer

    async def answered(self) -> None:
        """Returns when nothing is waited for."""
        if self._asked:
            await asyncio.wait([answer for _, _, answer in self._asked])

    def _send(self) -> None:
        if self._transport is None or self._transport.is_closing():
            if self._opening is None and self._given:
                self._opening = self._loop.create_task(self._open())
            return
        given, self._given = self._given, []
        self._transport.write(b"".join(given))
        if self._watch is None:
            self._watch = self._loop.call_later(REACH_SECONDS, self._look)

    async def _open(self) -> None:
        try:
            async with asyncio.timeout(REACH_SECONDS):
                self._take(await self._connected())
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may wait for ever
            self._give_up(error)
        finally:
            self._opening = None
        self._send()

    async def _connected(self) -> Any:
        if self._connection is None:
            self._connection = await self._pool.get_connection()
        else:
            await self._connection.disconnect(nowait=True)
            await self._connection.connect()
        return self._connection._writer.transport  # noqa: SLF001  # there is no public way to it

    def _take(self, transport: Any) -> None:
        self._theirs = transport.get_protocol()
        transport.set_protocol(self)
        self._transport = transport
        self._replies = hiredis.Reader(replyError=ResponseError, notEnoughData=NOT_YET)

    def _look(self) -> None:
        self._watch = None
        if not self._asked:
            return
        if (left := self._asked[0][0] + REACH_SECONDS - self._loop.time()) > 0:
            self._watch = self._loop.call_later(left, self._look)
        else:
            self._give_up(TimeoutError("no answer"))
            self._transport.abort()

    def _give_up(self, error: Exception) -> None:
        self._given.clear()
        while self._asked:
            _, _, answer = self._asked.popleft()
            if not answer.done():
                answer.set_exception(translated(error))

    # called by the transport

    def data_received(self, data: bytes) -> None:
        try:
            self._replies.feed(data)
            while (reply := self._replies.gets()) is not NOT_YET:
                _, name, answer = self._asked.popleft()
                if not answer.done():
                    self._answer(answer, name, reply)
        except Exception as error:  # noqa: BLE001  # no Redis speaks so
            self._give_up(error)
            self._transport.abort()

    def _answer(self, answer: asyncio.Future[Any], name: Any, reply: Any) -> None:
        if isinstance(reply, ResponseError):
            answer.set_exception(translated(reply))
        else:
            read = self._readers.get(name)
            answer.set_result(read(reply) if read else reply)

    def connection_lost(self, error: Exception | None) -> None:
        self._theirs.connection_lost(error)
        self._give_up(error or ConnectionLost("the server closed the connection"))
