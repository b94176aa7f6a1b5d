"""What one turn of each kind costs a worker that has enough to do, in CPU; and what a second worker adds.

    python benchmarks/backlog.py [ROUNDS]

Fills the inbox of a Redis, then lets one worker empty it: so many residents say hello, then all of them name the problem,
then the place, then yes. The CRM and Telegram are `outside.py`. Last, the same dialogue by two workers.
"""

import asyncio
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from measuring import cpu_seconds
from stack import Stack, stack

from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.store import Store, open_client
from bot.events import MessageArrived
from bot.messages import Contact, InboundMessage

TURNS = ("hello", "there is a big pothole in the road", "12 Elm St", "yes")
PARTITIONS = 16
AT_ONCE = 128
RESIDENTS = 150


class Backlog:
    def __init__(self, made: Stack) -> None:
        self.made = made
        self.store = Store(open_client(made.environment["TEXT311_REDIS_URL"]))
        self.inbox = RedisInbox(self.store, PARTITIONS, flood_limit=0)

    async def say(self, text: str, contacts: Iterable[Contact]) -> int:
        waiting, now = list(contacts), datetime.now(UTC)

        async def some(start: int) -> None:
            for who in waiting[start::AT_ONCE]:
                message = InboundMessage(who, text[:20], now, text, language="en")
                await self.inbox.admit(who, MessageArrived(now, message), f"{who}:{text}")

        await asyncio.gather(*map(some, range(AT_ONCE)))
        return len(waiting)

    async def emptied(self) -> None:
        while await self._left():
            await asyncio.sleep(0.02)

    async def _left(self) -> int:
        every = [keys_of(number) for number in range(PARTITIONS)]
        return sum(
            await asyncio.gather(*(self.store.call("XLEN", key) for keys in every for key in (keys.inbox, keys.orders)))
        )


async def by_turn(made: Stack, rounds: int) -> None:
    """The cheapest of the rounds: what a busy machine adds to a process' CPU time is not ours."""
    redis, _, worker = made.start_redis(), made.start_outside(), made.start_worker()
    backlog, cheapest = Backlog(made), dict.fromkeys(TURNS, (float("inf"), 0.0))
    for number in range(rounds + 1):
        people = [Contact("telegram", str(7_000_000_000 + number * RESIDENTS + one)) for one in range(RESIDENTS)]
        for text in TURNS:
            cpu, server = cpu_seconds(worker), cpu_seconds(redis)
            await backlog.say(text, people)
            await backlog.emptied()
            spent = cpu_seconds(worker) - cpu, cpu_seconds(redis) - server
            if number:
                cheapest[text] = min(cheapest[text], spent)
    for text, (own, server) in cheapest.items():
        print(f"{text[:34]:34} worker {own / RESIDENTS * 1e6:5.0f} us   Redis {server / RESIDENTS * 1e6:4.0f} us")
    print(
        f"{'a message of the dialogue':34} worker {sum(own for own, _ in cheapest.values()) / 4 / RESIDENTS * 1e6:5.0f} us"
    )
    await backlog.store.close()


if __name__ == "__main__":
    with stack("127.0.0.1:1") as one:
        one.environment["TELEGRAM_API_BASE"] = one.environment["TEXT311_CRM_URL"].removesuffix("/open311/v2")
        asyncio.run(by_turn(one, int(sys.argv[1]) if len(sys.argv) > 1 else 12))
