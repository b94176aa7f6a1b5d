"""Redis Cluster: commands of the same moment in one pipeline, which redis-py spreads over the nodes."""

import asyncio
from typing import Any

from redis.asyncio import RedisCluster
from redis.exceptions import ConnectionError as ConnectionLost

from bot.adapters.redis.reach import REACH_SECONDS, reached, translated, unavailable
from bot.ports import StoreUnavailable

SENT_AT_ONCE = 256


class ClusterLine:
    opened = 0
    """Unlike `Line.opened`: a replica is promoted unasked only when its master was missed for longer than the leases."""

    def __init__(self, cluster: RedisCluster) -> None:
        self._cluster = cluster
        self._waiting: list[tuple[tuple[Any, ...], asyncio.Future[Any]]] = []
        self._sender: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    def ask(self, *command: Any) -> asyncio.Future[Any]:
        """As `Line.ask`."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append((command, answer))
        if self._sender is None:
            self._sender = asyncio.create_task(self._send())
        return answer

    async def answered(self) -> None:
        for task in filter(None, (self._sender, self._looking)):
            await task

    async def _send(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:SENT_AT_ONCE], self._waiting[SENT_AT_ONCE:]
                await self._send_batch(batch)
        finally:
            self._sender = None

    async def _send_batch(self, batch: list[tuple[tuple[Any, ...], asyncio.Future[Any]]]) -> None:
        try:
            async with asyncio.timeout(REACH_SECONDS):
                results = await self._results([command for command, _ in batch])
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may wait for ever
            results = [unavailable(error)] * len(batch)
        if self._looking is None and any(map(_out_of_reach, results)):
            self._looking = asyncio.create_task(self._look_for_nodes())
        for (_, answer), result in zip(batch, results, strict=True):
            if answer.done():
                continue
            if isinstance(result, Exception):
                answer.set_exception(translated(result))
            else:
                answer.set_result(result)

    async def _results(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        pipeline = self._cluster.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        results: list[Any] = await pipeline.execute(raise_on_error=False)
        return results

    async def _look_for_nodes(self) -> None:
        """redis-py finds a promoted replica when a single command fails, and not when a pipeline does."""
        try:
            async with reached():
                await self._cluster.nodes_manager.initialize()
        except StoreUnavailable:
            pass  # the next failure makes us look again
        finally:
            self._looking = None


def _out_of_reach(result: Any) -> bool:
    return isinstance(result, StoreUnavailable | ConnectionLost | OSError)
