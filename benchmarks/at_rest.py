"""What is left in Redis of a finished conversation, and whether a million of them slow the next one down.

    python benchmarks/at_rest.py [COPIES]

Real residents report to a real worker first. What one of them leaves is then copied until there are COPIES of it
(by a script, in Redis), and the same dialogue is measured before and after. The CRM and Telegram are `outside.py`.
"""

import asyncio
import sys
import time

from backlog import TURNS, Backlog, people
from measuring import cpu_seconds
from stack import Stack, stack

REAL = 600
ROUNDS = 8
COPY = """
local function set(key, body) redis.call('SET', key, body, 'PX', 31536000000) end
for number = ARGV[1], ARGV[2] do
  local who, id, tag = 'telegram:8' .. number, 'C' .. number, 'text311:{p' .. number % 16 .. '}:'
  set(tag .. 'c:' .. who, ARGV[3])
  set(tag .. 'filing:' .. who .. ':1', ARGV[4])
  set('text311:{r' .. id .. '}:told', ARGV[5])
  redis.call('SADD', 'text311:{r' .. id .. '}:followers', who)
  redis.call('PEXPIRE', 'text311:{r' .. id .. '}:followers', 31536000000)
  redis.call('ZADD', 'text311:{watch}:followed', 1, id)
  redis.call('ZADD', tag .. 'timers', 4102444800000, who .. '\\nlate:' .. id)
  redis.call('HSET', tag .. 'timer_events', who .. '\\nlate:' .. id, ARGV[6])
end
"""


def used(made: Stack) -> int:
    return int(made.redis().info("memory")["used_memory"])


async def reported(backlog: Backlog, start: int, residents: int = REAL) -> None:
    for text in TURNS:
        await backlog.say(text, people(residents, start))
        await backlog.emptied()


def redis_seconds(made: Stack) -> float:
    """As Redis counts it, without the children that rewrite its file: with so many copies they come and go."""
    cpu = made.redis().info("cpu")
    return float(cpu["used_cpu_sys"]) + float(cpu["used_cpu_user"])


async def cost(made: Stack, backlog: Backlog, start: int) -> tuple[float, float]:
    """The cheapest round's CPU microseconds a message of worker and Redis."""
    worker = made.running["worker"].pid
    cheapest = float("inf"), float("inf")
    for number in range(ROUNDS):
        before = cpu_seconds(worker), redis_seconds(made)
        await reported(backlog, start + number * 1000, 150)
        spent = cpu_seconds(worker) - before[0], redis_seconds(made) - before[1]
        cheapest = min(cheapest[0], spent[0]), min(cheapest[1], spent[1])
    return cheapest[0] / 150 / len(TURNS) * 1e6, cheapest[1] / 150 / len(TURNS) * 1e6


async def main(made: Stack, copies: int) -> None:
    made.start_redis()
    made.start_outside()
    made.start_worker()
    backlog = Backlog(made)
    await reported(backlog, 0)
    before = used(made)
    await reported(backlog, REAL)
    after = used(made)
    marks = forget(made)
    print(f"a finished conversation: {(after - before) / REAL:.0f} bytes at once, of them {marks:.0f} for 48 hours")
    print(f"  at rest {(after - before) / REAL - marks:.0f} bytes, with its request, its follower and a timer")
    few = await cost(made, backlog, 10_000)
    fill(made, copies)
    settled(made)
    many = await cost(made, backlog, 50_000)
    print(f"{copies} copies of it: {(used(made) - after) / copies:.0f} bytes each")
    for name, one, two in zip(("worker", "Redis", "both"), (*few, sum(few)), (*many, sum(many)), strict=True):
        print(f"  {name}: {one:.0f} us a message before, {two:.0f} with them ({two / one - 1:+.0%})")
    await backlog.store.close()


def forget(made: Stack) -> float:
    """Bytes of the marks of the second half, which are gone 48 hours later."""
    redis, before = made.redis(), used(made)
    gone = [key for pattern in ("text311:*seen:*", "text311:*rate:*") for key in redis.scan_iter(pattern, 1000)]
    redis.delete(*gone)
    return (before - used(made)) / REAL / 2


def fill(made: Stack, copies: int) -> None:
    """Keys as the last resident left them; only the names differ."""
    redis = made.redis()
    bodies = [redis.get(next(redis.scan_iter(f"text311:*:{kind}:*", 10_000))) for kind in ("c", "filing")]
    told = redis.get(next(redis.scan_iter("text311:{r*}:told", 10_000)))
    timer = redis.hvals(next(redis.scan_iter("text311:*:timer_events", 10_000)))[0]
    copy = redis.register_script(COPY)
    for start in range(0, copies, 5000):
        copy(args=[start, min(start + 5000, copies) - 1, *bodies, told, timer])


def settled(made: Stack) -> None:
    """Waits until Redis has rewritten its file, which so many keys at once make it do, and which costs every write that
    comes meanwhile a copied page.
    """
    while made.redis().info("persistence")["aof_rewrite_in_progress"]:
        time.sleep(1)


if __name__ == "__main__":
    with stack("127.0.0.1:1", fsync="everysec") as one:
        one.environment["TELEGRAM_API_BASE"] = one.outside
        asyncio.run(main(one, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
