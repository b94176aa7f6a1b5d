"""Every figure of docs/benchmarks.md in one go, in a quarter of an hour.

    python benchmarks/figures.py DRIVER [--peers RACE.PY] [--quick] [--only race,latency,…]

DRIVER and RACE.PY as for `race.py`. `--quick` is a try of the command itself, not a measurement.
"""

import argparse
import subprocess
import sys
import time
from argparse import Namespace
from contextlib import AbstractContextManager
from pathlib import Path

from race import Row, drive
from stack import Stack, stack

from bot.serving import free_port

HERE = Path(__file__).parent
UNANSWERED = [
    ["hello", "What would you like to report"],
    ["there is a big pothole in the road", "Where is it"],
    ["12 Elm St", "Is that right"],
    ["yes", ""],
]
"""The last is not waited for: its reply comes when the CRM has answered."""


def script(name: str, *arguments: object) -> None:
    subprocess.run([sys.executable, HERE / name, *map(str, arguments)], check=True)


def race(asked: Namespace) -> None:
    peers = ["--peers", asked.peers] if asked.peers else []
    rounds, seconds = (1, 2) if asked.quick else (3, 4)
    script("race.py", asked.driver, *peers, "--rounds", rounds, "--seconds", seconds)


def steps(_: Namespace) -> None:
    script("steps.py")


def turns(asked: Namespace) -> None:
    script("backlog.py", "turns", 2 if asked.quick else 12)


def workers(asked: Namespace) -> None:
    script("backlog.py", "workers", 100 if asked.quick else 2000)


def at_rest(asked: Namespace) -> None:
    script("at_rest.py", 20_000 if asked.quick else 1_000_000)


def memory(asked: Namespace) -> None:
    script("worker_memory.py", 4000 if asked.quick else 100_000)


def latency(asked: Namespace) -> None:
    """100 conversations a second begin at random moments, whatever becomes of the earlier ones: 400 messages a second."""
    with opened(asked) as made:
        pids = {
            "redis": made.start_redis(),
            "crm": made.start_crm(),
            "web": made.start_web(),
            "worker": made.start_worker(),
        }
        row = drive(asked, made, pids, "--conv-rate", "100", "--timeout", "20")
        told(row, "400 messages a second, open loop")


def slow_crm(asked: Namespace) -> None:
    """50 conversations a second; every filing takes the CRM 30 seconds."""
    with opened(asked) as made:
        pids = {
            "redis": made.start_redis(),
            "crm": made.start_outside(30),
            "web": made.start_web(),
            "worker": made.start_worker(),
        }
        told(
            drive(asked, made, pids, "--conv-rate", "50", script=UNANSWERED),
            "a CRM that takes 30 s, 200 messages a second",
        )


def slow_provider(asked: Namespace) -> None:
    with opened(asked) as made:
        pids = {
            "redis": made.start_redis(),
            "crm": made.start_crm(),
            "web": made.start_web(),
            "worker": made.start_worker(),
        }
        more = ("--sink-delay-ms", "80", "--timeout", "20", "--conns", "64")
        told(drive(asked, made, pids, *more), "a provider that takes 80 ms, 64 connections")


def opened(asked: Namespace) -> AbstractContextManager[Stack]:
    return stack(f"127.0.0.1:{free_port()}", fsync=asked.fsync)


def told(row: Row, what: str) -> None:
    cpu = ", ".join(f"{name} {us:.0f}" for name, us in row["cpu_us_per_msg"].items())
    print(f"{what}: {row['msgs_per_s']} msg/s, reply p50 {row['p50_ms']} p99 {row['p99_ms']} ms")
    print(f"  webhook answered p50 {row['http_p50_ms']} p99 {row['http_p99_ms']} ms; CPU us/msg: {cpu}")


ALL = (race, steps, turns, workers, latency, slow_crm, slow_provider, at_rest, memory)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--peers", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--fsync", default="always", choices=["always", "everysec"])
    asked = parser.parse_args()
    asked.seconds, asked.conns = (3, 32) if asked.quick else (15, 32)
    wanted = asked.only.split(",") if asked.only else [one.__name__ for one in ALL]
    for one in ALL:
        if one.__name__ in wanted:
            began = time.monotonic()
            print(f"\n## {one.__name__}", flush=True)
            one(asked)
            print(f"({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
