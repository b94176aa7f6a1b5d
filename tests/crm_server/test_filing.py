"""What happens to a POST /requests, good and bad."""

import json
from datetime import timedelta

import pytest
from lxml import etree

from crm_server import changes
from crm_server.history import Author
from crm_server.store import lock_request

GOOD = {"service_code": "POTHOLE", "lat": "42.36", "long": "-71.05", "description": "big hole"}


def test_filed_and_found_again(crm):
    filed = crm.post("/open311/v2/requests.json", data=GOOD)
    assert filed.status_code == 201
    (row,) = filed.json()
    assert isinstance(row["service_request_id"], str)
    assert "token" not in row
    assert row["service_notice"] is None, "expected_datetime says by when"
    (found,) = crm.get(f"/open311/v2/requests/{row['service_request_id']}.json").json()
    assert (found["status"], found["service_code"], found["lat"], found["long"]) == ("open", "POTHOLE", 42.36, -71.05)
    assert found["expected_datetime"] == row["expected_datetime"] == "2026-06-03T20:30:00Z"
    for kept in ("service_code", "address", "lat", "long", "media_url"):
        assert row[kept] == found[kept]
    assert crm.get("/open311/v2/requests.json").json() == [found]


def test_a_service_with_something_to_say_says_it(crm):
    (row,) = crm.post("/open311/v2/requests.json", data=GOOD | {"service_code": "NEEDLES"}).json()
    assert row["service_notice"] == "Please do not touch it, and keep children and pets away."
    (found,) = crm.get(f"/open311/v2/requests/{row['service_request_id']}.json").json()
    assert found["service_notice"] == row["service_notice"]


def test_same_answer_in_xml(crm):
    filed = crm.post("/open311/v2/requests.xml", data=GOOD | {"account_id": "<7>"})
    assert filed.headers["content-type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(filed.content)
    assert root.tag == "service_requests"
    assert root.findtext("request/account_id") == "<7>"
    number = root.findtext("request/service_request_id")
    root = etree.fromstring(crm.get(f"/open311/v2/requests/{number}.xml").content)
    assert [element.tag for element in root] == ["request"]
    assert root.findtext("request/status") == "open"
    assert root.findtext("request/address") == ""


@pytest.mark.parametrize(
    "location",
    [
        {"lat": "42.36", "long": "-71.05"},
        {"lat": "42.36", "long": "-71.05", "address_string": "12 Elm Street"},
        {"address_string": "12 Elm Street"},
        {"address_id": "007"},
        {"lat": "", "long": "", "address_string": "12 Elm Street"},
    ],
)
def test_every_way_to_say_where(crm, location):
    filed = crm.post("/open311/v2/requests.json", data={"service_code": "POTHOLE"} | location)
    assert filed.status_code == 201
    (found,) = crm.get(f"/open311/v2/requests/{filed.json()[0]['service_request_id']}.json").json()
    assert found["address"] == location.get("address_string")
    assert found["address_id"] == location.get("address_id")
    assert found["lat"] == (float(location["lat"]) if location.get("lat") else None)


@pytest.mark.parametrize(
    ("change", "status_code", "said"),
    [
        ({"service_code": ""}, 400, "service_code is missing"),
        ({"service_code": "NOPE"}, 404, "no service with service_code NOPE"),
        ({"lat": "", "long": ""}, 400, "Say where it is"),
        ({"long": ""}, 400, "needs both"),
        ({"lat": "91"}, 400, "between -90 and 90"),
        ({"lat": "nan"}, 400, "between -90 and 90"),
        ({"long": "west"}, 400, "between -180 and 180"),
        ({"description": "x" * 4001}, 400, "at most 4000"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"email": "x" * 501}, 400, "email"),
    ],
)
@pytest.mark.parametrize("format_", ["json", "xml"])
def test_refused_in_words(crm, change, status_code, said, format_):
    refused = crm.post(f"/open311/v2/requests.{format_}", data=GOOD | change)
    assert refused.status_code == status_code
    if format_ == "json":
        (error,) = refused.json()
        assert error["code"] == status_code
        assert said in error["description"]
    else:
        error = etree.fromstring(refused.content)
        assert error.tag == "errors"
        assert error.findtext("error/code") == str(status_code)
        assert said in error.findtext("error/description")
    assert crm.get("/open311/v2/requests.json").json() == []


