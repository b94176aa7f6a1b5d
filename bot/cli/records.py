"""`text311 records`: what is kept in SQL, as JSON Lines or CSV."""

import asyncio
import csv
import sys
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from bot.settings import from_process


class Kept(StrEnum):
    filed_places = "filed_places"
    feedback = "feedback"
    consents = "consents"
    corrections = "corrections"
    deliveries = "deliveries"
    staff_calls = "staff_calls"
    transcripts = "transcripts"


def records(
    table: Annotated[Kept, typer.Argument(help="The table to write.")],
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV with a header instead of JSON Lines.")] = False,
) -> None:
    """Write a table of records to stdout, oldest first. Personal data: do not log it."""
    asyncio.run(_write(table.value, as_csv=as_csv))


async def _write(table: str, *, as_csv: bool) -> None:
    from bot.parts import records_of

    kept = await asyncio.to_thread(records_of, from_process())
    put = _csv_row if as_csv else _json_line
    first = True
    try:
        async for row in kept.export(table):
            put(row, first)
            first = False
    finally:
        await kept.close()


def _json_line(row: dict[str, Any], _first: bool) -> None:
    print(msgspec.json.encode(row).decode())


def _csv_row(row: dict[str, Any], first: bool) -> None:
    writer = csv.writer(sys.stdout)
    if first:
        writer.writerow(row)
    writer.writerow(map(_harmless, row.values()))


def _harmless(value: Any) -> Any:
    """A resident's words that a spreadsheet would take for a formula get an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
