"""`text311 chat`: a conversation in the terminal, through the same engine, inbox and outbox as every other channel."""

import asyncio
from typing import Annotated

import typer


def chat(
    language: Annotated[str | None, typer.Option(help="The language to begin in, for example es.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per message of the bot.")] = False,
) -> None:
    """Talk to the bot here. Works in a pipe: a line in, the answers out."""
    from bot import settings, terminal

    asyncio.run(terminal.run(settings.from_process(), language, as_json=json))
