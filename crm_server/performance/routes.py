"""`/performance` and its downloads, for anyone to see."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from crm_server.crm import Crm, CrmDep
from crm_server.pages import SAFE_HEADERS
from crm_server.performance.apart import count_apart
from crm_server.performance.counting import Order, counted
from crm_server.performance.downloads import as_csv, as_json, bulk_rows, case_rows, filed_ever
from crm_server.performance.export import BULK_FIELDS, CASE_FIELDS
from crm_server.performance.pages import PAGES
from crm_server.performance.remembered import Remembered
from crm_server.performance.view import Asked

router = APIRouter()

MANY = 5_000
"""Requests ever filed from which counting takes too long to be done beside the event loop. A smaller city always sees
the latest.
"""


def _asked(
    days: Annotated[int, Query(ge=1, le=3650)] = 90, by: Literal["service", "area", "channel", "language"] = "service"
) -> Asked:
    return Asked(days, by)


AskedDep = Annotated[Asked, Depends(_asked)]


@router.get("/performance")
async def performance(http_request: Request, crm: CrmDep, asked: AskedDep) -> HTMLResponse:
    return HTMLResponse(await _text("html", http_request, crm, asked), headers=SAFE_HEADERS)


@router.get("/performance.json")
async def figures_as_json(http_request: Request, crm: CrmDep, asked: AskedDep) -> Response:
    return Response(await _text("json", http_request, crm, asked), media_type="application/json")


@router.get("/performance.csv")
async def figures_as_csv(http_request: Request, crm: CrmDep, asked: AskedDep) -> Response:
    text = await _text("csv", http_request, crm, asked)
    return Response(
        text, media_type="text/csv; charset=utf-8", headers=_download_headers(f"performance-by-{asked.by}.csv")
    )


async def _text(form: Literal["html", "json", "csv"], http_request: Request, crm: Crm, asked: Asked) -> str:
    order = Order(
        form,
        asked,
        crm.clock(),
        crm.settings.database_url,
        crm.settings.city_name,
        crm.time_zone.key,
        http_request.scope.get("root_path", ""),
    )
    many = await crm.database.look(filed_ever) >= MANY
    count = count_apart if many else lambda order: asyncio.to_thread(counted, order, crm.database)
    return await _remembered(http_request).text((form, asked, order.root), lambda: count(order), keep=many)


def _remembered(http_request: Request) -> Remembered:
    state = http_request.app.state
    if not hasattr(state, "performance"):
        state.performance = Remembered(monotonic)
    remembered: Remembered = state.performance
    return remembered


@router.get("/performance.css")
def style() -> FileResponse:
    return FileResponse(PAGES / "performance.css", media_type="text/css", headers={"Cache-Control": "max-age=300"})


@router.get("/performance/cases.csv")
async def cases_as_csv(crm: CrmDep) -> StreamingResponse:
    return _download(as_csv(crm.database, CASE_FIELDS, case_rows), "cases.csv")


@router.get("/performance/georeport-bulk.csv")
async def bulk_as_csv(crm: CrmDep) -> StreamingResponse:
    return _download(as_csv(crm.database, BULK_FIELDS, bulk_rows), "georeport-bulk.csv")


@router.get("/performance/georeport-bulk.json")
async def bulk_as_json(crm: CrmDep) -> StreamingResponse:
    return StreamingResponse(as_json(crm.database, bulk_rows), media_type="application/json; charset=utf-8")


def _download(lines: AsyncIterator[str], name: str) -> StreamingResponse:
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=_download_headers(name))


def _download_headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
