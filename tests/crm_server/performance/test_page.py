"""The page and its downloads, from requests that came in, were closed and answered the ordinary way."""

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from crm_server import changes
from crm_server.history import Author
from crm_server.performance import routes
from crm_server.performance.routes import router
from crm_server.store import lock_request


@pytest.fixture
def crm(world) -> Iterator[TestClient]:
    client = world.client()
    if not any(getattr(route, "path", "") == "/performance" for route in client.app.routes):
        client.app.include_router(router)
    with client:
        yield client


@pytest.fixture
def close(crm, clock) -> Callable[..., None]:
    def closed(service_request_id: str, reason: str = "fixed") -> None:
        with crm.app.state.crm.database.writing.begin() as session:
            request = lock_request(session, service_request_id)
            changes.close(session, request, Author("Sam", clock()), reason, note="=Done.")

    return closed


def feedback(crm, service_request_id, **fields):
    answer = crm.post(
        f"/open311/v2/requests/{service_request_id}/feedback.json", data={"update_id": service_request_id, **fields}
    )
    assert answer.status_code < 300, answer.text


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


def csv_rows(answer) -> list[dict[str, str]]:
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_an_empty_city_has_a_page(crm):
    assert "No requests were made" in text_of(crm.get("/performance"))
    assert crm.get("/performance/georeport-bulk.json").json() == []
    assert csv_rows(crm.get("/performance/cases.csv")) == []


def test_from_report_to_number(crm, clock, file_pothole, close):
    number = file_pothole(channel="sms", language="es")
    clock.passes(hours=5)
    close(number)
    feedback(crm, number, fixed="yes", rating="5")
    page = text_of(crm.get("/performance?days=30"))
    assert "Typical time to close 5.0 hours" in page
    assert "On time 100% of 1 closed or due" in page
    assert "Satisfied (4 or 5 of 5) 100% 1 answer, average 5.0" in page
    assert "Residents say it is fixed 100% 1 answer" in page
    assert "fewer than 10 requests" in page


def test_reopening_moves_the_number_back(crm, clock, file_pothole, close):
    number = file_pothole()
    clock.passes(hours=5)
    close(number)
    crm.post(
        "/open311/v2/servicerequestupdates.json",
        data={"service_request_id": number, "status": "reopen", "description": "Still."},
    )
    page = text_of(crm.get("/performance"))
    assert "0 closed, 1 open" in page
    assert "Reopened after closing 100% of 1 closed" in page
    clock.passes(hours=5)
    close(number)
    assert "Typical time to close 10 hours" in text_of(crm.get("/performance"))


def test_a_city_with_many_requests_is_counted_apart_and_says_the_same(crm, clock, file_pothole, close, monkeypatch):
    close(file_pothole(channel="sms"))
    addresses = ("/performance?days=30&by=channel", "/performance.json", "/performance.csv")
    here = [crm.get(address).text for address in addresses]
    monkeypatch.setattr(routes, "MANY", 1)
    assert [crm.get(address).text for address in addresses] == here
    clock.passes(hours=1)
    close(file_pothole())
    assert [crm.get(address).text for address in addresses] == here, "for some minutes it is not counted again"


def test_a_promise_that_is_not_due_yet_makes_no_share(crm, file_pothole):
    file_pothole()
    assert "On time too few due yet 0 of 1 due" in text_of(crm.get("/performance"))


@pytest.mark.parametrize("by", ["service", "area", "channel", "language"])
def test_every_grouping_has_its_rows(crm, file_pothole, by):
    file_pothole(channel="sms", language="es")
    page = text_of(crm.get(f"/performance?by={by}"))
    expected = {"service": "Pothole", "area": "(not known)", "channel": "sms", "language": "es"}[by]
    assert f"by {by} {by.capitalize()} Requests" in page
    assert expected in page


@pytest.mark.parametrize("query", ["days=0", "days=x", "by=colour", "days=99999"])
def test_nonsense_is_refused(crm, query):
    assert 400 <= crm.get(f"/performance?{query}").status_code < 500


def test_the_page_needs_nobody_else_and_no_script(crm, file_pothole):
    file_pothole()
    answer = crm.get("/performance")
    assert "script" not in answer.text
    assert "style=" not in answer.text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    assert crm.get("/performance.css").headers["content-type"].startswith("text/css")


def test_what_residents_write_and_clerks_name_is_never_markup(crm, file_pothole):
    file_pothole(channel="<script>alert(1)</script>")
    assert "<script>" not in crm.get("/performance?by=channel").text


def test_downloads(crm, clock, file_pothole, close):
    number = file_pothole(
        channel="sms", language="es", description="My name is on the letter box", address_string="=cmd"
    )
    clock.passes(hours=5)
    close(number)
    everything, pothole = csv_rows(crm.get("/performance.csv"))
    assert (everything["service"], pothole["service"], pothole["median_hours"]) == ("*all*", "Pothole", "5.0")
    (case,) = csv_rows(crm.get("/performance/cases.csv"))
    assert case["service_name"] == "Pothole"
    assert "language" not in case
    assert case["closed_datetime"] == "2026-06-01T19:00:00Z"
    (bulk,) = csv_rows(crm.get("/performance/georeport-bulk.csv"))
    assert (bulk["service_request_id"], bulk["source"], bulk["description"], bulk["address"]) == (
        number,
        "sms",
        "",
        "'=cmd",
    )
    assert crm.get("/performance/georeport-bulk.json").json()[0]["closed_date"] == "2026-06-01T19:00:00Z"
    assert crm.get("/performance.json?by=channel").json()[1]["channel"] == "sms"
    assert [row["channel"] for row in csv_rows(crm.get("/performance.csv?by=channel"))] == ["*all*", "sms"]


def test_the_cases_download_is_a_table_we_read_ourselves(crm, clock, file_pothole, close):
    from crm_server.performance.tickets import tickets_from

    close(file_pothole())
    file_pothole()
    cases = tickets_from(crm.get("/performance/cases.csv").text).cases
    assert [case.closed is None for case in cases] == [False, True]
    assert {case.service for case in cases} == {"Pothole"}
