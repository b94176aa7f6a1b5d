"""The queue, as a list and a map."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from sqlalchemy import select

from crm_server.crm import CrmDep
from crm_server.pages import PAGES_DIR, page
from crm_server.staff.cookies import form_token
from crm_server.staff.distance import plain_distance
from crm_server.staff.due import plain_due
from crm_server.staff.map import draw_map, pins_of
from crm_server.staff.queue import STATUSES, STEP, QueueFilter, queue, queue_filter
from crm_server.staff.signed_in import StaffDep, key_of
from crm_server.tables import ServiceRequest

router = APIRouter()


@router.get("/staff")
def queue_page(http_request: Request, crm: CrmDep, member: StaffDep) -> Response:
    wanted, now = queue_filter(http_request.query_params), crm.clock()
    with crm.database.reading() as session:
        queued = queue(session, wanted, member.name, now)
        areas = session.scalars(select(ServiceRequest.area).distinct().order_by(ServiceRequest.area)).all()
    shown = queued[: wanted.show]
    root = http_request.scope.get("root_path", "")
    return page(
        http_request,
        crm,
        "queue.html",
        title="Queue",
        member=member,
        form_token=form_token(member, key_of(crm)),
        wanted=wanted,
        shown=shown,
        total=len(queued),
        late=sum(one.late for one in queued),
        more=_more(wanted) if len(queued) > len(shown) else "",
        map=draw_map(pins_of(shown, root, crm.catalogue.name), wanted.near),
        ground=crm.ground is not None,
        statuses=STATUSES,
        services=crm.catalogue.in_order,
        areas=[area for area in areas if area],
        service_name=crm.catalogue.name,
        due=lambda one: plain_due(one.request, now, crm.time_zone),
        distance=plain_distance,
    )


@router.get("/staff/near-me.js")
def near_me_script() -> Response:
    return FileResponse(
        PAGES_DIR / "near-me.js", media_type="text/javascript", headers={"Cache-Control": "max-age=300"}
    )


def _more(wanted: QueueFilter) -> str:
    """The query that shows the next ones too."""
    query = {
        "service": wanted.service_code,
        "area": wanted.area,
        "status": wanted.status,
        "near": wanted.near_text,
        "show": str(wanted.show + STEP),
    }
    return urlencode({name: value for name, value in query.items() if value})
