"""The processes of the Procfile: web, worker, crm, and telegram for those without a public address."""

from pathlib import Path
from typing import Annotated

import typer

from bot.serving import run

Port = Annotated[int | None, typer.Option(help="The port to listen on, instead of PORT.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]


def web(port: Port = None, host: Host = "0.0.0.0") -> None:  # noqa: S104 - behind the platform's router
    """Serve webhooks, web chat, photos, health and metrics."""
    from bot import processes, settings

    read = settings.from_process()
    run(processes.run_web(read, host, port or read.port))


def worker() -> None:
    """Answer residents, file requests, watch the CRM. Run as many as you like."""
    from bot import processes, settings

    run(processes.run_worker(settings.from_process()))


def crm(
    port: Port = None,
    host: Host = "0.0.0.0",  # noqa: S104 - behind the platform's router
    faults: Annotated[
        Path | None, typer.Option(help="Fail on purpose, as this file says (docs/faults.md). For tests.")
    ] = None,
) -> None:
    """Run the embedded CRM. Open311 API, City Worker at /staff, numbers at /performance."""
    from bot import processes, settings

    read = settings.from_process()
    run(processes.run_crm(host, port or read.crm_port, faults))


def telegram() -> None:
    """Poll Telegram, if you have no public address."""
    from bot import processes, settings

    run(processes.run_telegram(settings.from_process()))
