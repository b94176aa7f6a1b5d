"""`text311 residents`: what is kept of one resident, and their wish to be forgotten."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from bot.settings import from_process

if TYPE_CHECKING:
    from bot.messages import Contact
    from bot.residents import Residents

residents = typer.Typer(help="Export or delete one resident's data.", no_args_is_help=True)
ContactArgument = Annotated[str, typer.Argument(metavar="CONTACT", help="Such as sms:+12065550100 or telegram:42.")]


@residents.command()
def export(contact: ContactArgument) -> None:
    """Export all the bot keeps about them, as JSON Lines. Personal data: do not log it."""
    if not asyncio.run(_export(_contact(contact))):
        print(f"nothing is kept about {contact}", file=typer.get_text_stream("stderr"))
        raise typer.Exit(1)


@residents.command()
def forget(
    contact: ContactArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete it all for good, except their consents. What they reported stays in the CRM."""
    who = _contact(contact)
    if not yes:
        typer.confirm(f"Forget {contact} for good?", abort=True)
    numbers = asyncio.run(_forget(who))
    print(f"{contact} will be forgotten as soon as a worker takes this up: in a moment, if one is running.")
    if numbers:
        print(f"Their requests stay in the CRM, in their words: {', '.join(numbers)}.")


async def _export(contact: "Contact") -> int:
    count = 0
    async with _residents() as kept:
        async for row in kept.everything(contact):
            print(msgspec.json.encode(row).decode())
            count += 1
    return count


async def _forget(contact: "Contact") -> list[str]:
    async with _residents() as kept:
        rows = [row async for row in kept.everything(contact)]
        await kept.forget(contact)
    return sorted({row["service_request_id"] for row in rows if row.get("service_request_id")})


def _contact(text: str) -> "Contact":
    from bot.residents import UnknownContact, contact_of

    try:
        return contact_of(text)
    except UnknownContact as error:
        raise typer.BadParameter(str(error)) from error


@asynccontextmanager
async def _residents() -> AsyncIterator["Residents"]:
    from bot import app
    from bot.parts import opened

    async with opened(from_process()) as parts:
        yield app.residents(parts)
