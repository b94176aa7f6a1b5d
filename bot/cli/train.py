"""`text311 train`: learn the shipped models from the corpus, or a city's own from its history."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def train(
    history: Annotated[
        str | None, typer.Option(help="Your city's own reports: JSON Lines of text and code, also .gz; - for stdin.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the models. Default: replaces the shipped ones.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the history. Default: detected.")] = None,
    force: Annotated[bool, typer.Option(help="Replace a model even if it is better.")] = False,
) -> None:
    """Train the models, also on your city's past reports."""
    from bot.nlu import training
    from bot.nlu.pipeline import MODELS

    if history is None:
        training.train(out or MODELS, say=_say)
        _say(f"models are in {out or MODELS}")
        return
    if out is None:
        _say("--history needs --out: a city's own models do not replace the shipped ones")
        raise typer.Exit(2)
    from bot.nlu.history import learn_history
    from bot.nlu.history_rows import HistoryUnfit

    try:
        kept = learn_history(history, out, language=language, force=force, say=_say)
    except (HistoryUnfit, OSError) as error:
        _say(str(error))
        raise typer.Exit(1) from error
    raise typer.Exit(0 if kept else 1)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
