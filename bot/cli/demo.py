"""`text311 demo`: the whole city on one port."""

from pathlib import Path
from typing import Annotated

import typer

from bot.serving import run


def demo(
    port: Annotated[int, typer.Option(help="The port for everything.")] = 8311,
    data: Annotated[Path, typer.Option(help="Where the data is kept.", envvar="TEXT311_DATA_DIR")] = Path("data"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    lived_in: Annotated[bool, typer.Option("--lived-in", help="Start with half a year of invented requests.")] = False,
) -> None:
    """Run a whole demo city on one port. Chat, phone simulator, CRM, City Worker, numbers; Ctrl-C ends it."""
    from bot import demo_city, settings

    run(demo_city.run(settings.from_process(), host, port, data.resolve(), lived_in=lived_in))
