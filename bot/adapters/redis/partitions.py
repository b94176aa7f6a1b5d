"""Which partitions this worker holds: a fair share among those alive, taken over within seconds of a death."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog
from redis.asyncio import RedisCluster

from bot.adapters.redis.keys import WORKERS, keys_of
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.line import Line
from bot.adapters.redis.reach import reached
from bot.adapters.redis.store import ACQUIRE, OWNER, PRESENCE, RENEW, Store
from bot.faults import where
from bot.ports import StoreUnavailable
from bot.spine import Holding, Lease

log = structlog.get_logger()
LEASE_SECONDS = 4.0
BLOCK_MS = 250
READ_AT_ONCE = 128
THIRSTY_BELOW = 256


class RedisPartitions:
    """The `Partitions` port. `owner` is this worker's own id, new with every start."""

    def __init__(
        self,
        store: Store,
        owner: str,
        partitions: int,
        *,
        conversation_seconds: float,
        lease_seconds: float = LEASE_SECONDS,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.store, self.owner, self.partitions = store, owner, partitions
        self._beats = Store(store.client)
        """Heartbeats do not queue behind the work they are to keep alive."""
        self._reading = None if isinstance(store.client, RedisCluster) else Line(store.client)
        self.lease_seconds, self.conversation_seconds = lease_seconds, conversation_seconds
        self._clock = clock or asyncio.get_running_loop().time
        self._held: dict[int, RedisLease] = {}
        self._workers, self._opened = 1, 0
        self._mine: set[int] = set()
        """Partitions that were last this process' own: what lies there, no other process died of."""

    async def heartbeat(self, *, drop: Iterable[int] = (), gain: bool = True) -> Holding:
        """On a cluster some partitions may be out of reach and others not: each is judged by itself."""
        asked_at, held = self._clock(), list(self._held.values())
        present, *renewed = await asyncio.gather(
            self._beats.run(PRESENCE, (WORKERS,), self.owner, self._ttl_ms, self._ttl_ms),
            *(self._beats.run(RENEW, (lease.keys.lease,), lease.token, self._ttl_ms) for lease in held),
            return_exceptions=True,
        )
        if isinstance(present, int):
            self._workers = max(1, present)
        # a replica that was promoted may have less than was read and answered
        lost = self._settle(
            asked_at, held, renewed, {one.partition for one in held} if self._is_another() else set(drop)
        )
        share = -(-self.partitions // self._workers)
        gained = await self._acquired(share - len(self._held)) if gain else []
        spare = tuple(self._held.values())[share:]
        return Holding(tuple(gained), tuple(lost), spare, self._workers)

    def _is_another(self) -> bool:
        """Whether another server may be behind the name since the last heartbeat; then nobody reads on at the old one."""
        before, self._opened = self._opened, self._beats.opened
        if before == self._opened:
            return False
        if before and self._reading:
            self._reading.leave()
        return True

    def _settle(self, asked_at: float, asked: list[RedisLease], answers: list[Any], drop: set[int]) -> list[RedisLease]:
        lost: list[RedisLease] = []
        for lease, answer in zip(asked, answers, strict=True):
            if self._held.get(lease.partition) is not lease:
                continue  # given back while we asked
            if answer == 0:
                self._mine.discard(lease.partition)
            if answer == 0 or not lease.held() or lease.partition in drop:
                lost.append(self._held.pop(lease.partition))
                lease.good_until = 0.0  # what is still being sent is marked, for the next owner
            elif answer == 1:
                lease.good_until = asked_at + self.lease_seconds * 0.8
        return lost

    async def _acquired(self, wanted: int) -> list[RedisLease]:
        """Every worker begins its search elsewhere, so that two of them rarely want the same."""
        if wanted <= 0:
            return []
        start = hash(self.owner) % self.partitions
        others = [
            number for step in range(self.partitions) if (number := (start + step) % self.partitions) not in self._held
        ]
        owners = await self._each(self._beats.run(OWNER, (keys_of(number).lease,), self._ttl_ms) for number in others)
        free = [
            number
            for number, owner in zip(others, owners, strict=True)
            if owner is None or (isinstance(owner, bytes) and owner.startswith(b"%s#" % self.owner.encode()))
        ]
        leases = await self._each(self._acquire(number) for number in free[:wanted])
        gained = [lease for lease in leases if isinstance(lease, RedisLease)]
        self._held |= {lease.partition: lease for lease in gained}
        return gained

    async def _each(self, asked: Iterable[Awaitable[Any]]) -> list[Any]:
        answers = await asyncio.gather(*asked, return_exceptions=True)
        for error in (answer for answer in answers if isinstance(answer, Exception)):
            log.warning("partitions_out_of_reach", reason=str(error))
            break
        return answers

    async def _acquire(self, partition: int) -> RedisLease | None:
        keys, asked_at = keys_of(partition), self._clock()
        token: bytes | None = await self._beats.run(ACQUIRE, (keys.lease, keys.fence), self.owner, self._ttl_ms)
        if token is None:
            return None
        inherited = partition not in self._mine
        self._mine.add(partition)
        return RedisLease(
            self.store,
            partition,
            token,
            good_until=asked_at + self.lease_seconds * 0.8,
            clock=self._clock,
            conversation_seconds=self.conversation_seconds,
            inherited=inherited,
        )

    async def read(self) -> None:
        """One blocking read for all that is held; on a cluster one for each, as a read cannot span nodes."""
        while True:
            thirsty = [lease for lease in self._held.values() if lease.waiting.qsize() < THIRSTY_BELOW]
            try:
                if not thirsty:
                    await asyncio.sleep(BLOCK_MS / 1000)
                elif self.store.is_cluster:
                    await asyncio.gather(*(self._read_once([lease]) for lease in thirsty))
                else:
                    await self._read_once(thirsty)
            except StoreUnavailable as error:
                log.warning("inbox_unreadable", reason=str(error))
                await asyncio.sleep(1)
            except Exception as error:  # noqa: BLE001  # its leases are renewed elsewhere: nobody would miss it
                log.error("inbox_unreadable", reason=where(error))  # noqa: TRY400  # the words may be a resident's
                await asyncio.sleep(1)

    async def _read_once(self, leases: list[RedisLease]) -> None:
        by_key = {lease.keys.inbox.encode(): lease for lease in leases}
        positions = [lease.position for lease in leases]
        command: tuple[Any, ...] = ("XREAD", "COUNT", READ_AT_ONCE, "BLOCK", BLOCK_MS, "STREAMS", *by_key, *positions)
        found = await self._blocking(command, leases[0].keys.inbox)
        for key, entries in found or ():
            lease = by_key[key]
            for entry in entries:
                lease.position = entry[0]
                lease.waiting.put_nowait(entry)

    async def _blocking(self, command: tuple[Any, ...], key: str) -> Any:
        if self._reading:
            return await self._reading.ask(*command)
        async with reached():
            return await self.store.client.execute_command(*command, **self.store.where(key))

    async def release(self, lease: Lease) -> None:
        held = self._held.get(lease.partition)
        if held is not None and held is lease:  # it may have been lost and taken anew meanwhile
            del self._held[lease.partition]
            self._mine.discard(lease.partition)
            held.good_until = 0.0  # what is still being sent is marked, for the next owner
            await self._beats.run(RENEW, (held.keys.lease,), held.token, 0)

    async def leave(self) -> None:
        try:
            await self._beats.run(PRESENCE, (WORKERS,), self.owner, 0, self._ttl_ms)
            for lease in list(self._held.values()):
                await self.release(lease)
        except StoreUnavailable as error:
            log.warning("left_without_release", reason=str(error))

    @property
    def _ttl_ms(self) -> int:
        return round(self.lease_seconds * 1000)
