"""The services file, discovery, and what a batch service answers."""

import pytest
from lxml import etree

from crm_server.catalogue import CatalogueError, read_catalogue

SMALL = """
[working_hours]
monday = "08:00-16:00"
[[services]]
service_code = "A"
service_name = "A thing"
{service}
"""


@pytest.fixture
def services_file(tmp_path):
    def write(service="", **changes):
        path = tmp_path / "services.toml"
        text = SMALL.format(service=service)
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text)
        return path

    return write


def test_ours_covers_all_datatypes_and_a_condition():
    catalogue = read_catalogue(None, "America/New_York")
    attributes = [attribute for service in catalogue.services.values() for attribute in service.attributes]
    assert {attribute.datatype for attribute in attributes} == {
        "string",
        "number",
        "datetime",
        "text",
        "singlevaluelist",
        "multivaluelist",
    }
    assert any(attribute.depends_on for attribute in attributes)
    assert len(catalogue.services) >= 16
    assert catalogue.services["POTHOLE"].attributes == ()
    types = [service.type for service in catalogue.services.values()]
    assert len(set(types)) == len(types)
    assert all(service.service_level for service in catalogue.services.values())


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ("nmae = 'x'", "nmae"),
        ("service_level = { within = 2, unit = 'weeks' }", "services"),
        ("[[services]]\nservice_code = 'A'\nservice_name = 'again'", "twice"),
        ("[[services.attributes]]\ncode = 'q'\ndatatype = 'boolean'\ndescription = '?'", "boolean"),
        ("[[services.attributes]]\ncode = 'q'\ndatatype = 'singlevaluelist'\ndescription = '?'", "lists need values"),
        ("[[services.attributes]]\ncode='q'\ndatatype='string'\ndescription='?'\ndepends_on=['p','1']", "depends on"),
        ("[[services.attributes]]\ncode='q'\ndatatype='string'\ndescription='?'\n" * 2, "two attributes"),
        ("=", "line 7"),
    ],
)
def test_a_wrong_services_file_says_where(services_file, service, said):
    with pytest.raises(CatalogueError, match=said) as caught:
        read_catalogue(services_file(service), "UTC")
    assert str(caught.value).startswith("services.toml: ")


def test_batch_services_answer_a_token_first(world, services_file):
    with world.client(services_file=services_file("realtime = false")) as crm:
        assert crm.get("/open311/v2/services.json").json()[0]["type"] == "batch"
        (filed,) = crm.post("/open311/v2/requests.json", data={"service_code": "A", "address_string": "x"}).json()
        assert "service_request_id" not in filed
        found = crm.get(f"/open311/v2/tokens/{filed['token']}.xml")
        root = etree.fromstring(found.content)
        assert (root.tag, root.findtext("request/token")) == ("service_requests", filed["token"])
        number = root.findtext("request/service_request_id")
        assert crm.get(f"/open311/v2/requests/{number}.json").status_code == 200


def test_a_retired_service_keeps_its_requests_and_name(world, services_file):
    with world.client() as crm:
        filed = {"service_code": "POTHOLE", "address_string": "x"}
        number = crm.post("/open311/v2/requests.json", data=filed).json()[0]["service_request_id"]
    with world.client(services_file=services_file()) as crm:
        assert crm.post("/open311/v2/requests.json", data=filed).status_code == 404
        assert crm.get(f"/open311/v2/requests/{number}.json").json()[0]["service_name"] == "Pothole"


def test_discovery_in_both_formats(crm):
    found = crm.get("/open311/v2/discovery.json").json()
    assert found["extensions"] == [
        "idempotency_key",
        "updated_after",
        "paging",
        "servicerequestupdates",
        "feedback",
        "radius",
        "filed_request",
    ]
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == "http://crm.test/open311/v2"
    root = etree.fromstring(crm.get("/open311/v2/discovery.xml").content)
    assert root.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert root.findtext("changeset") == found["changeset"]
    assert [element.text for element in root.find("extensions")] == found["extensions"]


def test_services_in_xml_say_the_same(crm):
    rows = crm.get("/open311/v2/services.json").json()
    root = etree.fromstring(crm.get("/open311/v2/services.xml").content)
    assert root.tag == "services"
    assert [service.findtext("service_code") for service in root] == [row["service_code"] for row in rows]
    assert {service.findtext("metadata") for service in root} == {"true", "false"}
    root = etree.fromstring(crm.get("/open311/v2/services/STREETLIGHT.xml").content)
    assert root.findtext("attributes/attribute/values/value/key") == "out"
    assert [key.text for key in root.findall("attributes/attribute/depends_on/key")] == ["problem", "row"]
