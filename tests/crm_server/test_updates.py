"""mySociety's servicerequestupdates and text311's feedback."""

import pytest
from lxml import etree

from crm_server import changes
from crm_server.history import Author
from crm_server.store import find_request, lock_request, performance_rows

UPDATES = "/open311/v2/servicerequestupdates"


@pytest.fixture
def close(crm, world):
    """The crew closes a request, past the pages."""

    def close(number: str, reason: str = "fixed", note: str = "Filled.", media_url: str = "") -> None:
        with crm.app.state.crm.database.writing.begin() as session:
            by = Author("Sam", world.clock())
            changes.close(session, lock_request(session, number), by, reason, note=note, media_url=media_url)

    return close


def get(crm, number, **query):
    return crm.get(f"/open311/v2/requests/{number}.json", params=query).json()[0]


def test_what_happened_is_listed_in_order(crm, file_pothole, close, clock):
    number = file_pothole()
    clock.passes(hours=1)
    close(number, media_url="http://crm.test/crm-media/1")
    rows = crm.get(f"{UPDATES}.json?service_request_id={number}").json()
    assert [(row["status"], row["description"], row["media_url"]) for row in rows] == [
        ("fixed", "It is fixed. Filled.", "http://crm.test/crm-media/1")
    ]
    root = etree.fromstring(crm.get(f"{UPDATES}.xml").content)
    assert root.tag == "service_request_updates"
    assert root.findtext("request_update/status") == "fixed"


def test_closed_request_tells_how_and_shows_the_crews_photo(crm, file_pothole, close):
    number = file_pothole(media_url="http://x.test/before.jpg")
    close(number, media_url="http://crm.test/crm-media/after")
    row = get(crm, number)
    assert (row["status"], row["extended_status"], row["status_notes"]) == ("closed", "fixed", "It is fixed. Filled.")
    assert row["media_url"] == "http://x.test/before.jpg"
    assert row["extended_attributes"]["crew_media_url"] == "http://crm.test/crm-media/after"


def test_reopened_once_with_the_residents_words(crm, file_pothole, close, clock):
    number = file_pothole()
    promised = get(crm, number)["expected_datetime"]
    clock.passes(days=4)
    close(number)
    reopen = {"service_request_id": number, "status": "reopen", "description": "Still there!", "update_id": "u1"}
    first = crm.post(f"{UPDATES}.json", data=reopen)
    again = crm.post(f"{UPDATES}.json", data=reopen)
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, [{"update_id": "u1"}])
    row = get(crm, number)
    assert (row["status"], row["extended_status"], row["status_notes"]) == ("open", "open", None)
    assert row["expected_datetime"] > promised
    descriptions = [row["description"] for row in crm.get(f"{UPDATES}.json?service_request_id={number}").json()]
    assert descriptions == ["It is fixed. Filled.", "Still there!"]
    close(number)
    assert crm.post(f"{UPDATES}.json", data=reopen).status_code == 201
    assert get(crm, number)["status"] == "closed"


@pytest.mark.parametrize("status", ["fixed", "closed", "CLOSED", "No Further Action", "", "unchanged"])
def test_only_the_crew_closes(crm, file_pothole, status):
    number = file_pothole()
    update = {"service_request_id": number, "status": status, "description": "gone now"}
    assert crm.post(f"{UPDATES}.json", data=update).status_code == 201
    assert get(crm, number)["status"] == "open"
    assert get(crm, number, extensions="true")["notes"][-1]["description"] == "gone now"


def test_words_about_a_closed_request_do_not_move_its_closing(crm, file_pothole, close, clock):
    number = file_pothole()
    close(number)
    closed = get(crm, number)["updated_datetime"]
    clock.passes(hours=3)
    crm.post(f"{UPDATES}.json", data={"service_request_id": number, "description": "thank you"})
    assert get(crm, number)["updated_datetime"] == closed


