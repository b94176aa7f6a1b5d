"""The fault run: residents report while everything around and beneath the bot fails; then everything is counted."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.soak.city import City, faulty_city
from tests.soak.count import Count, count, dead_letters, drained, left_of
from tests.soak.mischief import Mischief
from tests.soak.residents import Town


@dataclass(frozen=True)
class Plan:
    """`conversations` begun over `seconds`; then everything ends, if it moves at least once in `patience` seconds."""

    seconds: float
    conversations: int
    patience: float
    redis_kills: int
    mischief_every: float = 4.0
    forget_keys: bool = False
    crm_silence: float = 4.0
    seed: int = 311


async def fault_run(folder: Path, plan: Plan) -> Count:
    began = time.monotonic()
    async with faulty_city(folder, plan.seed, forget_keys=plan.forget_keys, silence=plan.crm_silence) as city:
        town, mischief = Town(city, plan.seed), Mischief(city, plan.seed, plan.mischief_every)
        ready = time.monotonic()
        talks = await _faulty_times(plan, town, mischief)
        await _half_told(town, plan.patience)
        faulty = shares(city, town)
        city.calm()
        calm = time.monotonic()
        quiet = await _ends(city, town, talks, plan.patience)
        counted = await count(city, town)
        print(table(counted, plan, city, town, mischief, faulty))
        print(f"dead letters: {dict(await dead_letters(city))}" if counted.left["dead letters"] else "", end="")
        print(
            f"started in {ready - began:.0f} s, drained in {time.monotonic() - calm:.0f} s, "
            f"{time.monotonic() - began:.0f} s in all{'' if quiet else '; NOT drained'}"
        )
        if counted.faults:
            print(city.processes.logs())
        return counted


async def _faulty_times(plan: Plan, town: Town, mischief: Mischief) -> list["asyncio.Task[None]"]:
    """The conversations that were begun."""
    busy = [asyncio.create_task(mischief.run()), asyncio.create_task(_redis_kills(plan, mischief))]
    talks: list[asyncio.Task[None]] = []
    began = time.monotonic()
    for number in range(plan.conversations):
        await asyncio.sleep(began + plan.seconds * number / plan.conversations - time.monotonic())
        talks.append(asyncio.create_task(town.report(town.move_in())))
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)
    return talks


async def _half_told(town: Town, seconds: float) -> None:
    """So long the CRM and the providers go on failing, or a slow machine would do its work when all is well again."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while 2 * sum(one.state == "told" for one in town.residents) < len(town.residents):
                await asyncio.sleep(0.2)


async def _redis_kills(plan: Plan, mischief: Mischief) -> None:
    for _ in range(plan.redis_kills):
        await asyncio.sleep(plan.seconds / (plan.redis_kills + 1))
        await mischief.kill_redis()


async def _ends(city: City, town: Town, talks: list["asyncio.Task[None]"], patience: float) -> bool:
    """Everybody who can be told is, and nothing is left to do. False when nothing moved any more for `patience` seconds,
    however slow the machine is.
    """
    ending = asyncio.create_task(_done(city, town, talks))
    moved, at = (), time.monotonic()
    while not ending.done() and time.monotonic() - at < patience:
        await asyncio.wait({ending}, timeout=1)
        if (now := await _moved(city, town)) != moved:
            moved, at = now, time.monotonic()
    quiet = ending.done()
    for task in (ending, *talks):
        task.cancel()
    ends = await asyncio.gather(ending, *talks, return_exceptions=True)
    if broken := [error for error in ends if isinstance(error, Exception)]:
        raise broken[0]
    return quiet


async def _done(city: City, town: Town, talks: list["asyncio.Task[None]"]) -> None:
    hearing = [talk for talk, one in zip(talks, town.residents, strict=True) if not one.blocks]
    await asyncio.gather(*hearing)
    await town.settled()
    await drained(city)


async def _moved(city: City, town: Town) -> tuple[int, ...]:
    left = await left_of(city)
    return (sum(len(one.heard) for one in town.residents), town.taken, *left.values())


@dataclass(frozen=True)
class Shares:
    """Calls and how many of them failed."""

    calls: int
    failed_calls: int
    sends: int
    failed_sends: int


def shares(city: City, town: Town) -> Shares:
    crm = [json.loads(line)["fault"] for line in (city.folder / "faulty-city.jsonl").read_text().splitlines()]
    sends = len(city.twilio.calls) + sum(call.method.startswith("send") for call in city.telegram.calls)
    return Shares(len(crm), sum(map(bool, crm)), sends, sum(town.provider_faults.values()))


def table(counted: Count, plan: Plan, city: City, town: Town, mischief: Mischief, faulty: Shares) -> str:
    """`faulty`: while things failed; the rest came when they no longer did."""
    whole = shares(city, town)
    waits = sorted(one.seconds for one in town.residents if one.seconds) or [0.0]
    rows: list[tuple[str, object]] = [
        ("seconds of faults", plan.seconds),
        ("conversations begun", counted.residents),
        ("not answered", len(counted.unanswered)),
        ("reports confirmed", counted.confirmed),
        ("requests in the CRM", counted.requests),
        ("lost", len(counted.lost)),
        ("doubled", len(counted.doubled)),
        ("not asked for", len(counted.unasked)),
        ("not told their number", len(counted.untold)),
        ("told a wrong number", len(counted.wrong_number)),
        ("out of order", len(counted.out_of_order)),
        ("left in the streams", sum(counted.left.values())),
        ("blocked us, filed all the same", counted.blocked),
        ("messages heard", counted.messages),
        ("heard twice in a row", counted.seen_twice),
        ("seconds from yes to number", " / ".join(f"{waits[int(at * len(waits))]:.1f}" for at in (0.5, 0.9, 0.99))),
        ("webhooks delivered", town.webhooks),
        ("  of these taken / 503", f"{town.taken} / {town.refused}"),
        ("updates for the poller", town.fetched),
        ("calls to the CRM", whole.calls),
        ("  failing in the faulty time", f"{faulty.failed_calls} of {faulty.calls}"),
        ("sends to the providers", whole.sends),
        ("  failing in the faulty time", f"{faulty.failed_sends} of {faulty.sends}"),
        ("  taken, but the answer cut", town.provider_faults.get("reset_after", 0)),
        *((f"  {name}", number) for name, number in sorted(mischief.done.items())),
    ]
    return "\n" + "\n".join(f"{name:<32}{value:>14}" for name, value in rows)
