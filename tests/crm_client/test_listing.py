from datetime import UTC, datetime, timedelta

import pytest

from crm_client import Circle, Filters, Profile
from crm_client.listing import heeds_lists, queries, windows

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("listed", "alone", "heeds"),
    [
        (["1", "2", "3"], [], True),
        (["1", "2"], [], True),
        (["1"], [], None),
        ([], [], None),
        (["1"], ["2"], False),
        ([], ["1", "2", "3"], False),
        (["1", "9"], ["2"], False),
        (None, ["1", "2", "3"], False),
        (None, ["1", "3"], None),
    ],
    ids=["all", "one lost", "two lost, or heeds only the first", "nothing", "only the first", "ignores it, has none",
         "ignores it, lists others", "refuses it", "refuses it for a lost one"],
)  # fmt: skip
def test_whether_a_server_heeds_a_list_of_ids(listed, alone, heeds):
    assert heeds_lists(["1", "2", "3"], listed, alone) is heeds


def test_a_year_is_asked_for_in_spans_the_server_answers():
    spans = list(windows(NEW_YEAR, NEW_YEAR + timedelta(days=200), timedelta(days=90)))
    assert [(end - start).days for start, end in spans] == [90, 90, 20]
    assert spans[-1][0] == NEW_YEAR
    assert list(windows(NEW_YEAR, NEW_YEAR, timedelta(days=90))) == [(NEW_YEAR, NEW_YEAR)]
    assert list(windows(NEW_YEAR, None, timedelta(days=90))) == [(NEW_YEAR, None)]


def test_changed_since_goes_only_to_servers_that_have_it():
    filters = Filters(service_codes=("A", "B"), status="closed", updated_after=NEW_YEAR)
    plain = [("service_code", "A,B"), ("status", "closed")]
    assert list(queries(filters, Profile())) == [plain]
    assert list(queries(filters, Profile(updated_filter="since"))) == [[*plain, ("since", "2026-01-01T00:00:00Z")]]


def test_around_a_point_goes_only_to_servers_that_have_it():
    filters = Filters(service_codes=("A",), near=Circle(41.6, -93.9, 49.2))
    plain = [("service_code", "A")]
    assert list(queries(filters, Profile())) == [plain]
    around = [("lat", "41.6"), ("long", "-93.9"), ("radius", "50")]
    assert list(queries(filters, Profile(radius=True))) == [[*plain, *around]]
