from datetime import UTC, datetime

import pytest

from crm_client.definitions import attributes_from
from crm_client.errors import Complaint
from crm_client.models import AttributeValue, Endpoint, Point
from crm_client.payloads import rows
from crm_client.readers import (
    complaints_from,
    definition_from,
    discovery_from,
    requests_from,
    services_from,
    updates_from,
)


def test_services_without_a_code_are_left_out_and_the_first_of_a_code_wins():
    found = services_from(
        [
            {
                "service_code": "7",
                "service_name": " Street lamp ",
                "metadata": "true",
                "type": "Batch",
                "keywords": "lamp, light",
                "group": "Streets",
            },
            {"service_name": "No code"},
            {"service_code": "7", "service_name": "Again"},
            {"service_code": "8", "metadata": False, "groups": ["Parks", "Trees"], "group": ""},
        ]
    )
    lamp, trees = found
    assert (lamp.service_name, lamp.metadata, lamp.type, lamp.keywords, lamp.groups) == (
        "Street lamp",
        True,
        "batch",
        ("lamp", "light"),
        ("Streets",),
    )
    assert (trees.service_name, trees.metadata, trees.type, trees.groups) == (
        "8",
        False,
        "realtime",
        ("Parks", "Trees"),
    )


DATATYPES = [
    ({"datatype": "Text"}, "text"),
    ({"datatype": "string"}, "string"),
    ({"datatype": "Picklist", "values": [{"key": "1", "name": "one"}]}, "singlevaluelist"),
    ({"datatype": "Boolean (checkbox)"}, "singlevaluelist"),
    ({"datatype": "singlevaluelist", "values": 3}, "text"),
    ({"datatype": "multivaluelist", "values": {"value": [{"key": "1", "name": "one"}]}}, "multivaluelist"),
    ({"datatype": "Geolocation"}, "text"),
    ({"datatype": None}, "text"),
    ({"datatype": "Date"}, "datetime"),
]


@pytest.mark.parametrize(("row", "expected"), DATATYPES)
def test_datatypes_come_down_to_the_standard_s_six(row, expected):
    (attribute,) = attributes_from([{"code": "q", **row}])
    assert attribute.datatype == expected


VALUES = [
    ([{"key": 1, "name": "one"}, {"name": "two"}, {"key": "three"}], ["1 one", "two two", "three three"]),
    ({"value": {"key": "a", "name": "A"}}, ["a A"]),
    ({"key": "a", "name": "A"}, ["a A"]),
    ({"a": "A", "b": "B"}, ["a A", "b B"]),
    (["red", "blue", "red"], ["red red", "blue blue"]),
    (12, []),
    (None, []),
]


@pytest.mark.parametrize(("values", "expected"), VALUES)
def test_values(values, expected):
    (attribute,) = attributes_from([{"code": "q", "datatype": "singlevaluelist", "values": values}])
    assert [f"{value.key} {value.name}" for value in attribute.values] == expected


def test_attributes_come_in_order_with_notices_and_conditions():
    found = attributes_from(
        [
            {"code": "b", "datatype": "string", "order": "2", "required": "true", "depends_on": ["a", "other"]},
            {"code": "", "datatype": "Informational", "order": 3, "description": "We come on weekdays."},
            {"code": "", "datatype": "string"},
            {"code": "a", "datatype": "singlevaluelist", "order": 1, "values": [{"key": "other", "name": "Other"}]},
            {"code": "c", "datatype": "string", "order": 4, "automated": "server_set"},
            {
                "code": "d",
                "datatype": "string",
                "order": 5,
                "dependencies": {"conditions": [{"attribute": "a", "op": "eq", "value": "x"}]},
            },
        ]
    )
    assert [one.code for one in found] == ["a", "b", "", "c", "d"]
    assert found[0].values == (AttributeValue("other", "Other"),)
    assert found[1].required
    assert found[1].depends_on == ("a", "other")
    assert not found[2].variable
    assert found[3].automated
    assert found[4].depends_on == ("a", "x")


def test_a_definition_may_be_empty_or_a_bare_list():
    assert definition_from("A", []).attributes == ()
    assert definition_from("A", [{"service_code": "A", "attributes": None}]).attributes == ()
    assert definition_from("A", [{"code": "q", "datatype": "string"}]).attributes[0].code == "q"


