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
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=lindale.processes.environment, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await run.communicate()
    assert run.returncode == 0
    return told.decode()


async def test_a_corrected_type_is_told_and_becomes_history(lindale: Lindale) -> None:
    ana = lindale.phone("+12065550101")
    await ana.says("big pothole outside 12 Elm St")
    await ana.hears("Is that right?")
    await ana.says("yes")
    number = ticket_in(await ana.hears("Ticket"))
    await lindale.crew.does(number, "service", service_code="STREET_CLEANING")
    told = await ana.hears("The city changed your report")
    assert 'from "Pothole" to "Dirty street"' in told
    assert "The city expects to fix it by" in told
    lines = [json.loads(line) for line in (await text311(lindale, "corrections", "-")).splitlines()]
    assert lines == [{"text": "big pothole outside 12 Elm St", "code": "street_cleaning", "language": "en"}]
    await ana.says("what about my report?")
    assert "Dirty street" in await ana.hears(f"Report {number}")
