"""What staff do reaches the resident, and what residents say reaches staff: with the processes as they run."""

import asyncio
import json
import sys

import pytest

from tests.e2e.conftest import Lindale
from tests.e2e.lindale import ticket_in

pytestmark = pytest.mark.timeout(120)


async def text311(lindale: Lindale, *words: str) -> str:
    """What the command says, run beside the processes."""
    told, complaint = await run_command(lindale, *words)
    assert "Error" not in complaint, complaint
    return told


async def run_command(lindale: Lindale, *words: str) -> tuple[str, str]:
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        env=lindale.processes.environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complaint = await run.communicate()
    return told.decode(), complaint.decode()


async def test_a_corrected_type_is_told_and_becomes_history(lindale: Lindale) -> None:
    ana = lindale.phone("+12065550101")
    await ana.says("big pothole outside 12 Elm St")
    await ana.hears("Is that right?")
    await ana.says("yes")
    number = ticket_in(await ana.hears("thank you! Report"))
    await lindale.crew.does(number, "service", service_code="STREET_CLEANING")
    told = await ana.hears("The city changed your report")
    assert 'from "Pothole" to "Dirty street"' in told
    assert "The city expects to fix it by" in told
    lines = [json.loads(line) for line in (await text311(lindale, "corrections", "-")).splitlines()]
    assert lines == [{"text": "big pothole outside 12 Elm St", "code": "street_cleaning", "language": "en"}]
    await ana.says("what about my report?")
    assert "Dirty street" in await ana.hears(f"Report {number}")


async def test_a_person_answers_and_gives_the_conversation_back(lindale: Lindale) -> None:
    ana = lindale.phone("+12065550101")
    await ana.says("big pothole outside 12 Elm St")
    await ana.hears("Is that right?")
    await ana.says("I want to talk to a person")
    await ana.hears("I asked a person to join")
    assert "sms:+12065550101\twaits since" in await until_told(lindale, "1 of 1 are waiting", "calls", "list")
    shown = await text311(lindale, "calls", "show", "sms:+12065550101")
    assert "resident: big pothole outside 12 Elm St" in shown
    assert "resident: I want to talk to a person" in shown
    await text311(lindale, "calls", "answer", "sms:+12065550101", "Kim here. Just send it.")
    await ana.hears("Kim here. Just send it.")
    await until_told(lindale, "0 of 1 are waiting", "calls", "list")
    await text311(lindale, "calls", "finish", "sms:+12065550101")
    await ana.hears("You're back with the bot.")
    await ana.hears("Is that right?")
    await until_told(lindale, "0 of 0 are waiting", "calls", "list")
    await ana.says("yes")
    await ana.hears("thank you! Report")
    told, complaint = await run_command(lindale, "calls", "answer", "sms:+12065550101", "Anything else?")
    assert told == ""
    assert "no one is waiting at sms:+12065550101" in complaint


async def until_told(lindale: Lindale, words: str, *command: str) -> str:
    """A record is written a moment after the answer."""
    async with asyncio.timeout(40):
        while words not in (told := await text311(lindale, *command)):
            await asyncio.sleep(0.1)
    return told
