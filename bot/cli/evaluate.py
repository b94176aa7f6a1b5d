"""`text311 evaluate`: how often the model is right on labelled messages, and how well it knows."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.nlu.evaluation import Judged
    from bot.nlu.pipeline import Pipeline


def evaluate(
    file: Annotated[str, typer.Argument(help="JSON Lines with text and code, .gz, or - for stdin.")],
    models: Annotated[Path | None, typer.Option(help="A folder that `text311 train --out` wrote.")] = None,
    language: Annotated[str | None, typer.Option(help="The language the conversations are held in.")] = None,
    card: Annotated[Path | None, typer.Option(help="Model card to write the figures into, under --title.")] = None,
    title: Annotated[str, typer.Option(help="Heading of that section.")] = "Evaluation",
) -> None:
    """Score the models on labeled messages."""
    from rich.console import Console

    from bot.nlu.evaluation import score
    from bot.nlu.evaluation_tables import markdown, print_tables
    from bot.nlu.json_lines import open_lines, read_rows
    from bot.nlu.model_card import put_section
    from bot.nlu.pipeline import load

    try:
        pipeline = load(models)
        with open_lines(file) as lines:
            rows = list(read_rows(lines, ("text", "code"), _complain))
        scores = score([judged(pipeline, row, language) for row in rows])
    except (OSError, ValueError) as error:
        _complain(str(error))
        raise typer.Exit(1) from error
    print_tables(scores, Console(width=100))
    if card:
        put_section(card, title, markdown(title, scores))


def judged(pipeline: "Pipeline", row: dict[str, Any], language: str | None) -> "Judged":
    from bot.nlu.evaluation import Judged

    understood = pipeline.understand(row["text"], language)
    ranked = tuple(ranked.code for ranked in understood.types)
    confidence = understood.types[0].confidence if understood.types else 0.0
    return Judged(row["code"], ranked, confidence, len(row["text"].split()), understood.abstain)


def _complain(reason: str) -> None:
    print(reason, file=sys.stderr)
