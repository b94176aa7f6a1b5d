"""What this server is and can do."""

from datetime import UTC, datetime

from crm_server.crm import Crm
from crm_server.georeport.answers import Answer, Row, answer
from crm_server.georeport.call import Call
from crm_server.georeport.times import stamp

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
EXTENSIONS = [
    "idempotency_key",
    "updated_after",
    "paging",
    "servicerequestupdates",
    "feedback",
    "radius",
    "filed_request",
]


async def discovery(call: Call) -> Answer:
    return answer(call.format, "discovery", _discovery(call.crm))


def _discovery(crm: Crm) -> Row:
    changeset = _changeset(crm)
    return {
        "changeset": changeset,
        "contact": f"{crm.settings.city_name}: {crm.settings.public_url}/",
        "key_service": _key_service(crm),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{crm.settings.public_url}/open311/v2",
                "changeset": changeset,
                "type": "production",
                "formats": ["application/json", "text/xml"],
            }
        ],
        "extensions": EXTENSIONS,
    }


def _changeset(crm: Crm) -> str:
    """When the list of services last changed: clients fetch it again when this is newer than what they know."""
    return stamp(datetime.fromtimestamp(crm.catalogue.changed_at, UTC))


def _key_service(crm: Crm) -> str:
    return "Ask the city for an api_key." if crm.settings.api_keys else "No api_key is needed."
