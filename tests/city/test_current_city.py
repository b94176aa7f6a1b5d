"""A changed city file is taken up by what runs; one with a mistake is not, and is told."""

import os
from itertools import count

import pytest
import structlog

from bot import current_city, metrics
from bot.city import CityFileError
from bot.city_file import read_city
from bot.current_city import AT_THE_START, CurrentCity, MadeOfCity, taken_up
from tests.city.conftest import DEMO

NOTICE = '[[notices]]\nuntil = 2027-02-01T08:00:00\ntext = { en = "The plows are out." }\n'
_written = count(1_800_000_000)


@pytest.fixture
def path(city_file):
    path = city_file("Lindale", "Lindale")
    stamp(path)
    return path


@pytest.fixture
def logged(monkeypatch):
    """The log's entries; by a logger of its own, as one that was used keeps what another test has set up."""
    with structlog.testing.capture_logs() as entries:
        monkeypatch.setattr(current_city, "log", structlog.get_logger())
        yield entries


def stamp(path):
    """As written a second later, however fast the test is."""
    now = next(_written)
    os.utime(path, (now, now))


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    stamp(path)


def told(why):
    return metrics.CITY_FILE.labels(why)._value.get()


async def looked(current):
    """Twice: once to see that it was written, once that nobody writes any more."""
    await current.look()
    await current.look()


async def test_a_changed_file_is_taken_up_when_nobody_writes_it_any_more(path):
    current = CurrentCity(path)
    before = current.city
    change(path, "[whatsapp]\n", f"{NOTICE}[whatsapp]\n")
    await current.look()
    assert current.city is before
    change(path, "The plows are out.", "The plows are out until dawn.")
    await current.look()
    assert current.city is before
    await current.look()
    assert [one.text["en"] for one in current.city.notices] == ["The plows are out until dawn."]


async def test_what_was_only_written_again_is_the_same_city(path):
    current = CurrentCity(path)
    before = current.city
    change(path, "# The city file", "# Our city file")
    await looked(current)
    assert current.city is before


async def test_a_mistake_keeps_the_old_city_until_it_is_mended(path, logged):
    current = CurrentCity(path)
    before = current.city
    change(path, "[whatsapp]\n", f"{NOTICE}types = ['snow']\n[whatsapp]\n")
    await looked(current)
    await looked(current)
    assert (current.city, told("mistake")) == (before, 1)
    (refused,) = [entry for entry in logged if entry["event"] == "city_file_refused"]
    assert 'did you mean "snow_ice"' in refused["reason"]
    change(path, "types = ['snow']", "types = ['snow_ice']")
    await looked(current)
    assert (current.city.notices[0].types, told("mistake")) == (("snow_ice",), 0)


async def test_a_file_that_is_gone_for_a_while_ends_nothing(path):
    current, text = CurrentCity(path), path.read_text()
    before = current.city
    path.unlink()
    await looked(current)
    assert (current.city, told("mistake")) == (before, 1)
    path.write_text(text)
    await looked(current)
    assert (current.city, told("mistake")) == (before, 0)


async def test_a_file_it_names_may_come_later(path):
    current = CurrentCity(path)
    change(path, "[whatsapp]\n", f'{NOTICE}[[roads]]\nowner = "A"\naction = "tell"\narea = "a.geojson"\n[whatsapp]\n')
    await looked(current)
    assert current.city.notices == ()
    (path.parent / "a.geojson").write_text("{}")
    await current.look()
    assert len(current.city.notices) == 1


async def test_what_is_read_at_the_start_waits_and_the_rest_does_not(path, logged):
    current = CurrentCity(path)
    change(path, '["en", "es"]', '["es", "en", "ht"]')
    change(path, "transcript_days = 365", "transcript_days = 1")
    change(path, "[whatsapp]\n", '[[notices]]\nuntil = 2027-02-01T08:00:00\ntext = { es = "Nieva." }\n[whatsapp]\n')
    change(path, 'pothole = { service_code = "POTHOLE" }', "")
    await looked(current)
    assert (current.city.languages, current.city.retention.transcript_days) == (("en", "es"), 365)
    assert current.city.service_code("pothole") == ""
    assert current.city.notices[0].text_in("en", "en") == ("es", "Nieva.")  # the main language is still the old one
    assert told("restart") == 2
    (waiting,) = [entry["keys"] for entry in logged if entry["event"] == "city_file_wants_a_restart"]
    assert waiting == ("languages", "retention")
    change(path, '["es", "en", "ht"]', '["en", "es"]')
    change(path, "transcript_days = 1", "transcript_days = 365")
    change(path, 'es = "Nieva."', 'en = "It snows."')
    await looked(current)
    assert told("restart") == 0


async def test_a_disk_that_is_away_ends_nothing(path, monkeypatch):
    import asyncio

    current, stop, looks = CurrentCity(path), asyncio.Event(), count()

    async def fails():
        if next(looks):
            stop.set()
        raise PermissionError

    monkeypatch.setattr("bot.current_city.LOOK_SECONDS", 0)
    monkeypatch.setattr(current, "look", fails)
    await current.run(stop)
    assert next(looks) == 2


async def test_what_is_made_of_it_is_made_once_a_city(path):
    current = CurrentCity(path)
    made = MadeOfCity(current, lambda city: [city.duplicate_metres])
    first = made()
    assert made() is first
    change(path, "duplicate_metres = 50", "duplicate_metres = 80")
    await looked(current)
    assert made() == [80]
    assert made() is made()


def test_every_key_is_either_taken_up_or_waits():
    running = read_city(DEMO / "city.toml")
    assert set(AT_THE_START) <= set(running.__struct_fields__)
    assert taken_up(running, running) == (running, ())


def test_a_mistake_starts_nothing(path):
    change(path, "[whatsapp]", "[watsapp]")
    with pytest.raises(CityFileError, match="did you mean `whatsapp`"):
        CurrentCity(path)
