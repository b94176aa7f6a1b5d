"""Whatever the published schemas allow, the client reads."""

import json
from datetime import UTC
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from crm_client.payloads import rows
from crm_client.readers import definition_from, requests_from, services_from

SCHEMAS = Path(__file__).resolve().parents[2] / "../shared/apis/open311"

pytestmark = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the Open311 schemas lie beside the checkout (shared/apis/open311)"
)

LEAST = {
    "service_request_id": "01",
    "status": "open",
    "service_code": "007",
    "requested_datetime": "2026-03-02T12:00:00Z",
}
NULLS = dict.fromkeys(
    ["status_notes", "service_name", "description", "agency_responsible", "service_notice", "updated_datetime", "expected_datetime",
     "address", "address_id", "zipcode", "lat", "long", "media_url"]
)  # fmt: skip
FULL = LEAST | {
    "status": "closed",
    "lat": 42.36,
    "long": -71.06,
    "zipcode": "02108",
    "media_url": "https://a.example/1.jpg",
}
SERVICES = [
    {
        "service_code": "007",
        "service_name": "Lamp",
        "metadata": True,
        "type": "batch",
        "keywords": None,
        "group": None,
        "description": None,
    },
    {
        "service_code": "8",
        "service_name": "Hole",
        "metadata": False,
        "type": "realtime",
        "keywords": "hole, road",
        "group": "Roads",
    },
]
QUESTION = {
    "variable": True,
    "code": "q",
    "datatype": "singlevaluelist",
    "required": True,
    "order": None,
    "description": None,
}
DEFINITION = {
    "service_code": "007",
    "attributes": [
        QUESTION | {"values": [{"key": "1", "name": "one"}]},
        QUESTION | {"code": "r", "datatype": "number"},
    ],
}


def _validated(name: str, data: object) -> list[dict]:
    documents = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources(
        (file, Resource.from_contents(schema, default_specification=_draft7())) for file, schema in documents.items()
    )
    jsonschema.Draft7Validator(documents[name], registry=registry).validate(data)
    return rows(json.dumps(data).encode())


def _draft7():
    from referencing.jsonschema import DRAFT7

    return DRAFT7


def test_requests():
    found = list(requests_from(_validated("requests.json", [LEAST, LEAST | NULLS, FULL]), UTC))
    assert [one.service_request_id for one in found] == ["01"] * 3
    assert found[0].description == found[1].description == ""
    assert found[2].zipcode == "02108"


def test_services_and_definitions():
    lamp, hole = services_from(_validated("services.json", SERVICES))
    assert (lamp.service_code, lamp.metadata, lamp.groups, lamp.keywords) == ("007", True, (), ())
    assert hole.keywords == ("hole", "road")
    definition = definition_from("007", _validated("service-definition.json", DEFINITION))
    assert [one.datatype for one in definition.attributes] == ["singlevaluelist", "number"]
