"""`/performance` and its downloads, for anyone to see."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, StreamingResponse
from jinja2 import ChoiceLoader, FileSystemLoader
from sqlalchemy import select

from crm_server.crm import Crm, CrmDep
from crm_server.pages import SAFE_HEADERS, environment
from crm_server.performance import words
from crm_server.performance.export import BULK_FIELDS, bulk_row, cases_csv, csv_lines, figures_csv
from crm_server.performance.figures import MINIMUM, Figures
from crm_server.performance.figures_json import as_json
from crm_server.performance.from_store import cases
from crm_server.performance.remembered import Remembered
from crm_server.performance.report import Dimension, table
from crm_server.performance.view import DIMENSIONS, PERIODS, Asked, View, name_of, view
from crm_server.tables import KnownService, ServiceRequest

router = APIRouter()

LINES_A_PIECE = 500

PAGES = Path(__file__).parent / "pages"
own = environment.overlay(loader=ChoiceLoader([FileSystemLoader(PAGES), environment.loader or FileSystemLoader(PAGES)]))


def _asked(
    days: Annotated[int, Query(ge=1, le=3650)] = 90, by: Literal["service", "area", "channel", "language"] = "service"
) -> Asked:
    return Asked(days, by)


AskedDep = Annotated[Asked, Depends(_asked)]


@router.get("/performance")
def performance(http_request: Request, crm: CrmDep, asked: AskedDep) -> HTMLResponse:
    shown = _remembered(http_request).view(asked, lambda: _view(crm, asked))
    html = own.get_template("performance.html").render(
        root=http_request.scope.get("root_path", ""),
        city_name=crm.settings.city_name,
        title="Performance",
        view=shown,
        words=words,
        name_of=name_of,
        day=lambda at: f"{at.astimezone(crm.time_zone).day} {at.astimezone(crm.time_zone):%B %Y}",
        minimum=MINIMUM,
        periods=PERIODS,
        dimensions=DIMENSIONS,
    )
    return HTMLResponse(html, headers=SAFE_HEADERS)


def _remembered(http_request: Request) -> Remembered:
    state = http_request.app.state
    if not hasattr(state, "performance"):
        state.performance = Remembered(monotonic)
    remembered: Remembered = state.performance
    return remembered


def _view(crm: Crm, asked: Asked) -> View:
    now = crm.clock()
    with crm.database.reading() as session:
        return view(cases(session, asked.since(now)), now, asked)


@router.get("/performance.css")
def style() -> FileResponse:
    return FileResponse(PAGES / "performance.css", media_type="text/css", headers={"Cache-Control": "max-age=300"})


@router.get("/performance.json")
def figures_as_json(crm: CrmDep, asked: AskedDep) -> list[dict[str, Any]]:
    return [as_json(figures, asked.by) for figures in _table(crm, asked)]


@router.get("/performance.csv")
def figures_as_csv(crm: CrmDep, asked: AskedDep) -> StreamingResponse:
    return _download(figures_csv(_table(crm, asked), asked.by), f"performance-by-{asked.by}.csv")


@router.get("/performance/cases.csv")
def cases_as_csv(crm: CrmDep) -> StreamingResponse:
    def lines() -> Iterator[str]:
        with crm.database.reading() as session:
            yield from cases_csv(cases(session))

    return _download(lines(), "cases.csv")


@router.get("/performance/georeport-bulk.csv")
def bulk_as_csv(crm: CrmDep) -> StreamingResponse:
    return _download(csv_lines(BULK_FIELDS, _bulk(crm)), "georeport-bulk.csv")


@router.get("/performance/georeport-bulk.json")
def bulk_as_json(crm: CrmDep) -> StreamingResponse:
    def lines() -> Iterator[str]:
        before = "[\n"
        for row in _bulk(crm):
            yield before + json.dumps(row, ensure_ascii=False)
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"

    return StreamingResponse(_pieces(lines()), media_type="application/json; charset=utf-8")


def _table(crm: Crm, asked: Asked) -> list[Figures]:
    now = crm.clock()
    start = now - asked.length
    with crm.database.reading() as session:
        counted = [case for case in cases(session, start) if case.opened > start and case.outcome != "duplicate"]
    by: Dimension = asked.by
    return table(counted, now, by)


def _bulk(crm: Crm) -> Iterator[dict[str, Any]]:
    with crm.database.reading() as session:
        names = {known.service_code: known for known in session.scalars(select(KnownService))}
        for request in session.scalars(select(ServiceRequest).order_by(ServiceRequest.id)).yield_per(1000):
            yield bulk_row(request, names)


def _download(lines: Iterator[str], name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_pieces(lines), media_type="text/csv; charset=utf-8", headers=headers)


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """Many lines at once: each piece of a streamed answer costs a change of threads."""
    while piece := "".join(islice(lines, LINES_A_PIECE)):
        yield piece
