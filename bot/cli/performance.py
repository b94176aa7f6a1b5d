"""`text311 performance`: the performance report of a ticket table or a GeoReport endpoint."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from crm_server.performance import words
from crm_server.performance.cases import Case
from crm_server.performance.dates import reader_for
from crm_server.performance.figures import Figures
from crm_server.performance.figures_json import as_json
from crm_server.performance.report import ALL, table
from crm_server.performance.tickets import last_known, read_tickets


class Grouping(StrEnum):
    SERVICE = "service"
    AREA = "area"
    CHANNEL = "channel"
    LANGUAGE = "language"


def performance(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE.csv|URL", help="A table of requests (CSV, also .gz) or the base URL of a GeoReport v2 server."
        ),
    ],
    json_: Annotated[
        bool, typer.Option("--json", help="Print a JSON array: the total first, then one row per service.")
    ] = False,
    by: Annotated[Grouping, typer.Option(help="What each row is.")] = Grouping.SERVICE,
    as_of: Annotated[
        str,
        typer.Option(help="Count open requests until then (2026-01-31T08:00). Default: the last time in the table."),
    ] = "",
    days: Annotated[int, typer.Option(min=1, help="How many days of a GeoReport server to read.")] = 365,
) -> None:
    """Report times, on-time shares and satisfaction. Each figure says what it is computed over."""
    cases, until = _read(source, days)
    rows = table(cases, _moment(as_of, until) if as_of else until, by.value)
    if json_:
        print("[\n" + ",\n".join(json.dumps(as_json(row, by.value), ensure_ascii=False) for row in rows) + "\n]")
    else:
        _print_table(rows, by)


def _read(source: str, days: int) -> tuple[Sequence[Case], datetime]:
    """The cases, and when they were last known."""
    if source.startswith(("http://", "https://")):
        now = datetime.fromtimestamp(time.time(), UTC)
        return asyncio.run(_from_server(source, now - timedelta(days=days), now)), now
    try:
        tickets = read_tickets(Path(source))
    except OSError as error:
        _give_up(f"{source}: {error.strerror or error}")
    except ValueError as error:
        _give_up(f"{source}: {error}")
    if tickets.skipped:
        print(f"{tickets.skipped} rows without a readable time of opening were left out", file=sys.stderr)
    return tickets.cases, last_known(tickets.cases)


async def _from_server(base_url: str, start: datetime, end: datetime) -> list[Case]:
    import aiohttp

    from crm_client import DeskError, Filters, GeoReportClient

    async with aiohttp.ClientSession() as session:
        try:
            client = GeoReportClient(base_url, session)
            found = await client.service_requests(Filters(start=start, end=end))
        except DeskError as error:
            _give_up(error.description or str(error))
    return [
        Case(
            service=one.service_name or one.service_code,
            service_code=one.service_code,
            opened=one.requested_datetime,
            # The standard has no time of closing: the last change of a closed request is it.
            closed=(one.closed_datetime or one.updated_datetime) if one.status == "closed" else None,
            target=one.expected_datetime,
            outcome=one.extended_status,
            area=one.area,
            channel=one.channel,
            language=one.language,
        )
        for one in found
        if one.requested_datetime
    ]


def _moment(written: str, like: datetime) -> datetime:
    try:
        found = reader_for([written])(written)
    except ValueError as error:
        _give_up(f"--as-of: {error}")
    return found.replace(tzinfo=like.tzinfo)


def _print_table(rows: Sequence[Figures], by: Grouping) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=SIMPLE)
    shown.add_column(by.value, max_width=40)
    for name in (
        "n",
        "closed",
        "open",
        "median, closed",
        "90% within",
        "median, with open",
        "90%, with open",
        "on time",
        "by target",
    ):
        shown.add_column(name, justify="right")
    for row in rows:
        shown.add_row("All together" if row.name == ALL else row.name, *_cells(row))
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False)
    console.print(shown)
    console.print(_explained(rows[0]))


def _cells(row: Figures) -> list[str]:
    counts = [f"{number:,}" for number in (row.n, row.closed, row.open)]
    hours = (row.median_hours, row.p90_hours, row.honest_median_hours, row.honest_p90_hours)
    shares = [f"{words.percent(row.on_time)} of {row.on_time.over:,}", f"{words.on_time(row)}, {words.on_time_of(row)}"]
    return [*counts, *map(words.duration, hours), *shares]


def _explained(everything: Figures) -> str:
    how = "the table's own on-time column" if everything.flagged else "the targets"
    return (
        f"On time is by {how}. By target: open requests count as late from their target on. With open: Kaplan-Meier, an open"
        f" request counts as at least as long as it was open at {everything.as_of:%Y-%m-%d %H:%M}. A dash: too few are closed to say."
    )


def _give_up(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    raise typer.Exit(1)
