"""`text311 understand`: one JSON object a text."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from bot.nlu.understanding import Understanding


def understand(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT…", help="Texts; without any, JSON Lines on stdin.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The language the conversation is held in.")] = None,
    models: Annotated[Path | None, typer.Option(help="A folder that `text311 train --out` wrote.")] = None,
) -> None:
    """Say what is understood of each text: language, intent, request types, places, emergencies."""
    from bot.nlu.batch import answers
    from bot.nlu.pipeline import load

    try:
        pipeline = load(models)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error

    def answer(row: dict[str, Any]) -> bytes:
        understood = pipeline.understand(row["text"], _text_or_none(row.get("language")) or language)
        return msgspec.json.encode(told(row, understood)) + b"\n"

    for line in answers(_rows(texts), answer):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


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