def test_everything_wrong_is_said_at_once(crm):
    refused = crm.post("/open311/v2/requests.json", data={"service_code": "STREETLIGHT", "lat": "x", "long": "y"})
    assert len(refused.json()) == 3


def test_same_key_same_request(crm):
    first = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"})
    again = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"})
    other = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-2"})
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert other.json() != first.json()
    assert len(crm.get("/open311/v2/requests.json").json()) == 2


def test_the_answer_stays_the_same_when_the_request_has_moved_on(crm, clock):
    first = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"})
    with crm.app.state.crm.database.writing.begin() as session:
        request = lock_request(session, first.json()[0]["service_request_id"])
        changes.close(session, request, Author("Sam", clock()), "fixed")
    assert crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"}).content == first.content


def test_a_key_is_answered_the_same_when_the_form_would_now_be_refused(crm):
    first = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"})
    again = crm.post("/open311/v2/requests.json", data={"lat": "x"}, headers={"Idempotency-Key": "k-1"})
    assert (again.status_code, again.content) == (201, first.content)
    assert (
        crm.post("/open311/v2/requests.json", data={"lat": "x"}, headers={"Idempotency-Key": "k-2"}).status_code == 400
    )


def test_a_key_is_remembered_over_a_restart(world):
    numbers = set()
    for _ in range(2):
        with world.client() as crm:
            filed = crm.post("/open311/v2/requests.json", data=GOOD, headers={"Idempotency-Key": "k-1"})
            numbers.add(json.dumps(filed.json()))
            world.clock.at += timedelta(hours=1)
    assert len(numbers) == 1


def test_only_known_keys_may_write_where_keys_are_set(world):
    with world.client(api_keys=("right",)) as crm:
        assert crm.post("/open311/v2/requests.json", data=GOOD).status_code == 403
        refused = crm.post("/open311/v2/requests.json", data=GOOD | {"api_key": "wrong"})
        assert refused.json()[0]["code"] == 403
        assert crm.post("/open311/v2/requests.json", data=GOOD | {"api_key": "right"}).status_code == 201
        assert crm.get("/open311/v2/requests.json").status_code == 200


def test_control_characters_do_not_break_xml(crm):
    crm.post("/open311/v2/requests.json", data=GOOD | {"description": "a\x00b\x0bc\nd & <e> 😀"})
    root = etree.fromstring(crm.get("/open311/v2/requests.xml").content)
    assert root.findtext("request/description") == "abc\nd & <e> 😀"


def test_who_reported_is_not_public(crm):
    personal = {"first_name": "Ada", "last_name": "L", "phone": "+12065550100", "email": "a@example.org"}
    crm.post("/open311/v2/requests.json", data=GOOD | personal)
    public = crm.get("/open311/v2/requests.json?extensions=true").text
    assert not any(value in public for value in ("Ada", "+12065550100", "a@example.org"))


def test_a_body_that_does_not_say_how_long_it_is_has_a_limit_too(crm, monkeypatch):
    monkeypatch.setattr("crm_server.forms.LARGEST_BODY", 1000)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    refused = crm.post("/open311/v2/requests.json", content=iter([b"description=", b"x" * 2000]), headers=kind)
    assert (refused.status_code, refused.json()[0]["code"]) == (413, 413)


@pytest.mark.parametrize("body", [b"", b"{}", b"service_code=POTHOLE&lat=42.36&long=-71.05"])
def test_only_a_form_is_read_as_one(crm, body):
    kind = {"content-type": "application/json"}
    assert crm.post("/open311/v2/requests.json", content=body, headers=kind).status_code == 400


def test_letters_beyond_ascii_arrive_escaped_or_not(crm):
    kind = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    for words in ("Stra%C3%9Fe+%2B%3D%26", "Straße+%2B%3D%26"):
        body = f"service_code=POTHOLE&address_string=1+Elm&description={words}".encode()
        (filed,) = crm.post("/open311/v2/requests.json", content=body, headers=kind).json()
        (found,) = crm.get(f"/open311/v2/requests/{filed['service_request_id']}.json").json()
        assert found["description"] == "Straße +=&"
