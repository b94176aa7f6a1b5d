"""`text311 calls`: residents who asked for a person, and a person's answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import from_process
from bot.staff_calls import Call, open_calls

if TYPE_CHECKING:
    from bot.parts import Parts

calls = typer.Typer(
    help="Residents who asked for a person: who waits, what they said, and your answer.", no_args_is_help=True
)
ContactArgument = Annotated[
    str, typer.Argument(metavar="CONTACT", help="As `list` prints it, such as sms:+12065550100.")
]
BEFORE = 12
"""Messages of the conversation with the bot that are shown with a call."""


@calls.command("list")
def list_calls() -> None:
    """Who waits longest comes first; no words of residents."""
    found = asyncio.run(_open_calls())
    for call in found:
        state = "waits" if call.waiting else "answered"
        print(f"{call.contact}\t{state} since {call.since:%Y-%m-%d %H:%M} UTC\t{len(call.lines)} messages")
    print(f"{sum(call.waiting for call in found)} of {len(found)} wait for an answer.")


@calls.command()
def show(contact: ContactArgument) -> None:
    """What was said, with the last messages before it: for your eyes, not for logs."""
    call, before = asyncio.run(_shown(contact))
    for row in before:
        print(f"{row['at']:%Y-%m-%d %H:%M}  {'bot' if row['direction'] == 'out' else 'resident'}: {row['text']}")
    print("-- asked for a person --")
    for line in call.lines:
        print(f"{line.at:%Y-%m-%d %H:%M}  {'staff' if line.by_staff else 'resident'}: {line.words}")


@calls.command()
def answer(
    contact: ContactArgument,
    text: Annotated[str, typer.Argument(help="What the resident is to read.")],
    finish: Annotated[bool, typer.Option(help="And give the conversation back to the bot.")] = False,
) -> None:
    """Write to the resident, in the channel they wrote in."""
    if not text.strip():
        raise typer.BadParameter("there is nothing in it to say; `text311 calls finish` ends a call without a word")
    asyncio.run(_reply(contact, text, finished=finish))
    print(f"{contact} reads it in a moment." + (" The bot goes on with them." if finish else ""))


@calls.command()
def finish(contact: ContactArgument) -> None:
    """Give the conversation back to the bot, which goes on where it stood."""
    asyncio.run(_reply(contact, "", finished=True))
    print(f"The bot goes on with {contact}.")


async def _open_calls() -> list[Call]:
    async with _parts() as parts:
        return open_calls(await _rows(parts, "staff_calls"))


async def _shown(contact: str) -> tuple[Call, list[dict[str, Any]]]:
    async with _parts() as parts:
        call = await _call(parts, contact)
        spoken = [row for row in await _rows(parts, "transcripts") if row["contact"] == contact]
    return call, [row for row in spoken if row["at"] <= call.since][-BEFORE:]


async def _reply(contact: str, text: str, *, finished: bool) -> None:
    from bot.events import StaffReplied
    from bot.messages import Contact
    from bot.parts import new_id, now

    async with _parts() as parts:
        call = await _call(parts, contact)
        reply = StaffReplied(now(), text, finished)
        await parts.inbox.admit(Contact.parse(call.contact), reply, f"staff:{new_id()}")


async def _call(parts: "Parts", contact: str) -> Call:
    found = [call for call in open_calls(await _rows(parts, "staff_calls")) if call.contact == contact]
    if not found:
        raise typer.BadParameter(f"nobody waits at {contact}; `text311 calls list` names who does")
    return found[0]


async def _rows(parts: "Parts", table: str) -> list[dict[str, Any]]:
    return [row async for row in parts.records.export(table)]


@asynccontextmanager
async def _parts() -> AsyncIterator["Parts"]:
    from bot.parts import opened

    async with opened(from_process()) as parts:
        yield parts
