"""The first page of a CRM that runs alone, and what all pages look like."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from crm_server.crm import CrmDep
from crm_server.pages import PAGES_DIR, page

router = APIRouter()

CACHED = {"Cache-Control": "max-age=300"}


@router.get("/")
def home(http_request: Request, crm: CrmDep) -> HTMLResponse:
    return page(http_request, crm, "home.html", title="Start")


@router.get("/crm-style.css")
def style() -> FileResponse:
    return FileResponse(PAGES_DIR / "style.css", media_type="text/css", headers=CACHED)


@router.get("/crm-icon.svg")
def icon() -> FileResponse:
    return FileResponse(PAGES_DIR / "icon.svg", media_type="image/svg+xml", headers=CACHED)
