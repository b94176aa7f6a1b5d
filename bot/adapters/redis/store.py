"""The connection: commands given in the same moment go out in one write, scripts are sent by their hash.

redis-py awaited command by command costs about 60 µs each, so sent some 8 (benchmarks/spine.py).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha1
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import NoScriptError, RedisError, ResponseError

from bot.adapters.redis.keys import PARTITION_COUNT
from bot.adapters.redis.line import Line
from bot.ports import StoreUnavailable
from bot.spine import LeaseLost

Client = Redis | RedisCluster
REACH_SECONDS = 5.0
"""How long a command may take before the server counts as out of reach."""
SENT_AT_ONCE = 256
LOCKED = ("Authentication", "authenticated", "username-password")
"""What servers say to a password that is missing or wrong, and redis-py passes on as a lost connection."""


@dataclass(frozen=True, slots=True)
class Script:
    source: str
    sha: str


def _load(name: str) -> Script:
    source = files("bot.adapters.redis").joinpath("lua", f"{name}.lua").read_text("utf-8")
    return Script(source, sha1(source.encode(), usedforsecurity=False).hexdigest())


ACQUIRE, ADMIT, APPEND, BEGIN, COMMIT, DONE, KEEP, OWNER, PRESENCE, REMEMBER, RENEW, RETRY, TRIED, WAKE = map(
    _load,
    [
        "acquire",
        "admit",
        "append",
        "begin",
        "commit",
        "done",
        "keep",
        "owner",
        "presence",
        "remember",
        "renew",
        "retry",
        "tried",
        "wake",
    ],
)


def open_client(url: str, *, cluster: bool = False) -> Client:
    """`redis://`, `rediss://` or `unix://`; `cluster` for Redis Cluster, of which `url` names any one node.

    Nothing is retried here: only the caller knows whether a lost answer may be asked for again.
    """
    shared: dict[str, Any] = {
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
        "socket_timeout": None,  # redis-py times every single answer, which costs more than the answer; see `reached`
        "socket_connect_timeout": REACH_SECONDS,
    }
    if cluster:
        return RedisCluster.from_url(url, **shared)
    return Redis.from_url(url, **shared)


@asynccontextmanager
async def reached(seconds: float = REACH_SECONDS) -> AsyncIterator[None]:
    """What goes on inside takes no longer, or Redis counts as out of reach. Raises `StoreUnavailable`."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except (RedisError, OSError) as error:
        raise _unavailable(error) from error


class Store:
    """Redis as the adapters use it. Raises `StoreUnavailable`, and `LeaseLost` when a fenced script says so."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._cluster = client if isinstance(client, RedisCluster) else None
        self._line = None if isinstance(client, RedisCluster) else Line(client)
        self._waiting: list[tuple[tuple[Any, ...], asyncio.Future[Any]]] = []
        self._sender: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    @property
    def is_cluster(self) -> bool:
        return self._cluster is not None

    def where(self, key: str) -> dict[str, Any]:
        """What a blocking command on a connection of its own needs besides; redis-py would ask a node for its keys."""
        return {"target_nodes": self._cluster.get_node_from_key(key)} if self._cluster else {}

    def call(self, *command: Any) -> asyncio.Future[Any]:
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append((command, answer))
        if self._sender is None:
            self._sender = asyncio.create_task(self._send())
        return answer

    async def run(self, script: Script, keys: Sequence[str], *arguments: Any) -> Any:
        """A server that does not know the script yet (started anew, or promoted) is given its text."""
        try:
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *arguments)
        except NoScriptError:
            return await self.call("EVAL", script.source, len(keys), *keys, *arguments)

    async def close(self) -> None:
        if self._sender:
            await self._sender
        if self._looking:
            await self._looking
        await self.client.aclose()

    async def _send(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:SENT_AT_ONCE], self._waiting[SENT_AT_ONCE:]
                await self._send_batch(batch)
        finally:
            self._sender = None

    async def _look_for_nodes(self, cluster: RedisCluster) -> None:
        """redis-py finds a promoted replica when a single command fails, and not when a pipeline does."""
        try:
            async with reached():
                await cluster.nodes_manager.initialize()
        except StoreUnavailable:
            pass  # the next failure makes us look again
        finally:
            self._looking = None

    async def _send_batch(self, batch: list[tuple[tuple[Any, ...], asyncio.Future[Any]]]) -> None:
        try:
            async with asyncio.timeout(REACH_SECONDS):
                results = await self._answers([command for command, _ in batch])
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may wait for ever
            results = [_unavailable(error)] * len(batch)
        if self._cluster and self._looking is None and any(map(_out_of_reach, results)):
            self._looking = asyncio.create_task(self._look_for_nodes(self._cluster))
        for (_, answer), result in zip(batch, results, strict=True):
            if answer.done():
                continue
            if isinstance(result, Exception):
                answer.set_exception(_translated(result))
            else:
                answer.set_result(result)

    async def _answers(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        if self._line:
            return await self._line.ask(commands)
        pipeline = self.client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        answers: list[Any] = await pipeline.execute(raise_on_error=False)
        return answers


def _out_of_reach(result: Any) -> bool:
    return isinstance(result, StoreUnavailable | ConnectionLost | OSError)


def _translated(error: Exception) -> Exception:
    if isinstance(error, NoScriptError | StoreUnavailable):
        return error
    if isinstance(error, ResponseError) and str(error).startswith("LEASELOST"):
        return LeaseLost("another worker owns it now")
    return _unavailable(error)


def _unavailable(error: Exception) -> StoreUnavailable:
    mend = "; its password belongs into TEXT311_REDIS_URL" if any(word in str(error) for word in LOCKED) else ""
    return StoreUnavailable(f"{type(error).__name__}: {error}{mend}")


async def settle_partitions(store: Store, wanted: int) -> int:
    """How many partitions this Redis was begun with; `wanted` when it is new.

    It never changes afterwards: every contact's place follows from it.
    """
    await store.call("SET", PARTITION_COUNT, wanted, "NX")
    return int(await store.call("GET", PARTITION_COUNT))
