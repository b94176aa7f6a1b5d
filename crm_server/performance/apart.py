"""Counting in a process of its own: seconds of Python beside the event loop would hold up every webhook and filing."""

import asyncio
import subprocess
import sys

import msgspec

from crm_server.performance.counting import Order


class NotCounted(Exception):
    """The process said on standard error why not."""


async def count_apart(order: Order) -> str:
    """Raises `NotCounted`. Who stops waiting ends the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "crm_server.performance",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the server, which ends it by itself
    )
    try:
        text, _ = await process.communicate(msgspec.json.encode(order))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise NotCounted(f"counting ended with {process.returncode}")
    return text.decode()
