"""When a notice holds, by the city's own clock, and what is wrong with one in the city file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.city import CityFileError
from bot.city_file import read_city
from bot.city_notices import Notice, current, ended
from bot.notice_findings import of_notices

AT = datetime(2027, 1, 10, tzinfo=UTC)
CHICAGO = "America/Chicago"


def notice(begins, until, **fields):
    begins = datetime.fromisoformat(begins) if begins else None
    return Notice(text={"en": "All plows are out."}, begins=begins, until=datetime.fromisoformat(until), **fields)


@pytest.mark.parametrize(
    ("begins", "until", "at", "holds"),
    [
        # winter: six hours behind UTC; from is the first moment, until the first one after it
        ("2027-01-30T18:00:00", "2027-02-01T08:00:00", "2027-01-30T23:59:59Z", False),
        ("2027-01-30T18:00:00", "2027-02-01T08:00:00", "2027-01-31T00:00:00Z", True),
        ("2027-01-30T18:00:00", "2027-02-01T08:00:00", "2027-02-01T13:59:59Z", True),
        ("2027-01-30T18:00:00", "2027-02-01T08:00:00", "2027-02-01T14:00:00Z", False),
        # at once
        ("", "2027-02-01T08:00:00", "2020-01-01T00:00:00Z", True),
        ("", "2027-02-01T08:00:00", "2027-02-01T14:00:00Z", False),
        # summer: five hours
        ("2027-07-04T00:00:00", "2027-07-05T00:00:00", "2027-07-04T04:59:59Z", False),
        ("2027-07-04T00:00:00", "2027-07-05T00:00:00", "2027-07-05T04:59:59Z", True),
        # over the night the clocks go forward (14 March, 2:00 is 3:00): 23 hours
        ("2027-03-13T12:00:00", "2027-03-14T12:00:00", "2027-03-13T18:00:00Z", True),
        ("2027-03-13T12:00:00", "2027-03-14T12:00:00", "2027-03-14T16:59:59Z", True),
        ("2027-03-13T12:00:00", "2027-03-14T12:00:00", "2027-03-14T17:00:00Z", False),
        # times that night has not: from the earlier reading (1:30 CST) to the later one (3:30 CDT)
        ("2027-03-14T02:30:00", "2027-03-14T12:00:00", "2027-03-14T07:29:59Z", False),
        ("2027-03-14T02:30:00", "2027-03-14T12:00:00", "2027-03-14T07:30:00Z", True),
        ("2027-03-13T12:00:00", "2027-03-14T02:30:00", "2027-03-14T08:29:59Z", True),
        ("2027-03-13T12:00:00", "2027-03-14T02:30:00", "2027-03-14T08:30:00Z", False),
        # times the night of 7 November has twice: from the first one to the second one
        ("2027-11-07T01:30:00", "2027-11-07T12:00:00", "2027-11-07T06:29:59Z", False),
        ("2027-11-07T01:30:00", "2027-11-07T12:00:00", "2027-11-07T06:30:00Z", True),
        ("2027-11-06T12:00:00", "2027-11-07T01:30:00", "2027-11-07T07:29:59Z", True),
        ("2027-11-06T12:00:00", "2027-11-07T01:30:00", "2027-11-07T07:30:00Z", False),
    ],
)
def test_a_notice_holds_by_the_citys_clock(begins, until, at, holds):
    one, moment = notice(begins, until), datetime.fromisoformat(at)
    assert (current((one,), CHICAGO, moment) == (one,)) is holds
    assert not (holds and ended(one, CHICAGO, moment))


def test_where_the_server_stands_does_not_matter():
    """The same moment in another zone."""
    one = notice("2027-01-30T18:00:00", "2027-02-01T08:00:00")
    moment = datetime.fromisoformat("2027-01-31T09:00:00+09:00")
    assert current((one,), CHICAGO, moment) == (one,)
    assert current((one,), CHICAGO, moment.astimezone(UTC)) == (one,)


def test_another_text_is_another_notice_and_another_end_is_not():
    one = notice("", "2027-02-01T08:00:00")
    assert one.key == notice("2027-01-30T18:00:00", "2027-03-01T08:00:00").key
    assert one.key != Notice(text={"en": "Side streets by Friday."}, until=one.until).key


WELL = 'text = { en = "All plows are out." }\nuntil = 2027-02-01T08:00:00'


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("until = 2027-02-01T08:00:00", "", "notices: .*missing required field `until`; write a line"),
        ("2027-02-01T08:00:00", "2027-02-01", "a local day and time without quotes and zone"),
        ("2027-02-01T08:00:00", "2027-02-01T08:00", "with seconds and without a zone"),
        ("2027-02-01T08:00:00", "2/1/2027", "written 2027-01-30T18:00:00"),
        ("2027-02-01T08:00:00", '"tomorrow"', "a local day and time"),
        ("2027-02-01T08:00:00", "2027-02-01T08:00:00-06:00", "notices.until: .*city's own clock"),
        ("until =", "from = 2027-02-02T08:00:00\nuntil =", "notices.until: it ends .* before it begins"),
        ("until =", 'types = ["snow"]\nuntil =', 'notices.types: no such request type as "snow"; did you mean "snow_ice"'),
        ("en =", "es =", "notices.text: it needs a text in the city's main language: text = { en ="),
        ("All plows are out.", " ", "notices.text.en: it is empty"),
        ("All plows are out.", "By {day}.", "notices.text.en: residents would read {day}"),
        ("All plows are out.", "x" * 901, "notices.text.en: 901 characters; at most 900"),
        ('en = "All', 'xx = "?", en = "All', 'notices.text.xx: there is no language "xx"'),
        ("until =", "insted = true\nuntil =", "did you mean `instead`"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_line(city_file, old, new, complaint):
    assert old in WELL
    path = city_file("[whatsapp]\n", f"[[notices]]\n{WELL.replace(old, new)}\n[whatsapp]\n")
    with pytest.raises(CityFileError, match=complaint) as error:
        read_city(path)
    line = int(str(error.value).split("line ")[1].split(":")[0])
    written = path.read_text().splitlines()
    begins = written.index("[[notices]]") + 1
    assert begins <= line <= written.index("[whatsapp]", begins)


def test_a_good_one_is_read(city_file):
    (read,) = read_city(city_file("[whatsapp]\n", f"[[notices]]\n{WELL}\n[whatsapp]\n")).notices
    assert (read.types, read.instead, read.text_in("es", "en")) == ((), False, ("en", "All plows are out."))


def test_what_is_no_mistake_and_worth_knowing_is_said(city_file):
    table = (
        "[[notices]]\n"
        'text = { en = "All plows are out. Side streets by Thursday.", es = "'
        + "quitanieves en la ciudad, "
        * 10
        + '" }\n'
        "until = 2027-02-01T08:00:00\n"
        '[[notices]]\ntext = { en = "Offices are closed." }\nuntil = 2027-03-01T08:00:00\ntypes = ["snow_ice"]\n'
    )
    city = read_city(city_file("[whatsapp]\n", f"{table}[whatsapp]\n"))
    before, after = (datetime(2027, month, 10, tzinfo=UTC) for month in (1, 2))
    assert [(one.verdict, one.found) for one in of_notices(city, before)] == [
        ("good", "2 of 2 hold now"),
        ("note", '"Offices are closed." is said in en to residents who write es'),
    ]
    assert [(one.verdict, one.found) for one in of_notices(city, after)][:2] == [
        ("good", "1 of 2 hold now"),
        ("note", '"All plows are out. Side street …" ended on 2027-02-01 at 08:00'),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plow " * 60, []),
        ("plow " * 70, ["3 SMS segments in en", "306 characters"]),
        ("camión " * 19, []),  # an accent GSM-7 has not
        ("camión " * 20, ["3 SMS segments in en", "134 characters"]),
    ],
)
def test_a_text_that_costs_three_segments_is_told(city_file, text, told):
    table = f'[[notices]]\ntext = {{ en = "{text.strip()}", es = "{text[:40]}" }}\nuntil = 2027-02-01T08:00:00\n'
    city = read_city(city_file("[whatsapp]\n", f"{table}[whatsapp]\n"))
    said = [f"{one.found} {one.mend}" for one in of_notices(city, AT)][1:]
    assert len(said) == bool(told)
    assert all(words in said[0] for words in told)


def test_what_the_handbook_shows_is_read(city_file):
    handbook = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    shown = handbook.partition("```toml\n")[2].partition("```")[0]
    city = read_city(city_file("[whatsapp]\n", f"{shown}[whatsapp]\n"))
    assert [(one.types[:1], one.instead) for one in city.notices] == [
        (("snow_ice",), False),
        ((), False),
        (("missed_trash",), True),
    ]
    assert all(one.verdict == "good" for one in of_notices(city, AT))
