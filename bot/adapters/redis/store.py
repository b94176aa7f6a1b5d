"""Redis as the adapters use it; scripts are sent by their hash."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha1
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError

from bot.adapters.redis.cluster_line import ClusterLine
from bot.adapters.redis.keys import PARTITION_COUNT
from bot.adapters.redis.line import Line
from bot.adapters.redis.reach import REACH_SECONDS
from bot.ports import StoreMisconfigured

Client = Redis | RedisCluster
HOW_TO_WRITE_IT = (
    " It looks like redis://:password@host:6379/0, rediss://:password@host:6379/0 or unix:///run/redis.sock."
)


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

    Nothing is retried here: only the caller knows whether a lost answer may be asked for again. Raises `StoreMisconfigured`.
    """
    shared: dict[str, Any] = {
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
        "socket_timeout": None,  # redis-py times every single answer, which costs more than the answer; see `Line`
        "socket_connect_timeout": REACH_SECONDS,
    }
    try:
        return RedisCluster.from_url(url, **shared) if cluster else Redis.from_url(url, **shared)
    except ValueError as error:
        raise StoreMisconfigured(f"TEXT311_REDIS_URL is no address of a Redis ({error}).{HOW_TO_WRITE_IT}") from error


class Store:
    """Raises `StoreUnavailable`, and `LeaseLost` when a fenced script says so."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._cluster = client if isinstance(client, RedisCluster) else None
        self._line = ClusterLine(client) if isinstance(client, RedisCluster) else Line(client)

    @property
    def is_cluster(self) -> bool:
        return self._cluster is not None

    @property
    def opened(self) -> int:
        """It grows whenever another server may be behind it."""
        return self._line.opened

    def where(self, key: str) -> dict[str, Any]:
        """What a blocking command on a connection of its own needs besides; redis-py would ask a node for its keys."""
        return {"target_nodes": self._cluster.get_node_from_key(key)} if self._cluster else {}

    def call(self, *command: Any) -> asyncio.Future[Any]:
        return self._line.ask(*command)

    async def run(self, script: Script, keys: Sequence[str], *arguments: Any) -> Any:
        """A server that does not know the script yet (started anew, or promoted) is given its text."""
        try:
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *arguments)
        except NoScriptError:
            return await self.call("EVAL", script.source, len(keys), *keys, *arguments)

    async def close(self) -> None:
        await self._line.answered()
        await self.client.aclose()


async def settle_partitions(store: Store, wanted: int) -> int:
    """How many partitions this Redis was begun with; `wanted` when it is new.

    It never changes afterwards: every contact's place follows from it.
    """
    await store.call("SET", PARTITION_COUNT, wanted, "NX")
    return int(await store.call("GET", PARTITION_COUNT))
