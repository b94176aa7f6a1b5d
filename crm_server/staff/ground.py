"""The streets under the pins, as a picture of their own that a browser keeps."""

import structlog
from fastapi import APIRouter, Depends, Response
from starlette.exceptions import HTTPException

from crm_server.crm import CrmDep
from crm_server.staff.map import ACROSS, HEIGHT, WIDTH
from crm_server.staff.signed_in import staff_member

router = APIRouter()
_log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, max-age=3600",
    "X-Content-Type-Options": "nosniff",
}


@router.get("/staff/ground.svg", dependencies=[Depends(staff_member)])
def ground_picture(crm: CrmDep, lat: float, long: float, across: int) -> Response:
    """404 where nothing can be drawn: the page shows its pins all the same."""
    if crm.ground is None or across not in ACROSS or not (abs(lat) <= 90 and abs(long) <= 180):
        raise HTTPException(404, "There is no map of this.")
    try:
        picture = crm.ground.picture((lat, long, float(across)), (WIDTH, HEIGHT))
    except Exception as error:
        _log.warning("streets_not_drawn", reason=str(error))
        raise HTTPException(404, "The map cannot be drawn.") from error
    return Response(picture, media_type="image/svg+xml", headers=HEADERS)
