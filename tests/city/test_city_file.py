"""A mistake in the city file names its line and starts nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.city import CityFileError, QuietHours, read_city
from bot.handlers.quiet import after_quiet, opening

DEMO = Path(__file__).parents[2] / "bot" / "demo"


@pytest.fixture
def city_file(tmp_path):
    """The demo city's file with something replaced."""
    for name in ("jurisdiction.geojson", "addresses.csv", "landmarks.geojson"):
        (tmp_path / name).write_text("{}")

    def write(old, new):
        text = (DEMO / "city.toml").read_text()
        assert old in text
        path = tmp_path / "city.toml"
        path.write_text(text.replace(old, new, 1))
        return path

    return write


def line_of(path, words):
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("delay_minutes = 0", "delay_minuts = 0", "unknown field `delay_minuts`"),
        ("delay_minutes = 0", 'delay_minutes = "soon"', "Expected `int`"),
        ("draft_hours = 72", "draft_hours = 1.5", "Expected `int`"),
        ("late_grace_hours = 12", "late_grace_ours = 12", "unknown field `late_grace_ours`"),
        ("start = 00:00:00", 'start = "25:00"', "Expected `time`"),
    ],
)
def test_a_wrong_line_is_named(city_file, old, new, complaint):
    path = city_file(old, new)
    with pytest.raises(CityFileError, match=complaint) as error:
        read_city(path)
    assert f"city.toml, line {line_of(path, new)}:" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"America/Chicago"', '"Chicago time"', "is not a zone name"),
        ('["en", "es"]', "[]", "languages is empty"),
        ("[whatsapp]\n", '[[roads]]\nowner = "DOT"\naction = "tell"\n[whatsapp]\n', "needs streets or an area"),
        (
            "[whatsapp]\n",
            '[[roads]]\nowner = "DOT"\naction = "route"\nstreets = ["Hwy 30"]\n[whatsapp]\n',
            "no service_code to file under",
        ),
        (
            "[whatsapp]\n",
            '[[roads]]\nowner = "DOT"\naction = "tell"\narea = "dot.geojson"\n[whatsapp]\n',
            "dot.geojson it names does not exist",
        ),
        ("addresses.csv", "adresses.csv", "adresses.csv it names does not exist"),
        ('name = "Lindale" ', 'name = "Lindale', "not valid TOML"),
    ],
)
def test_other_mistakes_say_what_to_do(city_file, old, new, complaint):
    with pytest.raises(CityFileError, match=complaint):
        read_city(city_file(old, new))


def test_no_file_names_the_variable(tmp_path):
    with pytest.raises(CityFileError, match="TEXT311_CITY"):
        read_city(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-06-01T15:00", None),  # ten in the morning
        ("2026-06-02T02:00", "2026-06-02T13:00"),  # 21:00 in Lindale, till 8:00 the next morning
        ("2026-06-02T12:59", "2026-06-02T13:00"),
        ("2026-06-02T13:00", None),
        ("2026-11-01T05:30", "2026-11-01T14:00"),  # the night the clock goes back: 8:00 is an hour later in UTC
        ("2026-03-08T06:00", "2026-03-08T13:00"),  # the night it goes forward
    ],
)
def test_quiet_hours_follow_the_city_s_clock(at, opens):
    import msgspec

    city = msgspec.structs.replace(read_city(DEMO / "city.toml"), quiet_hours=QuietHours())
    at, opens = (datetime.fromisoformat(x).replace(tzinfo=UTC) if x else None for x in (at, opens))
    assert opening(city, at) == opens
    assert after_quiet(city, at) == (opens or at)


def test_equal_times_are_never_quiet():
    assert opening(read_city(DEMO / "city.toml"), datetime(2026, 6, 2, 5, tzinfo=UTC)) is None
