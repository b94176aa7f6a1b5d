"""Whether a worker grows: its resident memory over many messages of ever new residents.

    python benchmarks/worker_memory.py [MESSAGES]

Prints a line every tenth, and the slope over the second half in MB for a million messages.
"""

import asyncio
import statistics
import sys

from backlog import TURNS, Backlog, people
from measuring import resident_mb
from stack import Stack, stack

RESIDENTS = 500


async def main(made: Stack, messages: int) -> None:
    made.start_redis()
    made.start_outside()
    worker, backlog, seen = made.start_worker(), Backlog(made), [(0, 0.0)]
    rounds = max(10, messages // (RESIDENTS * len(TURNS)))
    for number in range(1, rounds + 1):
        for text in TURNS:
            await backlog.say(text, people(RESIDENTS, number * RESIDENTS))
            await backlog.emptied()
        seen.append((number * RESIDENTS * len(TURNS), resident_mb(worker)))
        if number % (rounds // 10) == 0:
            print(f"{seen[-1][0]:9} messages: {seen[-1][1]:6.1f} MB", flush=True)
    counts, sizes = zip(*seen[len(seen) // 2 :], strict=True)
    print(
        f"slope of the second half: {statistics.linear_regression(counts, sizes).slope * 1e6:+.1f} MB a million messages"
    )
    await backlog.store.close()


if __name__ == "__main__":
    with stack("127.0.0.1:1", fsync="everysec") as one:
        one.environment["TELEGRAM_API_BASE"] = one.outside
        asyncio.run(main(one, int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))
