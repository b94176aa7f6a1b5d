"""A storm comes: the clerk changes the city file while everything runs, makes a slip, and mends it."""

import shutil

import pytest

from tests.e2e.conftest import Lindale
from tests.e2e.lindale import ticket_in, until
from tests.e2e.procfile import ROOT

pytestmark = pytest.mark.timeout(240)

STORM = """
[[notices]]
until = 2099-02-01T08:00:00
text = { en = "City offices are closed.", es = "Las oficinas cierran." }

[[notices]]
types = ["snow_ice"]
until = 2099-02-01T08:00:00
text = { en = "All plows are out." }
"""


class Clerk:
    """Writes the city file of processes that run."""

    def __init__(self, lindale: Lindale) -> None:
        self.lindale, self.folder = lindale, lindale.processes.folder / "city"
        shutil.copytree(ROOT / "bot" / "demo", self.folder)
        self.file = self.folder / "city.toml"
        self.text = self.file.read_text()
        lindale.processes.environment["TEXT311_CITY"] = str(self.file)

    async def writes(self, text: str, event: str, keys: str = "") -> None:
        """Returns when web and worker have said so in their logs."""
        before = {name: self.said(name, event, keys) for name in ("web", "worker")}
        self.file.write_text(text)
        for name, times in before.items():
            await until(
                lambda name=name, times=times: self.said(name, event, keys) > times, f"{event} of {name} for {keys}"
            )

    def said(self, name: str, event: str, keys: str) -> int:
        lines = (self.lindale.processes.folder / f"{name}.log").read_text().splitlines()
        return sum(event in line and keys in line for line in lines)

    async def page(self, path: str, **headers: str) -> str:
        async with self.lindale.session.get(f"{self.lindale.web}{path}", headers=headers) as answer:
            return await answer.text()


async def test_a_changed_city_file_is_taken_up_while_everything_runs(lindale: Lindale) -> None:
    clerk, ana, ben = Clerk(lindale), lindale.phone("+12065550101"), lindale.phone("+12065550102")
    for name in ("web", "worker"):
        await lindale.restart(name)
    await ana.says("the street is full of snow at 12 Elm St")
    await ana.hears("Is that right?")
    assert len(ana.heard()) == 1
    assert "City offices" not in await clerk.page("/")

    await clerk.writes(clerk.text + STORM, "city_file_taken_up", "notices")
    assert "City offices are closed." in await clerk.page("/")
    assert "Las oficinas cierran." in await clerk.page("/", **{"Accept-Language": "es"})
    await ana.says("yes")
    number = ticket_in(await ana.hears("thank you! Report"))
    await ben.says("the sidewalk is icy at 20 Oak St")
    await ben.hears("Is that right?")
    assert ben.heard()[:2] == ["City offices are closed.", "All plows are out."]

    await clerk.writes(clerk.text + STORM.replace("snow_ice", "snow"), "city_file_refused", "did you mean")
    assert 'text311_city_file{why="mistake"} 1.0' in await clerk.page("/metrics")
    assert "City offices are closed." in await clerk.page("/")

    over = clerk.text.replace('snow_ice = { service_code = "SNOW_ICE" }\n', "")
    await clerk.writes(over, "city_file_taken_up", "services")
    assert 'text311_city_file{why="mistake"} 0.0' in await clerk.page("/metrics")
    assert "City offices" not in await clerk.page("/")
    await ben.says("yes")
    await ben.hears("I can't take that kind of report")
    await ana.says("big pothole at 30 Oak St")
    await ana.hears("Is that right?")

    waits = over.replace('languages = ["en", "es"]', 'languages = ["en", "es", "ht"]')
    await clerk.writes(waits, "city_file_wants_a_restart", "languages")
    assert 'text311_city_file{why="restart"} 1.0' in await clerk.page("/metrics")
    assert [row["service_request_id"] for row in await lindale.crew.requests()] == [number]
