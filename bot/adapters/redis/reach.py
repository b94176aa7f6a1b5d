"""How long a server has to answer, and what it means to us when it does not or refuses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.exceptions import NoScriptError, RedisClusterException, RedisError, ResponseError

from bot.ports import StoreMisconfigured, StoreUnavailable
from bot.spine import LeaseLost

REACH_SECONDS = 5.0
"""How long a command may take before the server counts as out of reach."""
FAILURES = (RedisError, RedisClusterException, OSError)
"""What redis-py raises; that a cluster lacks a node is no `RedisError` there."""
LOCKED = ("Authentication", "authenticated", "username-password")
"""What servers say to a password that is missing or wrong, and redis-py passes on as a lost connection."""


@asynccontextmanager
async def reached(seconds: float = REACH_SECONDS) -> AsyncIterator[None]:
    """What goes on inside takes no longer, or Redis counts as out of reach. Raises `StoreUnavailable`."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except FAILURES as error:
        raise unavailable(error) from error


def translated(error: Exception) -> Exception:
    """As the bot knows it; that a script is not known yet is for whoever sent it."""
    if isinstance(error, NoScriptError | StoreUnavailable):
        return error
    if isinstance(error, ResponseError):
        said = str(error).removeprefix("ERR ")  # which servers put before what is one word, as our scripts' is
        if said.startswith("LEASELOST"):
            return LeaseLost("another worker owns it now")
        if said.startswith("NOSCRIPT"):
            return NoScriptError(said)
    return unavailable(error)


def unavailable(error: Exception) -> StoreUnavailable:
    said = f"{type(error).__name__}: {str(error) or 'no answer'}"
    if any(word in str(error) for word in LOCKED):
        return StoreMisconfigured(f"{said}; its password belongs into TEXT311_REDIS_URL")
    return StoreUnavailable(said)
