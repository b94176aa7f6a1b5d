"""Which requests GET /requests gives."""

import pytest
from sqlalchemy import inspect


def numbers(crm, **query):
    answer = crm.get("/open311/v2/requests.json", params=query)
    assert answer.status_code == 200, answer.text
    return [row["service_request_id"] for row in answer.json()]


@pytest.fixture
def three(crm, file_pothole, clock):
    """One each day: Monday, Tuesday, Wednesday."""
    made = []
    for service_code in ("POTHOLE", "PARK", "POTHOLE"):
        made.append(file_pothole(service_code=service_code))
        clock.passes(days=1)
    return made


def test_newest_first(crm, three):
    assert numbers(crm) == three[::-1]


def test_named_ones_override_everything_else(crm, three, clock):
    clock.passes(days=400)
    asked = f"{three[0]}, {three[2]},999999,x,0{three[1]}"
    assert numbers(crm, service_request_id=asked, status="closed", start_date="2001-01-01") == [three[2], three[0]]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ({"service_code": "PARK"}, [1]),
        ({"service_code": "PARK,POTHOLE"}, [2, 1, 0]),
        ({"service_code": "NOPE"}, []),
        ({"status": "open"}, [2, 1, 0]),
        ({"status": "closed"}, []),
        ({"status": "open,closed"}, [2, 1, 0]),
        ({"start_date": "2026-06-02T14:00:00Z"}, [2, 1]),
        ({"end_date": "2026-06-02T14:00:00Z"}, [1, 0]),
        ({"start_date": "2026-06-02T00:00:00-04:00", "end_date": "2026-06-03T00:00:00-04:00"}, [1]),
        ({"start_date": "2026-06-02T16:00:00 02:00", "end_date": "2026-06-02"}, None),
        ({"start_date": "2026-06-02", "end_date": "2026-06-03"}, [1]),
        ({"page_size": "2"}, [2, 1]),
        ({"page_size": "2", "page": "2"}, [0]),
        ({"page_size": "2", "page": "3"}, []),
        ({"updated_after": "2026-06-02T14:00:00Z"}, [1, 2]),
        ({"updated_before": "2026-06-02T14:00:00Z"}, [0, 1]),
        ({"status": "", "start_date": "", "page": "", "jurisdiction_id": "any"}, [2, 1, 0]),
    ],
)
def test_filters(crm, three, query, which):
    if which is None:
        assert crm.get("/open311/v2/requests.json", params=query).status_code == 400
    else:
        assert numbers(crm, **query) == [three[index] for index in which]


def test_ninety_days_at_most(crm, three, clock):
    clock.passes(days=86.5)
    assert numbers(crm) == three[::-1]
    clock.passes(days=1)
    assert numbers(crm) == three[:0:-1]
    assert numbers(crm, start_date="2026-06-01T00:00:00Z") == three[::-1]
    assert numbers(crm, updated_after="2026-06-01T00:00:00Z") == three
    clock.passes(days=200)
    assert numbers(crm) == []
    long = {"start_date": "2026-06-01", "end_date": "2026-08-31"}
    assert crm.get("/open311/v2/requests.json", params=long).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {"status": "new"},
        {"start_date": "June"},
        {"updated_after": "1"},
        {"page": "0"},
        {"page": "-1"},
        {"page_size": "many"},
        {"start_date": "2026-06-02", "end_date": "2026-06-01"},
    ],
)
@pytest.mark.parametrize("format_", ["json", "xml"])
def test_what_cannot_be_read_is_refused(crm, query, format_):
    refused = crm.get(f"/open311/v2/requests.{format_}", params=query)
    assert refused.status_code == 400
    assert b"400" in refused.content


def test_unknown_ones(crm, three):
    for path in ("requests/999999", "requests/0100001", "requests/x", "tokens/x", "services/NOPE"):
        assert crm.get(f"/open311/v2/{path}.json").json()[0]["code"] == 404
        assert crm.get(f"/open311/v2/{path}.xml").status_code == 404


