from datetime import UTC, datetime, timedelta

from crm_client import Circle, Filters, Profile
from crm_client.listing import queries, windows

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_ids_go_in_chunks_each_once():
    ids = ("1", "2", "2", "", "3")
    asked = list(queries(Filters(service_request_ids=ids, status="open"), Profile(ids_per_call=2)))
    assert asked == [[("service_request_id", "1,2")], [("service_request_id", "3")]]


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
