"""What a city of so many residents needs, computed from measured costs, and a stormy hour simulated.

    python benchmarks/scale.py [RESIDENTS …] [--message-us 2550] [--conversation-bytes 1700] [--storm 20] [--seed 1]

The load model and what comes of it are in docs/scale.md. Nothing is measured here: the costs are given.
"""

import argparse
import heapq
import math
import random
from dataclasses import dataclass

REPORTS_A_YEAR = 0.4
"""Service requests per resident and year in large American cities, all channels together."""
WRITERS = 0.25
"""Share of residents who write at least once a year."""
IN_PER_REPORT, OUT_PER_REPORT = 8, 11
"""Four messages of the report, its survey, a question about it; and replies, changes, survey."""
BUSY_HOUR = 0.10
"""Of a day's messages."""
TURNS, THINK_SECONDS = 4, 20.0
HOUR = 3600
SHARES = {"sms": 0.7, "telegram": 0.2, "whatsapp": 0.1}
LIMITS = {"sms": (1, 3, 100), "telegram": (30,), "whatsapp": (80, 500)}
"""Messages a second: a long code, a toll-free number, a short code; a bot; a WhatsApp sender, and one that was raised."""
PARTITIONS = 16
BUSY_AT_MOST = 0.6
"""Of a core, so that a queue stays short."""


@dataclass(frozen=True)
class Costs:
    message_us: float
    """CPU of web, worker and Redis for a message, Linux time."""
    conversation_bytes: float
    """At rest, with request, followers and timer."""


@dataclass(frozen=True)
class Load:
    """Messages a second in the busiest hour."""

    into: float
    out: float
    dialogues: float

    @classmethod
    def of(cls, residents: int, storm: float) -> "Load":
        reports = residents * REPORTS_A_YEAR / 365 * BUSY_HOUR / HOUR * storm
        return cls(reports * IN_PER_REPORT, reports * OUT_PER_REPORT, reports * IN_PER_REPORT / TURNS)


def cores(load: Load, costs: Costs) -> int:
    return max(1, math.ceil(load.into * costs.message_us / 1e6 / BUSY_AT_MOST))


def limit_for(channel: str, rate: float) -> str:
    enough = [limit for limit in LIMITS[channel] if limit >= rate * 1.2]
    if enough:
        return f"{enough[0]}/s"
    return f"{math.ceil(rate * 1.2 / LIMITS[channel][-1])} x {LIMITS[channel][-1]}/s"


def simulate(load: Load, costs: Costs, workers: int, sms_rate: float, chance: random.Random) -> list[float]:
    """Seconds from a text message to its reply handed to the provider, over one hour: every resident's partition belongs
    to one worker, which takes a message after the other; each channel then sends at its own pace.
    """
    free, paced, took = [0.0] * workers, dict.fromkeys(SHARES, 0.0), []
    rates = {"sms": sms_rate, "telegram": 30.0, "whatsapp": 80.0}
    events: list[tuple[float, int, str, int]] = []
    at = 0.0
    while (at := at + chance.expovariate(load.dialogues)) < HOUR:
        channel = chance.choices(list(SHARES), list(SHARES.values()))[0]
        heapq.heappush(events, (at, chance.randrange(PARTITIONS) % workers, channel, TURNS))
    while events:
        at, worker, channel, left = heapq.heappop(events)
        free[worker] = done = max(at, free[worker]) + costs.message_us / 1e6
        paced[channel] = sent = max(done, paced[channel] + 1 / rates[channel])
        if channel == "sms":
            took.append(sent - at)
        if left > 1 and sent < HOUR:
            heapq.heappush(events, (sent + chance.expovariate(1 / THINK_SECONDS), worker, channel, left - 1))
    return sorted(took)


def tell(residents: int, storm: float, costs: Costs, seed: int) -> None:
    calm, stormy = Load.of(residents, 1), Load.of(residents, storm)
    memory = residents * WRITERS * costs.conversation_bytes / 2**30
    print(f"\n{residents:,} residents")
    print(
        f"  busiest hour: {calm.into:.1f} in, {calm.out:.1f} out a second; in a storm {stormy.into:.1f} in, {stormy.out:.1f} out"
    )
    print(f"  Redis at rest {memory:.2f} GB, {memory / residents * 2**30:.0f} bytes a resident")
    print(f"  cores in a storm: {cores(stormy, costs)} (at most {BUSY_AT_MOST:.0%} busy)")
    for channel, share in SHARES.items():
        rate = stormy.out * share
        print(f"  {channel:9} {rate:6.1f} out a second in a storm: needs {limit_for(channel, rate)}")
    for sms_rate in LIMITS["sms"]:
        took = simulate(stormy, costs, cores(stormy, costs), sms_rate, random.Random(seed))
        p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
        print(f"  a stormy hour with SMS at {sms_rate}/s: reply after p50 {p50:.2f} s, p99 {p99:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("residents", nargs="*", type=int, default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--message-us", type=float, default=2550)
    parser.add_argument("--conversation-bytes", type=float, default=1700)
    parser.add_argument("--storm", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for residents in asked.residents:
        tell(residents, asked.storm, Costs(asked.message_us, asked.conversation_bytes), asked.seed)


if __name__ == "__main__":
    main()
