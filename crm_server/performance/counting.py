"""What the page and its two tables say, as text: all that takes long, and nothing of the web's."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, FileSystemLoader
from msgspec import Struct

from crm_server.database import Database
from crm_server.pages import environment
from crm_server.performance import words
from crm_server.performance.export import figures_csv
from crm_server.performance.figures import MINIMUM, Figures
from crm_server.performance.figures_json import as_json
from crm_server.performance.from_store import cases
from crm_server.performance.pages import PAGES
from crm_server.performance.report import table
from crm_server.performance.view import DIMENSIONS, PERIODS, Asked, name_of, view

own = environment.overlay(loader=ChoiceLoader([FileSystemLoader(PAGES), environment.loader or FileSystemLoader(PAGES)]))


class Order(Struct, frozen=True):
    """`root` goes before the addresses on the page; `now` is when the figures are of."""

    form: Literal["html", "json", "csv"]
    asked: Asked
    now: datetime
    database_url: str
    city_name: str
    time_zone: str
    root: str = ""


def counted(order: Order, database: Database) -> str:
    if order.form == "html":
        return _page(order, database)
    rows = _table(order, database)
    if order.form == "json":
        return json.dumps([as_json(figures, order.asked.by) for figures in rows], ensure_ascii=False)
    return "".join(figures_csv(rows, order.asked.by))


def _page(order: Order, database: Database) -> str:
    zone = ZoneInfo(order.time_zone)
    with database.reading() as session:
        shown = view(cases(session, order.asked.since(order.now)), order.now, order.asked)
    return own.get_template("performance.html").render(
        root=order.root,
        city_name=order.city_name,
        title="Performance",
        view=shown,
        words=words,
        name_of=name_of,
        day=lambda at: f"{at.astimezone(zone):%B} {at.astimezone(zone).day}, {at.astimezone(zone).year}",
        moment=f"{order.now.astimezone(zone):%I:%M %p}".removeprefix("0"),
        minimum=MINIMUM,
        periods=PERIODS,
        dimensions=DIMENSIONS,
    )


def _table(order: Order, database: Database) -> Sequence[Figures]:
    start = order.now - order.asked.length
    with database.reading() as session:
        found = [case for case in cases(session, start) if case.opened > start and case.outcome != "duplicate"]
    return table(found, order.now, order.asked.by)
