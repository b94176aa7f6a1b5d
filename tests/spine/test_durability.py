"""`doctor` knows a Redis that would lose what it was given."""

import asyncio

from bot.adapters.redis.durability import weaknesses


async def test_no_append_only_file_and_eviction_are_told(store):
    was = {name: (await store.client.config_get(name))[name] for name in ("appendonly", "maxmemory-policy")}
    try:
        await store.client.config_set("appendonly", "yes")
        await store.client.config_set("maxmemory-policy", "noeviction")
        assert await weaknesses(store) == []
        await store.client.config_set("appendonly", "no")
        await store.client.config_set("maxmemory-policy", "allkeys-lru")
        found = await weaknesses(store)
    finally:
        for name, value in was.items():
            await store.client.config_set(name, value)
        while (await store.client.info("persistence"))["aof_rewrite_in_progress"]:
            await asyncio.sleep(0.01)  # a server that writes its first append-only file does not end when it is told to
    assert [what for what, _ in found] == ["Redis writes no append-only file", "Redis may evict keys (allkeys-lru)"]
