"""One request: what was reported, what happened since, and what staff can do with it."""

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from crm_server.crm import Crm, CrmDep
from crm_server.georeport.rows import answers_of
from crm_server.pages import page
from crm_server.reasons import CLOSE_REASONS
from crm_server.staff.cookies import StaffMember, form_token
from crm_server.staff.distance import plain_distance
from crm_server.staff.due import plain_due
from crm_server.staff.map import draw_map, pins_of
from crm_server.staff.queue import is_late, near_duplicates
from crm_server.staff.signed_in import StaffDep, key_of
from crm_server.store import find_request
from crm_server.tables import FIRST_NUMBER, ServiceRequest

router = APIRouter()

DONE = {
    "claimed": "It is yours now.",
    "released": "It is back in the queue.",
    "closed": "Closed. The resident will be told.",
    "reopened": "Reopened. The resident will be told.",
    "noted": "The note is saved.",
    "corrected": "Corrected.",
    "merged": "Closed as a duplicate. The resident will be told.",
}
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})


@router.get("/staff/requests/{service_request_id}")
def request_page(
    http_request: Request, service_request_id: str, crm: CrmDep, member: StaffDep, done: str = ""
) -> Response:
    return show_request(http_request, crm, member, service_request_id, done=DONE.get(done, ""))


def show_request(
    http_request: Request,
    crm: Crm,
    member: StaffMember,
    service_request_id: str,
    *,
    done: str = "",
    problem: str = "",
    status_code: int = 200,
    typed: Mapping[str, str] = NOTHING_TYPED,
) -> Response:
    """`typed` goes back into the form, so that nobody has to write a note twice."""
    now = crm.clock()
    with crm.database.reading() as session:
        request = find_request(session, service_request_id)
        if request is None:
            raise HTTPException(404, f"There is no request {service_request_id}.")
        duplicates = near_duplicates(session, request) if request.status == "open" else []
        point = (request.lat, request.long) if request.lat is not None and request.long is not None else None
        root = http_request.scope.get("root_path", "")
        return page(
            http_request,
            crm,
            "request.html",
            title=f"{crm.catalogue.name(request.service_code)} {request.service_request_id}",
            status_code=status_code,
            member=member,
            form_token=form_token(member, key_of(crm)),
            request=request,
            changes=list(reversed(request.changes)),
            late=is_late(request, now),
            due=plain_due(request, now, crm.time_zone),
            answers=answers_of(request.service_code, request.attributes, crm.catalogue),
            duplicate_of=_number(request),
            duplicates=duplicates,
            map=draw_map(pins_of(duplicates, root, crm.catalogue.name) if point else [], point),
            ground=crm.ground is not None,
            reasons={code: reason for code, reason in CLOSE_REASONS.items() if code != "duplicate"},
            reason_labels={code: reason.label for code, reason in CLOSE_REASONS.items()},
            services=crm.catalogue.in_order,
            service_name=crm.catalogue.name,
            distance=plain_distance,
            done=done,
            problem=problem,
            typed=typed,
        )


def _number(request: ServiceRequest) -> str:
    return str(FIRST_NUMBER + request.duplicate_of) if request.duplicate_of else ""
