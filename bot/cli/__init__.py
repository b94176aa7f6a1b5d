"""`text311 …`: one module a command, listed here. Heavy libraries are imported by the command that needs them."""

import sys

import typer

from bot.adapters.valkey import ValkeyFailed
from bot.city import CityFileError
from bot.cli import (
    calls,
    chat,
    corrections,
    dead_letters,
    demo,
    doctor,
    evaluate,
    gazetteer,
    locate,
    performance,
    records,
    residents,
    serve,
    services,
    tell,
    train,
    understand,
)
from bot.ports import StoreUnavailable
from bot.serving import PortTaken
from bot.settings import SettingsError

app = typer.Typer(
    name="text311",
    help="Text your city: a conversational 311 system over Open311.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command()(demo.demo)
app.command()(serve.web)
app.command()(serve.worker)
app.command()(serve.crm)
app.command()(serve.telegram)
app.command()(chat.chat)
app.command()(understand.understand)
app.command()(locate.locate)
app.add_typer(gazetteer.gazetteer, name="gazetteer")
app.command()(train.train)
app.command()(evaluate.evaluate)
app.command()(corrections.corrections)
app.command()(performance.performance)
app.command()(records.records)
app.command()(doctor.doctor)
app.add_typer(services.services, name="services")
app.add_typer(calls.calls, name="calls")
app.command()(tell.tell)
app.add_typer(residents.residents, name="residents")
app.add_typer(dead_letters.dead_letters, name="dead-letters")


def main() -> None:
    """The console script. A mistake in the set-up is one clear sentence, not a traceback."""
    try:
        app()
    except (SettingsError, CityFileError, PortTaken, StoreUnavailable, ValkeyFailed, OSError) as error:
        print(f"text311: {error}", file=sys.stderr)
        sys.exit(2)
