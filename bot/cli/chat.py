"""`text311 chat`: a conversation in the terminal, through the same engine, inbox and outbox as every other channel."""

import asyncio
from typing import Annotated

import typer


def chat(
    language: Annotated[str | None, typer.Option(help="The language to start in, such as es.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per message from the bot.")] = False,
) -> None:
    """Talk to the bot in this terminal or in a pipe."""
    from bot import settings, terminal

    asyncio.run(terminal.run(settings.from_process(), language, as_json=json))
