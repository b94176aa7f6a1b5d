"""`text311 dead-letters`: what was set aside after every try failed, and what to do with it."""

import asyncio
from typing import Annotated

import typer

from bot.settings import from_process

dead_letters = typer.Typer(help="Messages and orders that were given up after every retry.", no_args_is_help=True)
LetterId = Annotated[str, typer.Argument(help="As `dead-letters list` prints it.")]


@dead_letters.command("list")
def list_letters() -> None:
    """List id, kind and reason. Shows no messages."""
    found = asyncio.run(_list())
    for letter_id, kind, reason in found:
        print(f"{letter_id}\t{kind}\t{reason}")
    print(f"{len(found)} dead letters.")


@dead_letters.command()
def show(letter_id: LetterId) -> None:
    """Show one in full. Personal data: do not log it."""
    body = asyncio.run(_show(letter_id))
    if body is None:
        raise _unknown(letter_id)
    print(body)


@dead_letters.command()
def retry(letter_id: LetterId) -> None:
    """Put one back. A worker tries it again at once."""
    from bot.adapters.redis.dead_letters import OnlyToShow

    try:
        found = asyncio.run(_do("retry", letter_id))
    except OnlyToShow:
        raise typer.BadParameter(
            f"{letter_id} could not be read when it came, so there is nobody to give it to; `show` it, answer its sender "
            "yourself if it names one, then `drop` it"
        ) from None
    if not found:
        raise _unknown(letter_id)
    print(f"{letter_id} will be tried again.")


@dead_letters.command()
def drop(letter_id: LetterId) -> None:
    """Delete one for good."""
    if not asyncio.run(_do("drop", letter_id)):
        raise _unknown(letter_id)
    print(f"{letter_id} is deleted.")


def _unknown(letter_id: str) -> typer.BadParameter:
    return typer.BadParameter(f"there is no dead letter {letter_id}; `text311 dead-letters list` shows them")


async def _list() -> list[tuple[str, str, str]]:
    from bot import app
    from bot.parts import opened

    async with opened(from_process()) as parts:
        return [(one.letter_id, one.kind, one.reason) async for one in app.dead_letters(parts).every()]


async def _show(letter_id: str) -> str | None:
    from bot import app
    from bot.parts import opened

    async with opened(from_process()) as parts:
        found = await app.dead_letters(parts).show(letter_id)
    return f"{found.contact}\n{found.body}" if found else None


async def _do(what: str, letter_id: str) -> bool:
    from bot import app
    from bot.parts import opened

    async with opened(from_process()) as parts:
        letters = app.dead_letters(parts)
        return await (letters.retry(letter_id) if what == "retry" else letters.drop(letter_id))
