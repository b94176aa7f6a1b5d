"""`text311 gazetteer build OUT SOURCE…`: an offline gazetteer from open data, and what of it is not used."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

gazetteer = typer.Typer(help="Your city's addresses, for offline lookup.", no_args_is_help=True)


@gazetteer.callback()
def _about() -> None:
    """Your city's addresses, for offline lookup."""


@gazetteer.command()
def build(
    out: Annotated[Path, typer.Argument(help="The gazetteer to write. An old one is replaced in one step at the end.")],
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE…", help="Address CSV, GeoJSON, OpenAddresses or .osm.pbf, also .gz.")
    ],
    jurisdiction: Annotated[
        Path | None, typer.Option(help="The city's GeoJSON polygon; finds files with lat and lon swapped.")
    ] = None,
) -> None:
    """Build one from address files. Says which rows it does not use, and why."""
    from bot.places.build import TURNED_ROUND, build_gazetteer
    from bot.places.jurisdiction import Jurisdiction, JurisdictionError
    from bot.places.records import UnreadableSource

    console = Console(stderr=True)
    try:
        middle = Jurisdiction(jurisdiction).middle if jurisdiction else None
        report = build_gazetteer(out, sources, console.print, middle)
    except (UnreadableSource, JurisdictionError, OSError) as error:
        console.print(f"[red]{error}")
        raise typer.Exit(1) from error
    table = Table("not used, because", "rows", "for example")
    for reason, count in report.unused.most_common():
        table.add_row(reason, f"{count:,}", ", ".join(report.examples[reason][:3]))
    if report.unused:
        console.print(table)
    if jurisdiction and TURNED_ROUND in report.unused:
        console.print(
            f"[yellow]The addresses were turned round to fit {jurisdiction}. If their columns were right, the "
            "jurisdiction is the wrong way round: GeoJSON writes longitude first. `text311 doctor` knows."
        )
    console.print(
        f"{out}: {report.houses:,} houses on {report.streets:,} streets, {report.crossings:,} crossings, "
        f"{report.landmarks:,} landmarks, {report.assets:,} numbered things, from {report.rows:,} rows; {out.stat().st_size / 1e6:.1f} MB"
    )
