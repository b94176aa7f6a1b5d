"""The queue, as a list and a map."""

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from crm_server.crm import CrmDep
from crm_server.pages import PAGES_DIR, page
from crm_server.staff.cookies import form_token
from crm_server.staff.distance import plain_distance
from crm_server.staff.due import plain_due
from crm_server.staff.map import draw_map, pins_of
from crm_server.staff.queue import STATUSES, STEP, QueueFilter, areas, queue, queue_filter
from crm_server.staff.signed_in import StaffDep, key_of

router = APIRouter()


@router.get("/staff")
def queue_page(http_request: Request, crm: CrmDep, member: StaffDep) -> Response:
    wanted, now = queue_filter(http_request.query_params), crm.clock()
    with crm.database.reading() as session:
        found, known_areas = queue(session, wanted, member.name, now), areas(session, now)
    root = http_request.scope.get("root_path", "")
    return page(
        http_request,
        crm,
        "queue.html",
        title="Queue",
        member=member,
        form_token=form_token(member, key_of(crm)),
        wanted=wanted,
        shown=found.shown,
        total=found.total,
        late=found.late,
        only_late=_query(replace(wanted, status="late")),
        more=_query(replace(wanted, show=wanted.show + STEP)) if found.total > len(found.shown) else "",
        map=draw_map(pins_of(found.shown, root, crm.catalogue.name), wanted.near),
        ground=crm.ground is not None,
        statuses=STATUSES,
        services=crm.catalogue.in_order,
        areas=known_areas,
        service_name=crm.catalogue.name,
        due=lambda one: plain_due(one.request, now, crm.time_zone),
        distance=plain_distance,
    )


@router.get("/staff/near-me.js")
def near_me_script() -> Response:
    return FileResponse(
        PAGES_DIR / "near-me.js", media_type="text/javascript", headers={"Cache-Control": "max-age=300"}
    )


def _query(wanted: QueueFilter) -> str:
    query = {
        "service": wanted.service_code,
        "area": wanted.area,
        "status": wanted.status,
        "near": wanted.near_text,
        "show": str(wanted.show),
    }
    return urlencode({name: value for name, value in query.items() if value})
