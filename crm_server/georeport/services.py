"""The list of services and the questions each one asks."""

from typing import Any

from fastapi import APIRouter, Response

from crm_server.catalogue import Attribute, Service
from crm_server.crm import CrmDep
from crm_server.georeport.answers import Format, Row, answer
from crm_server.georeport.errors import GeoReportError

router = APIRouter()


@router.get("/services.{format_}")
def services(format_: Format, crm: CrmDep) -> Response:
    return answer(format_, "services", [_service(service) for service in crm.catalogue.in_order])


@router.get("/services/{service_code}.{format_}")
def service_definition(service_code: str, format_: Format, crm: CrmDep) -> Response:
    service = crm.catalogue.services.get(service_code)
    if service is None:
        raise GeoReportError(404, f"There is no service with service_code {service_code}; services.json lists them.")
    attributes = [_attribute(order, attribute) for order, attribute in enumerate(service.attributes, start=1)]
    return answer(format_, "service_definition", {"service_code": service_code, "attributes": attributes})


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