@pytest.mark.parametrize(
    ("fields", "status_code"),
    [
        ({"status": "reopen"}, 400),
        ({"service_request_id": "1", "status": "reopen"}, 404),
        ({"service_request_id": "100001", "status": "exploded"}, 400),
        ({"service_request_id": "100001", "updated_datetime": "yesterday"}, 400),
        ({"service_request_id": "100001", "media_url": "file:///etc/passwd"}, 400),
    ],
)
def test_bad_updates(crm, file_pothole, fields, status_code):
    file_pothole()
    refused = crm.post(f"{UPDATES}.json", data=fields)
    assert (refused.status_code, refused.json()[0]["code"]) == (status_code, status_code)


def feedback(crm, number, format_="json", **fields):
    return crm.post(f"/open311/v2/requests/{number}/feedback.{format_}", data=fields)


def rows(crm):
    with crm.app.state.crm.database.reading() as session:
        return list(performance_rows(session))


def test_feedback_is_completed_part_by_part(crm, file_pothole, close):
    number = file_pothole(channel="sms", language="es")
    close(number)
    assert feedback(crm, number, fixed="partly", update_id="s1").status_code == 201
    assert (rows(crm)[0].fixed, rows(crm)[0].rating) == ("partly", None)
    answered = feedback(crm, number, rating="4", comment="nice crew", update_id="s1").json()[0]
    assert answered == {
        "update_id": "s1",
        "service_request_id": number,
        "fixed": "partly",
        "rating": 4,
        "comment": "nice crew",
    }
    assert feedback(crm, number, rating="4", update_id="s1").json()[0] == answered
    assert (rows(crm)[0].fixed, rows(crm)[0].rating, rows(crm)[0].language) == ("partly", 4, "es")
    with crm.app.state.crm.database.reading() as session:
        history = [change.what for change in find_request(session, number).changes]
    assert history == ["filed", "closed", "feedback", "feedback"]


def test_feedback_in_xml(crm, file_pothole):
    root = etree.fromstring(feedback(crm, file_pothole(), "xml", rating="5", update_id="s1").content)
    assert (root.tag, root.findtext("rating"), root.findtext("fixed")) == ("feedback", "5", "")


@pytest.mark.parametrize(
    "fields", [{}, {"rating": "6"}, {"rating": "4.5"}, {"fixed": "maybe"}, {"comment": "x" * 4001}]
)
def test_bad_feedback(crm, file_pothole, fields):
    assert feedback(crm, file_pothole(), **fields).status_code == 400


def test_feedback_for_nothing(crm, file_pothole):
    assert feedback(crm, "999999", rating="3").status_code == 404
    feedback(crm, file_pothole(), rating="3", update_id="s1")
    assert feedback(crm, file_pothole(), rating="3", update_id="s1").status_code == 400


def test_a_second_survey_counts_last(crm, file_pothole, clock):
    number = file_pothole()
    feedback(crm, number, fixed="no", rating="1", update_id="s1")
    clock.passes(days=1)
    feedback(crm, number, fixed="yes", rating="5", update_id="s2")
    assert (rows(crm)[0].fixed, rows(crm)[0].rating) == ("yes", 5)


def test_performance_rows_know_every_close_and_reopen(crm, file_pothole, close, clock):
    number = file_pothole(channel="web", area="Harbor")
    file_pothole(service_code="GRAFFITI", **{"attribute[surface]": "sign"})
    for _ in range(2):
        clock.passes(days=3)
        close(number)
        clock.passes(days=1)
        crm.post(f"{UPDATES}.json", data={"service_request_id": number, "status": "reopen"})
    row, other = rows(crm)
    assert (len(row.closes), len(row.reopens), row.closed_datetime) == (2, 2, None)
    assert (row.service_name, row.area, row.channel) == ("Pothole", "Harbor", "web")
    assert row.target_datetime < row.expected_datetime
    assert (other.closes, other.reopens, other.fixed, other.rating) == ((), (), "", None)
    with crm.app.state.crm.database.reading() as session:
        assert len(list(performance_rows(session, since=clock()))) == 2  # both are still open
    close(number)
    clock.passes(days=1)
    with crm.app.state.crm.database.reading() as session:
        assert [row.service_code for row in performance_rows(session, since=clock())] == ["GRAFFITI"]
