"""Whether a city's own Redis keeps what it is given (docs/guarantees.md)."""

from typing import Any

from bot.adapters.redis.store import Store
from bot.ports import StoreUnavailable

Weakness = tuple[str, str]
"""What was found, and how to mend it."""


async def weaknesses(store: Store) -> list[Weakness]:
    """Nothing where the server does not tell, as some that are rented out, and in a cluster, which has many."""
    if store.is_cluster:
        return []
    try:
        told: dict[str, Any] = await store.call("INFO", "persistence") | await store.call("INFO", "memory")
    except StoreUnavailable:
        return []
    found = []
    if told.get("aof_enabled") == 0:
        mend = "Set `appendonly yes` in its configuration; without it what came since the last snapshot is lost."
        found.append(("Redis writes no append-only file", mend))
    if told.get("aof_last_write_status") == "err":
        found.append(("Redis cannot write its append-only file", "Look at its disk and its log."))
    if told.get("maxmemory_policy", "noeviction") != "noeviction":
        mend = "Set `maxmemory-policy noeviction`; a full Redis would throw residents' reports away."
        found.append((f"Redis may evict keys ({told['maxmemory_policy']})", mend))
    return found
