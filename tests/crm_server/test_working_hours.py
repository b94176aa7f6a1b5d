"""The working-hours clock, by table. Times are New York's unless they end with Z."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm_server.working_hours import parse_working_hours

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = parse_working_hours(
    "America/New_York",
    dict.fromkeys(["monday", "tuesday", "wednesday", "thursday"], "08:00-12:00, 13:00-17:00")
    | {"friday": "08:00-12:00"},
    ["2026-11-26", "12-25"],
)
NIGHT = parse_working_hours("America/New_York", dict.fromkeys(["sunday", "saturday"], "00:00-06:00"))


def local(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-06-01T09:00", 2, "2026-06-01T11:00"),  # a Monday
        ("2026-06-01T11:00", 2, "2026-06-01T14:00"),  # over lunch
        ("2026-06-01T11:00", 1, "2026-06-01T12:00"),  # up to the last minute
        ("2026-06-01T12:30", 1, "2026-06-01T14:00"),  # in the lunch break
        ("2026-06-01T16:00", 2, "2026-06-02T09:00"),  # over night
        ("2026-06-01T03:00", 1, "2026-06-01T09:00"),  # before opening
        ("2026-06-05T11:00", 2, "2026-06-08T09:00"),  # over the weekend
        ("2026-06-06T15:00", 8, "2026-06-08T17:00"),  # on a Saturday
        ("2026-11-25T16:00", 2, "2026-11-27T09:00"),  # over Thanksgiving
        ("2026-12-24T16:00", 2, "2026-12-28T09:00"),  # Christmas on a Friday
        ("2026-06-01T09:00", 40, "2026-06-08T14:00"),  # more than a week of 36 hours
        ("2026-06-01T13:00Z", 0.5, "2026-06-01T09:30"),  # said in UTC
        ("2026-06-01T09:00", 0, "2026-06-01T09:00"),
    ],
)
def test_working_hours(start, hours, due):
    assert OFFICE.after_hours(local(start), hours) == local(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-06-01T09:00", 1, "2026-06-02T17:00"),
        ("2026-06-01T16:59", 1, "2026-06-02T17:00"),
        ("2026-06-01T17:00", 1, "2026-06-03T17:00"),  # after hours: received tomorrow
        ("2026-06-04T09:00", 1, "2026-06-05T12:00"),  # Friday closes early
        ("2026-06-05T09:00", 1, "2026-06-08T17:00"),  # over the weekend
        ("2026-06-06T09:00", 1, "2026-06-09T17:00"),  # Saturday counts as Monday
        ("2026-11-24T09:00", 2, "2026-11-27T12:00"),  # over Thanksgiving
        ("2026-12-24T09:00", 1, "2026-12-28T17:00"),
        ("2026-06-01T09:00", 0, "2026-06-01T17:00"),  # the same day
        ("2026-12-31T23:00", 5, "2027-01-08T12:00"),  # over new year, which is no holiday here
    ],
)
def test_working_days(start, days, due):
    assert OFFICE.after_days(local(start), days) == local(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-03-08T05:00Z", "2026-03-08T10:00Z"),  # clocks go forward at 02:00: midnight to six is five hours
        ("2026-11-01T04:00Z", "2026-11-01T09:00Z"),  # clocks go back: the fifth hour ends at 04:00 standard time
    ],
)
def test_five_hours_stay_five_hours_when_clocks_change(start, due):
    assert NIGHT.after_hours(local(start), 5) == datetime.fromisoformat(due).astimezone(UTC)


@pytest.mark.parametrize("days", [1, 5])
def test_closing_time_follows_the_citys_clock(days):
    before = OFFICE.after_days(local("2026-03-06T09:00"), days)  # the Friday before summer time
    assert before.astimezone(NEW_YORK).hour == (17 if days == 1 else 12)
    assert before.tzinfo is UTC


@pytest.mark.parametrize(
    ("hours", "holidays", "said"),
    [
        ({}, [], "no working day"),
        ({"monday": ""}, [], "no working day"),
        ({"mon": "08:00-12:00"}, [], "weekdays are"),
        ({"monday": "8-12"}, [], "08:00-17:00"),
        ({"monday": "12:00-08:00"}, [], "backwards"),
        ({"monday": "08:00-12:00, 11:00-15:00"}, [], "overlap"),
        ({"monday": "08:00-12:00"}, ["25.12."], "12-25"),
        ({"monday": "08:00-12:00"}, ["02-30"], "12-25"),
    ],
)
def test_a_calendar_that_cannot_be(hours, holidays, said):
    with pytest.raises(ValueError, match=said):
        parse_working_hours("America/New_York", hours, holidays)


def test_holidays_all_year_do_not_hang():
    every_monday = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    mondays = parse_working_hours("UTC", {"monday": "08:00-12:00"}, every_monday)
    assert mondays.after_hours(datetime(2026, 1, 1, tzinfo=UTC), 1).date().isoformat() == "2026-03-30"
