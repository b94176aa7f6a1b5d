"""One connection to one server: many commands in one write, and all their answers.

redis-py's own pipeline does the same for twice the CPU (docs/decisions/0074): it takes a connection out of the pool and
puts it back each time, looks at every command for what ours never are, and packs it in Python, which hiredis does ten
times as fast.
"""

from collections.abc import Sequence
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ResponseError


class Line:
    """Whoever has one asks one batch after the other. Closed with its client."""

    def __init__(self, client: Redis) -> None:
        self._pool: Any = client.connection_pool
        self._readers: dict[Any, Any] = dict(client.response_callbacks)
        self._connection: AbstractConnection | None = None

    async def ask(self, commands: Sequence[tuple[Any, ...]]) -> list[Any]:
        """An answer each, as redis-py reads them; what the server refused is a `ResponseError` among them. Raises what
        redis-py raises while the server is out of reach; the connection is then closed, and opened anew the next time.
        """
        connection = await self._open()
        await connection.send_packed_command([hiredis.pack_command(command) for command in commands])
        answers: list[Any] = []
        for name, *_ in commands:
            try:
                answer = await connection.read_response()
            except ResponseError as error:
                answers.append(error)
            else:
                read = self._readers.get(name)
                answers.append(read(answer) if read else answer)
        return answers

    async def _open(self) -> AbstractConnection:
        if self._connection is None:
            self._connection = await self._pool.get_connection()
        else:
            await self._pool.ensure_connection(self._connection)  # a server that was started anew has closed it
        return self._connection
