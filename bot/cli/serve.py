"""The processes of the Procfile: web, worker, crm, and telegram for those without a public address."""

from pathlib import Path
from typing import Annotated

import typer

from bot.serving import run

Port = Annotated[int | None, typer.Option(help="Instead of PORT.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]


def web(port: Port = None, host: Host = "0.0.0.0") -> None:  # noqa: S104 - behind the platform's router
    """Take webhooks and web chat; serve photos, health and metrics."""
    from bot import processes, settings

    read = settings.from_process()
    run(processes.run_web(read, host, port or read.port))


def worker() -> None:
    """Take turns and carry out orders; watch the CRM. Any number of them share the work."""
    from bot import processes, settings

    run(processes.run_worker(settings.from_process()))


def crm(
    port: Port = None,
    host: Host = "0.0.0.0",  # noqa: S104 - behind the platform's router
    faults: Annotated[Path | None, typer.Option(help="Fail as this file says (docs/faults.md); for tests.")] = None,
) -> None:
    """The embedded CRM alone: Open311 API, City Worker at /staff, numbers at /performance."""
    from bot import processes, settings

    read = settings.from_process()
    run(processes.run_crm(host, port or read.crm_port, faults))


def telegram() -> None:
    """Fetch Telegram messages by long polling, for those without a public address."""
    from bot import processes, settings

    run(processes.run_telegram(settings.from_process()))
