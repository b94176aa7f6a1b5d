"""A clerk tells everybody who follows the open reports of a service the same, by the command, while everything runs."""

import pytest

from tests.e2e.conftest import Lindale
from tests.e2e.lindale import ticket_in

pytestmark = pytest.mark.timeout(240)
PLOWS, PLAZA = "All plows are out.", "Todas las quitanieves trabajan."


def tell(lindale: Lindale, *arguments: str) -> str:
    """Its exit code must be 0; what it printed."""
    lindale.processes.start("tell", "text311 tell " + " ".join(f"'{one}'" for one in arguments))
    log = lindale.processes.folder / "tell.log"
    assert lindale.processes.running.pop("tell").wait(60) == 0, log.read_text()
    printed = log.read_text()
    log.unlink()
    return printed


async def test_everybody_who_follows_is_told_once(lindale: Lindale) -> None:
    ana, ben, eva = (lindale.phone(f"+1206555010{number}") for number in (1, 2, 3))
    cleo = lindale.chat(7_000_000_002)
    await ana.says("the street is full of snow at 12 Elm St")
    await ben.says("la calle está llena de nieve en 20 Oak St")
    await cleo.sends(text="the sidewalk is icy at 30 Oak St")
    await eva.says("big pothole at 40 Oak St")
    await ana.hears("Is that right?")
    await ben.hears("¿Es correcto?")
    await cleo.hears("Is that right?")
    await eva.hears("Is that right?")
    await ana.says("yes")
    await ben.says("sí")
    await eva.says("yes")
    await cleo.presses("Send it")
    number = ticket_in(await ana.hears("thank you! Report"))
    await ben.hears("Reporte")
    await cleo.hears("thank you! Report")
    await eva.hears("thank you! Report")

    words = ("SNOW_ICE", PLOWS, "--text", f"es={PLAZA}")
    counted = tell(lindale, *words, "--dry-run")
    assert "SNOW_ICE: 3 requests, followed by 3 people." in counted
    assert "SMS segments, for 2 people" in counted
    assert not [text for text in ana.heard() if PLOWS in text]

    assert "3 people will read it" in tell(lindale, *words, "--yes")
    assert await ana.hears(PLOWS) == f"About your report {number} (Snow or ice, 12 Elm St): {PLOWS}"
    await ben.hears(PLAZA)
    await cleo.hears(PLOWS)
    assert "3  told before" in tell(lindale, *words, "--yes")

    await lindale.crew.does(number, "close", reason="fixed", note="Plowed.")
    await ana.hears("Plowed.")
    assert "SNOW_ICE: 2 requests, followed by 2 people." in tell(lindale, "SNOW_ICE", "By Monday.", "--yes")
    await ben.hears("By Monday.")
    await cleo.hears("By Monday.")
    for told, times in ((ana.heard(), 1), (ben.heard(), 2), (cleo.heard(), 2), (eva.heard(), 0)):
        assert sum(any(words in text for words in (PLOWS, PLAZA, "By Monday.")) for text in told) == times
    assert lindale.twilio.problems == lindale.telegram.problems == []
