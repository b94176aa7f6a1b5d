"""Pages: Jinja2 templates with the city's name and clock."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from crm_server.crm import Crm

PAGES_DIR = Path(__file__).parent

environment = Environment(
    loader=FileSystemLoader(PAGES_DIR),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: http:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(
    http_request: Request, crm: Crm, template: str, *, title: str, status_code: int = 200, **values: Any
) -> HTMLResponse:
    """`http_request.scope["root_path"]` goes before every address, so that the pages also work under another app."""
    html = environment.get_template(template).render(
        root=http_request.scope.get("root_path", ""),
        city_name=crm.settings.city_name,
        title=title,
        day_and_time=partial(_day_and_time, crm.time_zone),
        **values,
    )
    return HTMLResponse(html, status_code, SAFE_HEADERS)


def _day_and_time(time_zone: ZoneInfo, at: datetime) -> str:
    local = at.astimezone(time_zone)
    return f"{local:%a, %b} {local.day}, {local:%I:%M %p}".replace(", 0", ", ")