def test_a_poller_sees_each_change(crm, three, clock):
    seen = crm.get(f"/open311/v2/requests/{three[2]}.json").json()[0]["updated_datetime"]
    clock.passes(seconds=0.4)
    crm.post(
        "/open311/v2/servicerequestupdates.json", data={"service_request_id": three[0], "description": "bigger now"}
    )
    assert numbers(crm, updated_after=seen) == [three[2], three[0]]


@pytest.mark.parametrize(
    "path", ["requests", "requests/100001", "services", "nothing.json", "requests.txt", "discovery.yaml"]
)
def test_other_addresses_and_formats(crm, path):
    refused = crm.get(f"/open311/v2/{path}")
    assert refused.status_code == 404
    assert refused.json()[0]["description"]


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "requests"), ("DELETE", "requests/100001"), ("GET", "requests/100001/feedback")]
)
@pytest.mark.parametrize("format_", ["json", "xml"])
def test_other_methods(crm, method, path, format_):
    refused = crm.request(method, f"/open311/v2/{path}.{format_}")
    assert refused.status_code == 405
    assert b"not possible here" in refused.content


def north_of(metres):
    return {"lat": f"{42.36 + metres / 111_195:.6f}"}


def east_of(metres):
    return {"long": f"{-71.05 + metres / 111_195 / 0.739:.6f}"}


@pytest.fixture
def spread(file_pothole):
    return [
        file_pothole(**place)
        for place in (east_of(40), north_of(10), north_of(2000), north_of(10) | {"service_code": "PARK"})
    ] + [file_pothole(lat="", long="", address_string="12 Elm St")]


AROUND = {"lat": "42.36", "long": "-71.05"}


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ({"radius": "50"}, [1, 3, 0]),
        ({"radius": "50", "service_code": "POTHOLE", "status": "open"}, [1, 0]),
        ({"radius": "39"}, [1, 3]),
        ({"radius": "3000", "service_code": "POTHOLE"}, [1, 0, 2]),
        ({"radius": "50", "status": "closed"}, []),
        ({"radius": "50", "page_size": "1", "page": "2"}, [3]),
        ({"radius": ""}, [4, 3, 2, 1, 0]),
        ({}, [4, 3, 2, 1, 0]),
    ],
)
def test_around_a_point_the_nearest_first(crm, spread, query, which):
    assert numbers(crm, **AROUND, **query) == [spread[index] for index in which]


def test_around_a_point_it_does_not_matter_how_long_ago(crm, spread, clock):
    clock.passes(days=400)
    assert numbers(crm, **AROUND, radius="50") == [spread[1], spread[3], spread[0]]
    assert numbers(crm, **AROUND, radius="50", start_date="2027-01-01") == []


@pytest.mark.parametrize(
    "query",
    [
        {"radius": "50"},
        {"radius": "50", "lat": "42.36"},
        {"radius": "near", **AROUND},
        {"radius": "0", **AROUND},
        {"radius": "-5", **AROUND},
        {"radius": "nan", **AROUND},
        {"radius": "inf", **AROUND},
        {"radius": "50001", **AROUND},
        {"radius": "50", "lat": "91", "long": "0"},
        {"radius": "50", "lat": "0", "long": "181"},
    ],
)
def test_a_place_that_cannot_be_read_is_refused(crm, query):
    assert crm.get("/open311/v2/requests.json", params=query).status_code == 400


@pytest.mark.parametrize("lat", ["90", "-90", "0"])
def test_at_the_ends_of_the_world(crm, file_pothole, lat):
    filed = file_pothole(lat=lat, long="10")
    assert numbers(crm, lat=lat, long="10", radius="50") == [filed]


def test_a_database_of_an_older_version_gets_the_new_index(world):
    with world.client() as crm:
        engine = crm.app.state.crm.database.engine
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP INDEX requests_by_point")
    with world.client() as crm:
        kept = inspect(crm.app.state.crm.database.engine).get_indexes("service_requests")
        assert "requests_by_point" in {index["name"] for index in kept}