def test_a_full_request():
    row = {
        "service_request_id": 638344,
        "status": "Closed",
        "extended_status": "fixed",
        "status_notes": "Filled.",
        "service_code": 7,
        "requested_datetime": "2026-03-02T12:00:00Z",
        "updated_datetime": "2026-03-02T11:00:00Z",
        "lat": "42.36",
        "long": "-71.06",
        "zipcode": "02108",
        "media_url": [{"url": "https://a.example/1.jpg "}],
        "extended_attributes": {"parent_service_request_id": 12, "photos": []},
    }
    (request,) = requests_from([row], UTC)
    assert (request.service_request_id, request.service_code, request.zipcode) == ("638344", "7", "02108")
    assert (request.status, request.extended_status) == ("closed", "fixed")
    assert request.point == Point(42.36, -71.06)
    assert request.media_url == "https://a.example/1.jpg"
    assert request.duplicate_of == "12"
    assert request.updated_datetime == datetime(2026, 3, 2, 12, tzinfo=UTC), (
        "a change from before the report is moved to it"
    )


def test_the_crew_s_words_may_stand_in_notes():
    notes = [{"type": "opened", "description": "Seen."}, {"type": "closed", "description": "Filled."}]
    (request,) = requests_from([{"service_request_id": 1, "status": "closed", "notes": notes}], UTC)
    assert request.status_notes == "Filled."
    (request,) = requests_from([{"service_request_id": 1, "notes": notes, "status_notes": "Done."}], UTC)
    assert request.status_notes == "Done."


def test_rows_with_neither_id_nor_token_are_not_requests_and_zero_is_an_id():
    found = requests_from(
        [{"status": "open"}, {"service_request_id": 0}, {"token": "t1"}, {"service_request_id": None}], UTC
    )
    assert [(one.service_request_id, one.token) for one in found] == [("0", ""), ("", "t1")]


def test_updates_come_once_and_in_order():
    rows_ = [
        {
            "update_id": 2,
            "service_request_id": 7,
            "status": "FIXED",
            "description": "Done.",
            "updated_datetime": "2026-03-02T13:00:00Z",
        },
        {"update_id": 1, "service_request_id": 7, "status": "In Progress", "updated_datetime": "2026-03-02T12:00:00Z"},
        {"update_id": 1, "service_request_id": 7, "status": "In Progress", "updated_datetime": "2026-03-02T12:30:00Z"},
        {"update_id": 3, "status": "open"},
    ]
    found = updates_from(rows_, UTC)
    assert [(one.update_id, one.status, one.extended_status) for one in found] == [
        ("1", "open", "in_progress"),
        ("2", "closed", "fixed"),
    ]


COMPLAINTS = [
    ([{"code": 400, "description": "No location."}], [Complaint("400", "No location.")]),
    ([{"code": "404", "detail": "Not found."}], [Complaint("404", "Not found.")]),
    (
        [{"code": "400", "detail": {"lat": ["Needed."], "non_field_errors": ["Unknown service."]}}],
        [Complaint("400", "lat: Needed.; Unknown service.")],
    ),
    ([{"code": "400", "detail": ["No jurisdiction."]}], [Complaint("400", "No jurisdiction.")]),
    ([{"message": "Down."}], [Complaint("", "Down.")]),
    ([{"service_request_id": "1", "description": "Deep hole"}], []),
    ([{}], []),
]


@pytest.mark.parametrize(("given", "expected"), COMPLAINTS)
def test_complaints(given, expected):
    assert list(complaints_from(given)) == expected


DISCOVERY = b"""<discovery><changeset>2026-01-01T00:00:00Z</changeset><contact>311@example.org</contact>
<endpoints><endpoint><specification>GeoReport_v2</specification><url>https://city.example/open311/v2</url>
<type>production</type><formats><format>text/xml</format></formats></endpoint></endpoints></discovery>"""


def test_discovery_in_xml_and_json():
    found = discovery_from(rows(DISCOVERY)[0])
    assert found.endpoints == (
        Endpoint("https://city.example/open311/v2", "GeoReport_v2", "production", ("text/xml",)),
    )
    assert found.extensions == frozenset()
    ours = discovery_from(rows(b'{"endpoints": [], "extensions": ["paging", "feedback"]}')[0])
    assert ours.extensions == {"paging", "feedback"}


def test_an_open_request_has_no_closing_note_of_its_last_time():
    """Reopened: what the crew wrote when they closed it is history, not news."""
    row = {"service_request_id": "1", "status": "open", "notes": [{"type": "closed", "description": "It is fixed."}]}
    (reopened,) = requests_from([row], UTC)
    (closed,) = requests_from([{**row, "status": "closed"}], UTC)
    assert reopened.status_notes == ""
    assert closed.status_notes == "It is fixed."
