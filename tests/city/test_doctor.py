"""`text311 doctor` says what would not work, what is worth knowing, and how to mend it."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
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
def environment(city_file, tmp_path):
    return {
        "TEXT311_CITY": str(city_file),
        "TEXT311_DATA_DIR": str(tmp_path / "data"),
        "TEXT311_CRM_URL": "http://127.0.0.1:9/open311/v2",
        "TEXT311_STAFF_PASSWORD": "secret of the tests",
        "TELEGRAM_API_BASE": "http://127.0.0.1:9",
    }


@pytest.fixture
def settings(environment):
    return read_settings(environment)


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


def turned_round(geojson):
    """The file with latitude first, as many write it."""
    written = json.loads(geojson.read_text("utf-8"))
    for feature in written["features"]:
        if feature["geometry"]["type"] == "Polygon":
            rings = feature["geometry"]["coordinates"]
            feature["geometry"]["coordinates"] = [[[lat, long] for long, lat in ring] for ring in rings]
    geojson.write_text(json.dumps(written), "utf-8")


async def test_a_jurisdiction_with_latitude_first_is_told_and_not_only_by_residents_who_are_refused(
    settings, city_file
):
    turned_round(city_file.with_name("jurisdiction.geojson"))
    told = [one for one in await findings(settings) if (one.part, one.verdict) == ("Places", "bad")]
    assert "the two are changed round" in told[0].found
    assert "only 0 lie in the jurisdiction" in told[1].found
    assert "longitude first" in told[0].mend


def test_what_stands_in_brackets_is_printed(environment, monkeypatch, city_file):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    city_file.write_text(city_file.read_text("utf-8").replace('pothole = { service_code = "POTHOLE" }', ""), "utf-8")
    printed = CliRunner().invoke(app, ["doctor"])
    assert printed.exit_code == 1
    assert "Add them under [services], or set default_service" in printed.output


async def test_addresses_of_another_city_are_told(settings, city_file):
    addresses = city_file.with_name("addresses.csv")
    addresses.write_text(addresses.read_text("utf-8").replace(",41.6", ",43.6"), "utf-8")
    told = [one for one in await findings(settings) if (one.part, one.verdict) == ("Places", "bad")]
    assert len(told) == 1
    assert "only 0 lie" in told[0].found


async def test_a_set_up_as_it_should_be_says_how_many_addresses_lie_inside(settings):
    told = {one.part: one for one in await findings(settings)}
    assert told["Places"].found == "gazetteer and jurisdiction open, 100% of the addresses inside"


@pytest.mark.parametrize(
    ("variables", "part", "verdict", "found"),
    [
        ({"TEXT311_CTIY": "x"}, "Settings", "bad", "nobody reads TEXT311_CTIY"),
        ({"TEXT311_COLOUR": "x"}, "Settings", "note", "nobody reads TEXT311_COLOUR"),
        ({"TEXT311_CITY": ""}, "City file", "note", "the demo city"),
        ({"TEXT311_CRM_KIND": "open311:bostn"}, "Settings", "bad", 'TEXT311_CRM_KIND="open311:bostn" is none of'),
        ({"TWILIO_AUTH_TOKEN": "x"}, "Twilio", "bad", "some of its variables are set"),
        ({"TWILIO_FROM": "206-555-0100"}, "Twilio", "bad", 'TWILIO_FROM="206-555-0100" is no number'),
        ({"TELEGRAM_BOT_TOKEN": "1:x", "TELEGRAM_WEBHOOK_SECRET": "short!"}, "Telegram", "bad", "other signs"),
        ({"TEXT311_PUBLIC_URL": "https://x.example/channels/twilio"}, "Public URL", "bad", "address of a webhook"),
        ({"TEXT311_CRM_URL": "http://city.invalid/v2"}, "CRM", "note", "for all to read"),
        ({"TEXT311_STAFF_PASSWORD": ""}, "Staff", "note", "TEXT311_STAFF_PASSWORD"),
        ({"TEXT311_STAFF_PASSWORD": "sesame"}, "Staff", "note", "fewer than 8 characters"),
        ({"TEXT311_RECORDS_URL": "postgres://u:sesame@h/d"}, "Store", "bad", "TEXT311_RECORDS_URL"),
        ({"TEXT311_GAZETTEER": "/nowhere/x.csv"}, "Places", "bad", "/nowhere/x.csv is not there"),
    ],
)
async def test_slips_in_the_environment_are_told_where_they_are(environment, variables, part, verdict, found):
    told = await findings(read_settings({**environment, **variables}))
    assert any((one.part, one.verdict) == (part, verdict) and found in one.found for one in told), told
    assert "sesame" not in str(told)


async def test_a_mistake_in_the_city_file_ends_it_with_its_line(settings, city_file):
    city_file.write_text(city_file.read_text("utf-8").replace("\npothole = ", "\npothle = "), "utf-8")
    (finding,) = await findings(settings)
    assert (finding.part, finding.verdict) == ("City file", "bad")
    assert "services.pothle: no such request type" in finding.found


async def test_what_a_copied_city_file_still_says_of_the_demo_city_is_named(settings, city_file):
    def demo_words(told):
        return next((one.found for one in told if one.verdict == "note" and "demo city's" in one.found), "")

    told = demo_words(await findings(settings))
    assert all(named in told for named in ("Lindale City Hall", "555-0111", "Carver County"))
    city_file.write_text(city_file.read_text("utf-8").replace("Lindale City Hall", "Riverton City Hall"), "utf-8")
    told = demo_words(await findings(settings))
    assert "office.phone" in told
    assert "office.name" not in told
    own = city_file.read_text("utf-8").replace("555-0111", "555-0811").replace("555-0199", "555-0899")
    city_file.write_text(own.replace("Carver County", "Dade County"), "utf-8")
    assert not demo_words(await findings(settings))
