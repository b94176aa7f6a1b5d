from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm_client.models import Point
from crm_client.values import integer, media_urls, moment, point, statuses, text, words, yes

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

MOMENTS = [
    ("2026-03-02T12:00:00Z", NOON),
    ("2026-03-02T07:00:00-05:00", NOON),
    ("2026-03-02T07:00:00-0500", NOON),
    ("2026-03-02T12:00:00.000+00:00", NOON),
    ("2026-03-02T07:00:00", NOON),
    ("2026-03-02 07:00:00", NOON),
    ("2026-03-02", datetime(2026, 3, 2, 5, 0, tzinfo=UTC)),
    ("20260302", datetime(2026, 3, 2, 5, 0, tzinfo=UTC)),
    ("Mon, 02 Mar 2026 12:00:00 GMT", NOON),
    ("1772452800", NOON),
    ("1772452800000", NOON),
    (" 2026-03-02T12:00:00Z ", NOON),
    ("", None),
    (None, None),
    ("soon", None),
    ("0001-01-01T00:00:00", datetime(1, 1, 1, 4, 56, 2, tzinfo=UTC)),
    ("9999-12-31T23:59:59-05:00", None),
    ("99999999999999999999", None),
]


@pytest.mark.parametrize(("written", "expected"), MOMENTS)
def test_moments_without_a_zone_are_the_city_s(written, expected):
    assert moment(written, NEW_YORK) == expected


POINTS = [
    (("42.36", "-71.06"), Point(42.36, -71.06)),
    ((42.36, -71.06), Point(42.36, -71.06)),
    (("0", "0"), None),
    (("0.0", "-71.06"), Point(0.0, -71.06)),
    (("", ""), None),
    ((None, None), None),
    (("91", "0"), None),
    (("42", "181"), None),
    (("nan", "nan"), None),
    (("42,36", "-71,06"), None),
]


@pytest.mark.parametrize(("given", "expected"), POINTS)
def test_points(given, expected):
    assert point(*given) == expected


STATUSES = [
    ("open", None, ("open", "")),
    ("CLOSED", None, ("closed", "")),
    ("In Progress", None, ("open", "in_progress")),
    ("Fixed", None, ("closed", "fixed")),
    ("duplicate", None, ("closed", "duplicate")),
    ("Closed - could not find", None, ("closed", "closed_could_not_find")),
    ("closed", "no_further_action", ("closed", "no_further_action")),
    ("", "fixed", ("closed", "fixed")),
    (None, None, ("open", "")),
    ("open", "fixed", ("open", "fixed")),
]


@pytest.mark.parametrize(("status", "extended", "expected"), STATUSES)
def test_statuses(status, extended, expected):
    assert statuses(status, extended) == expected


MEDIA = [
    ("https://a.example/1.jpg ", ("https://a.example/1.jpg",)),
    (None, ()),
    ("", ()),
    (["https://a.example/1.jpg", "https://a.example/1.jpg", None], ("https://a.example/1.jpg",)),
    ([{"id": "1", "url": "https://a.example/1.jpg", "tags": []}], ("https://a.example/1.jpg",)),
    ({"media_url": "https://a.example/1.jpg"}, ("https://a.example/1.jpg",)),
]


@pytest.mark.parametrize(("given", "expected"), MEDIA)
def test_media_urls(given, expected):
    assert media_urls(given) == expected


def test_texts_flags_numbers_and_words():
    assert [text(value) for value in (" a ", 7, True, None, [], {})] == ["a", "7", "true", "", "", ""]
    assert [yes(value) for value in ("true", "TRUE", True, "1", "false", False, None, "")] == [True] * 4 + [False] * 4
    assert [integer(value) for value in ("3", "3.0", "", None, "x", "inf")] == [3, 3, 0, 0, 0, 0]
    assert words("lamp, light,,") == ("lamp", "light")
    assert words(["lamp", None, "light"]) == ("lamp", "light")
