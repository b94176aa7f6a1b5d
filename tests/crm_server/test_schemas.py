"""Our JSON answers against the GeoReport v2 schemas that outside checks use."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker

SCHEMAS = Path(__file__).resolve().parents[2] / "../shared/apis/open311"

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the Open311 schemas are not beside the checkout (../shared/apis/open311)"
)


def check(schema: str, rows: list) -> None:
    validator = Draft4Validator(json.loads((SCHEMAS / schema).read_text()), format_checker=FormatChecker())
    assert rows
    for row in rows:
        validator.validate(row)


@needs_schemas
def test_services_and_definitions(crm):
    services = crm.get("/open311/v2/services.json").json()
    check("service.json", services)
    definitions = [crm.get(f"/open311/v2/services/{service['service_code']}.json").json() for service in services]
    check("service-definition.json", definitions)
    asks = {definition["service_code"]: bool(definition["attributes"]) for definition in definitions}
    assert asks == {service["service_code"]: service["metadata"] for service in services}


@needs_schemas
def test_requests(crm, file_pothole):
    file_pothole()
    file_pothole(lat="", long="", address_string="12 Elm Street", media_url="http://x.test/1.jpg")
    check("request.json", crm.get("/open311/v2/requests.json").json())
    check("request.json", crm.get("/open311/v2/requests.json?extensions=true").json())
