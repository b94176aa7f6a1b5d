"""`text311 understand`: one JSON object a text."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from bot.nlu.understanding import Understanding
from bot.settings import from_process

if TYPE_CHECKING:
    from bot.ports import Nlu


def understand(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT…", help="Texts; without any, JSON Lines from stdin.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The language the conversation is held in.")] = None,
    models: Annotated[
        Path | None, typer.Option(help="A folder that `text311 train --out` wrote, instead of the city file's.")
    ] = None,
) -> None:
    """Show what the bot understands of each text. Language, intent, request types, places, emergencies.

    As the city of TEXT311_CITY would, with its own models and services, where that is set.
    """
    from bot.nlu.batch import answers

    try:
        reader = _reader(models)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error

    def answer(row: dict[str, Any]) -> bytes:
        understood = reader.understand(row["text"], _text_or_none(row.get("language")) or language)
        return msgspec.json.encode(told(row, understood)) + b"\n"

    for line in answers(_rows(texts), answer):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def _reader(models: Path | None) -> "Nlu":
    from bot.city_file import read_city
    from bot.city_reader import reader_of
    from bot.nlu.pipeline import load

    city_file = from_process().city_file
    if models or city_file is None:
        return load(models)
    return reader_of(read_city(city_file), city_file.parent)


def told(row: dict[str, Any], understood: Understanding) -> dict[str, Any]:
    """The printed object: `id` and `text` of the row, then every field of the understanding."""
    fields: dict[str, Any] = msgspec.to_builtins(understood)
    return {"id": row.get("id"), "text": row["text"]} | fields


def _rows(texts: list[str] | None) -> Iterator[dict[str, Any]]:
    if texts:
        yield from ({"id": number, "text": text} for number, text in enumerate(texts, 1))
        return
    from bot.nlu.json_lines import read_rows

    for number, row in enumerate(
        read_rows(sys.stdin.buffer, ("text",), lambda reason: print(reason, file=sys.stderr)), 1
    ):
        yield {"id": number} | row


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None
