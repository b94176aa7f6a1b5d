"""What one turn of each kind costs a worker that has enough to do, and what a second worker adds.

    python benchmarks/backlog.py turns [ROUNDS]
    python benchmarks/backlog.py workers [RESIDENTS]

`turns`: so many residents say hello, then all name the problem, then the place, then yes; the cheapest round counts.
`workers`: the inbox is filled, then one worker empties it; again, with two. The CRM and Telegram are `outside.py`.
"""

import asyncio
import sys
import time
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
    """Fills the inbox of a stack's Redis, as its webs would."""

    def __init__(self, made: Stack) -> None:
        self.store = Store(open_client(made.environment["TEXT311_REDIS_URL"]))
        self._inbox = RedisInbox(self.store, PARTITIONS, flood_limit=0)

    async def say(self, text: str, contacts: Iterable[Contact]) -> None:
        waiting, now = list(contacts), datetime.now(UTC)  # noqa: TID251 - the only clock here

        async def some(start: int) -> None:
            for who in waiting[start::AT_ONCE]:
                message = InboundMessage(who, f"{who.address}{text[:8]}", now, text, language="en")
                await self._inbox.admit(who, MessageArrived(now, message), f"{who}:{text}")

        await asyncio.gather(*map(some, range(AT_ONCE)))

    async def emptied(self) -> None:
        """Until nothing waits and every order is carried out."""
        while await self._left():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)

    async def _left(self) -> int:
        every = [keys_of(number) for number in range(PARTITIONS)]
        keys = [key for one in every for key in (one.inbox, one.orders)]
        return sum(await asyncio.gather(*(self.store.call("XLEN", key) for key in keys)))


def people(count: int, start: int = 0) -> list[Contact]:
    return [Contact("telegram", str(7_000_000_000 + start + number)) for number in range(count)]


async def turns(made: Stack, rounds: int) -> None:
    """The cheapest of the rounds: what a busy machine adds to a process' CPU time is not ours."""
    redis, _, worker = made.start_redis(), made.start_outside(), made.start_worker()
    backlog, cheapest = Backlog(made), {text: [float("inf")] * 2 for text in TURNS}
    for number in range(rounds + 1):
        residents = people(RESIDENTS, number * RESIDENTS)
        for text in TURNS:
            before = cpu_seconds(worker), cpu_seconds(redis)
            await backlog.say(text, residents)
            await backlog.emptied()
            spent = [now - then for now, then in zip((cpu_seconds(worker), cpu_seconds(redis)), before, strict=True)]
            if number:  # the first warms up
                cheapest[text] = list(map(min, cheapest[text], spent))
    for text, (own, store) in cheapest.items():
        print(f"{text:36} worker {own / RESIDENTS * 1e6:5.0f} us   Redis {store / RESIDENTS * 1e6:4.0f} us")
    own, store = (sum(column) / len(TURNS) / RESIDENTS * 1e6 for column in zip(*cheapest.values(), strict=True))
    print(f"{'a message of the dialogue':36} worker {own:5.0f} us   Redis {store:4.0f} us")
    await backlog.store.close()


async def workers(made: Stack, residents: int) -> None:
    made.start_redis()
    made.start_outside()
    backlog, rates = Backlog(made), []
    for count in (1, 2):
        await asyncio.to_thread(made.start_worker, f"worker{count}")
        rates.append(await emptying(backlog, people(residents, count * residents)))
        print(
            f"{count} worker: {rates[-1]:.0f} messages a second" if count == 1 else f"{count} workers: {rates[-1]:.0f}"
        )
    print(f"two do {rates[1] / rates[0]:.2f} times what one does")
    await backlog.store.close()


async def emptying(backlog: Backlog, residents: list[Contact]) -> float:
    """Messages a second of the whole dialogue, each turn of all residents at once."""
    began = time.perf_counter()
    for text in TURNS:
        await backlog.say(text, residents)
        await backlog.emptied()
    return len(TURNS) * len(residents) / (time.perf_counter() - began)


def main(what: str, number: int) -> None:
    with stack("127.0.0.1:1") as made:
        made.environment["TELEGRAM_API_BASE"] = made.outside
        asyncio.run({"turns": turns, "workers": workers}[what](made, number))


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "turns"
    main(asked, int(sys.argv[2]) if len(sys.argv) > 2 else {"turns": 12, "workers": 1500}[asked])
