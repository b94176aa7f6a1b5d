"""The list of services and the questions each one asks."""

from typing import Any

from crm_server.catalogue import Attribute, Service
from crm_server.georeport.answers import Answer, Row, answer
from crm_server.georeport.call import Call
from crm_server.georeport.errors import GeoReportError


async def services(call: Call) -> Answer:
    return answer(call.format, "services", [_service(service) for service in call.crm.catalogue.in_order])


async def service_definition(call: Call) -> Answer:
    service = call.crm.catalogue.services.get(call.named)
    if service is None:
        raise GeoReportError(404, f"There is no service with service_code {call.named}; services.json lists them.")
    attributes = [_attribute(order, attribute) for order, attribute in enumerate(service.attributes, start=1)]
    return answer(call.format, "service_definition", {"service_code": call.named, "attributes": attributes})


def _service(service: Service) -> Row:
    return {
        "service_code": service.service_code,
        "service_name": service.service_name,
        "description": service.description,
        "metadata": bool(service.attributes),
        "type": "realtime" if service.realtime else "batch",
        "keywords": ",".join(service.keywords),
        "group": service.group,
    }


def _attribute(order: int, attribute: Attribute) -> Row:
    row: dict[str, Any] = {
        "variable": attribute.variable,
        "code": attribute.code,
        "datatype": attribute.datatype,
        "required": attribute.required,
        "datatype_description": attribute.datatype_description,
        "order": order,
        "description": attribute.description,
    }
    if attribute.is_list:
        row["values"] = [{"key": value.key, "name": value.name} for value in attribute.values]
    if attribute.depends_on:
        row["depends_on"] = list(attribute.depends_on)
    return row
