"""Who hears of which request, what they were last told, and who may be the one watcher."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from bot.adapters.redis import keys
from bot.adapters.redis.store import ACQUIRE, RENEW, Store
from bot.adapters.redis.stored import SERVICE_REQUEST, Unreadable, pack
from bot.messages import Contact
from bot.service_requests import ServiceRequest

LEASE_SECONDS = 6.0
FOLLOWED = keys.WATCH + "followed"
"""Every followed id, by when something was last heard of it."""
CURSOR = keys.WATCH + "cursor"
PROMPTS = keys.WATCH + "prompts"
LEASE = (keys.WATCH + "lease", keys.WATCH + "fence")


class RedisFollows:
    """The `Follows` port. What nothing is heard of for `keep_seconds` is forgotten."""

    def __init__(self, store: Store, clock: Callable[[], datetime], keep_seconds: float = 400 * 86400) -> None:
        self._store, self._clock, self._keep_ms = store, clock, round(keep_seconds * 1000)

    async def follow(
        self,
        contact: Contact,
        service_request_id: str,
        known_status: Literal["open", "closed"],
        *,
        service_code: str = "",
        expected: datetime | None = None,
    ) -> None:
        followers, told = keys.followers(service_request_id), keys.last_told(service_request_id)
        known = pack(
            ServiceRequest(service_request_id, known_status, service_code=service_code, expected_datetime=expected)
        )
        await asyncio.gather(
            self._store.call("SET", told, known, "NX", "PX", self._keep_ms),
            self._store.call("SADD", followers, str(contact)),
            self._store.call("PEXPIRE", followers, self._keep_ms),
            self._store.call("ZADD", FOLLOWED, self._clock().timestamp(), service_request_id),
        )

    async def unfollow(self, contact: Contact, service_request_id: str) -> None:
        followers = keys.followers(service_request_id)
        await self._store.call("SREM", followers, str(contact))
        if await self._store.call("EXISTS", followers):
            return
        await self._store.call("ZREM", FOLLOWED, service_request_id)
        if await self._store.call("EXISTS", followers):  # somebody has begun to follow it meanwhile
            await self._store.call("ZADD", FOLLOWED, self._clock().timestamp(), service_request_id)

    async def followed_by(self, contact: Contact) -> tuple[str, ...]:
        """Every request this contact hears of. It looks at all that anybody follows: not for every day."""
        ids: list[bytes] = await self._store.call("ZRANGE", FOLLOWED, 0, -1)
        numbers = [number.decode() for number in ids]
        asked = (self._store.call("SISMEMBER", keys.followers(number), str(contact)) for number in numbers)
        follows = await asyncio.gather(*asked)
        return tuple(number for number, one in zip(numbers, follows, strict=True) if one)


class RedisWatchLog:
    """The `WatchLog` port. `owner` is this process's own id; `loop_clock` counts seconds."""

    def __init__(
        self,
        store: Store,
        owner: str,
        clock: Callable[[], datetime],
        *,
        loop_clock: Callable[[], float],
        keep_seconds: float = 400 * 86400,
    ) -> None:
        self._store, self._owner, self._clock, self._loop_clock = store, owner, clock, loop_clock
        self._keep_ms = round(keep_seconds * 1000)
        self._token: bytes | None = None
        self._good_until = 0.0

    async def hold(self) -> bool:
        asked_at, ttl = self._loop_clock(), round(LEASE_SECONDS * 1000)
        if self._token and not await self._store.run(RENEW, LEASE[:1], self._token, ttl):
            self._token = None
        if self._token is None:
            self._token = await self._store.run(ACQUIRE, LEASE, self._owner, ttl)
        if self._token:
            self._good_until = asked_at + LEASE_SECONDS * 0.8
        return self._token is not None

    def held(self) -> bool:
        return self._token is not None and self._loop_clock() < self._good_until

    async def let_go(self) -> None:
        if self._token:
            await self._store.run(RENEW, LEASE[:1], self._token, 0)
            self._token = None

    async def cursor(self) -> datetime | None:
        body = await self._store.call("GET", CURSOR)
        return datetime.fromisoformat(body.decode()) if body else None

    async def move_cursor(self, to: datetime) -> None:
        """Also forgets what nothing was heard of for so long; not every desk needs `followed_ids`."""
        oldest = self._clock().timestamp() - self._keep_ms / 1000
        await asyncio.gather(
            self._store.call("SET", CURSOR, to.astimezone(UTC).isoformat()),
            self._store.call("ZREMRANGEBYSCORE", FOLLOWED, "-inf", oldest),
        )

    async def followed_ids(self) -> tuple[str, ...]:
        ids: list[bytes] = await self._store.call("ZRANGE", FOLLOWED, 0, -1)
        return tuple(number.decode() for number in ids)

    async def followers(self, service_request_id: str) -> tuple[Contact, ...]:
        members: Any = await self._store.call("SMEMBERS", keys.followers(service_request_id))
        return tuple(Contact.parse(text) for text in sorted(member.decode() for member in members))

    async def last_told(self, service_request_id: str) -> ServiceRequest | None:
        body = await self._store.call("GET", keys.last_told(service_request_id))
        try:
            return SERVICE_REQUEST.unpack(body) if body else None
        except Unreadable:
            return None

    async def told(self, request: ServiceRequest) -> None:
        number = request.service_request_id
        await asyncio.gather(
            self._store.call("SET", keys.last_told(number), pack(request), "PX", self._keep_ms),
            self._store.call("PEXPIRE", keys.followers(number), self._keep_ms),
            self._store.call("ZADD", FOLLOWED, "XX", self._clock().timestamp(), number),
        )

    async def prompt(self, service_request_id: str) -> None:
        await self._store.call("LPUSH", PROMPTS, service_request_id)
        await self._store.call("LTRIM", PROMPTS, 0, 9999)

    async def prompts(self, seconds: float) -> tuple[str, ...]:
        found: list[bytes] | None = await self._store.call("RPOP", PROMPTS, 1000)
        if not found:
            await asyncio.sleep(seconds)
        return tuple(dict.fromkeys(number.decode() for number in found or ()))
