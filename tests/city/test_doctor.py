"""`text311 doctor` says what would not work, what is worth knowing, and how to mend it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.messages import Contact
from bot.parts import records_of
from bot.settings import read_settings

DEMO = Path(__file__).parents[2] / "bot" / "demo"
AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def city_file(tmp_path):
    for file in DEMO.iterdir():
        if file.suffix in (".toml", ".geojson", ".csv"):
            shutil.copy(file, tmp_path)
    return tmp_path / "city.toml"


@pytest.fixture
def settings(city_file, tmp_path):
    return read_settings(
        {
            "TEXT311_CITY": str(city_file),
            "TEXT311_DATA_DIR": str(tmp_path / "data"),
            "TEXT311_CRM_URL": "http://127.0.0.1:9/open311/v2",
            "TEXT311_STAFF_PASSWORD": "secret of the tests",
        }
    )


async def findings(settings):
    return [one async for one in examine(settings)]


async def test_who_waits_for_a_person_and_what_nobody_is_offered_are_worth_knowing(settings, city_file):
    own = '"service:PARTY" = { name = { en = "Street party" } }'
    city_file.write_text(city_file.read_text("utf-8").replace("[services]", f"[services]\n{own}"), "utf-8")
    records = records_of(settings)
    await records.staff_call(Contact("sms", "+12065550100"), "asked", "a person please", AT)
    await records.close()
    told = {(one.part, one.verdict): one for one in await findings(settings)}
    assert told["A person", "note"].found == "waiting for an answer: 1"
    assert "/calls" in told["A person", "note"].mend
    assert "service:PARTY" in told["City file", "note"].found
    assert told["Understanding", "good"].found == "the shipped models: en, es"
    assert "TEXT311_CRM_URL" in told["CRM", "bad"].mend
    assert "secret of the tests" not in str(told)


async def test_a_mistake_in_the_city_file_ends_it_with_its_line(settings, city_file):
    city_file.write_text(city_file.read_text("utf-8").replace("\npothole = ", "\npothle = "), "utf-8")
    (finding,) = await findings(settings)
    assert (finding.part, finding.verdict) == ("City file", "bad")
    assert "services.pothle: no such request type" in finding.found
