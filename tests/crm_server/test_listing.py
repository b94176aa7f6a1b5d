"""Which requests GET /requests gives."""

import pytest


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
