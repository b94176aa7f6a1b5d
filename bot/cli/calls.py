"""`text311 calls`: residents who asked for a person, and a person's answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import from_process
from bot.staff_calls import Call

if TYPE_CHECKING:
    from bot.staff_desk import Spoken, StaffDesk

calls = typer.Typer(help="Residents who asked for a person. List, read and answer them.", no_args_is_help=True)
ContactArgument = Annotated[
    str, typer.Argument(metavar="CONTACT", help="As `calls list` prints it, such as sms:+12065550100.")
]


@calls.command("list")
def list_calls() -> None:
    """List who is waiting, longest first. Shows no messages."""
    found = asyncio.run(_open_calls())
    for call in found:
        state = "waits" if call.waiting else "answered"
        print(f"{call.contact}\t{state} since {call.since:%Y-%m-%d %H:%M} UTC\t{len(call.lines)} messages")
    print(f"{sum(call.waiting for call in found)} of {len(found)} are waiting for an answer.")


@calls.command()
def show(contact: ContactArgument) -> None:
    """Show one conversation. Personal data: do not log it."""
    call, before = asyncio.run(_shown(contact))
    for spoken in before:
        print(f"{spoken.at:%Y-%m-%d %H:%M}  {'bot' if spoken.by_bot else 'resident'}: {spoken.text}")
    print("-- asked for a person --")
    for line in call.lines:
        print(f"{line.at:%Y-%m-%d %H:%M}  {'staff' if line.by_staff else 'resident'}: {line.words}")


@calls.command()
def answer(
    contact: ContactArgument,
    text: Annotated[str, typer.Argument(help="What the resident will read.")],
    finish: Annotated[bool, typer.Option(help="Also hand the conversation back to the bot.")] = False,
) -> None:
    """Answer the resident in the channel they wrote in."""
    if not text.strip():
        raise typer.BadParameter("the answer is empty; `text311 calls finish` ends a call without one")
    asyncio.run(_reply(contact, text, finished=finish))
    print(f"Sent to {contact}." + (" The bot takes over again." if finish else ""))


@calls.command()
def finish(contact: ContactArgument) -> None:
    """Hand the conversation back to the bot. It continues where it stopped."""
    asyncio.run(_reply(contact, "", finished=True))
    print(f"The bot takes over again with {contact}.")


async def _open_calls() -> list[Call]:
    async with _desk() as desk:
        return await desk.calls()


async def _shown(contact: str) -> tuple[Call, "list[Spoken]"]:
    async with _desk() as desk:
        call = await desk.call(contact)
        return call, await desk.before(call)


async def _reply(contact: str, text: str, *, finished: bool) -> None:
    async with _desk() as desk:
        await desk.reply(contact, text, finished=finished)


@asynccontextmanager
async def _desk() -> AsyncIterator["StaffDesk"]:
    from bot import app
    from bot.parts import opened
    from bot.staff_desk import NobodyWaits

    async with opened(from_process()) as parts:
        try:
            yield app.staff_desk(parts)
        except NobodyWaits as nobody:
            raise typer.BadParameter(f"no one is waiting at {nobody}; `text311 calls list` shows who is") from nobody
