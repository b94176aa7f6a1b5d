"""`text311 doctor`: would it work, and if not, what to mend."""

import asyncio

import typer

from bot.settings import Settings, from_process

SIGNS = {"good": "[green]ok  [/green]", "note": "[yellow]note[/yellow]", "bad": "[red]MEND[/red]"}


def doctor() -> None:
    """Check the setup and say how to fix it. Exits with 1 if it would not work."""
    if not asyncio.run(_told(from_process())):
        raise typer.Exit(1)


async def _told(settings: Settings) -> bool:
    from rich.console import Console
    from rich.markup import escape

    from bot.doctor import examine
    from bot.logs import configure_logs

    configure_logs(level=50)
    console, works = Console(), True
    async for finding in examine(settings):
        found = f"{SIGNS[finding.verdict]} [bold]{finding.part}[/bold]: {escape(finding.found)}"
        console.print(found, highlight=False, soft_wrap=not console.is_terminal)
        if finding.mend:
            console.print(f"       → {escape(finding.mend)}", highlight=False, soft_wrap=not console.is_terminal)
        works = works and finding.verdict != "bad"
    console.print("It would work." if works else "It would not work yet: see MEND above.")
    return works
