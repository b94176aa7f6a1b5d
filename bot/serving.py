"""Running an ASGI app and stopping everything in order, under our own signals."""

import asyncio
import gc
import signal
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
import uvicorn
import uvloop

LARGEST_FRAME = 256 * 1024
"""Bytes of a web socket's frame that are read at all; uvicorn would gather 16 MB of anybody's."""
PING_SECONDS = 60
"""To find out who has gone without a word; an open page beats by itself, three times as often."""

log = structlog.get_logger()


def run(main: Coroutine[Any, Any, None]) -> None:
    """As `asyncio.run`, on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def settle() -> None:
    """Call when everything is loaded: the garbage collector then passes it over, and looks less often at what comes and
    goes. It took an eighth of a worker's time (docs/decisions/0064).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: whoever composes the process decides when it stops."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def stop_on_signals() -> asyncio.Event:
    """Set by Ctrl-C and SIGTERM; a second Ctrl-C ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked, number)
    return stop


async def serve(app: Any, host: str, port: int, stop: asyncio.Event, started: asyncio.Event | None = None) -> None:
    """Serve until `stop`. `started` is set once the port takes connections. Raises `PortTaken`."""
    config = uvicorn.Config(
        app,
        access_log=False,  # request lines carry ids and, with bad clients, more
        log_config=None,
        lifespan="on",
        timeout_graceful_shutdown=2,
        proxy_headers=True,
        server_header=False,
        ws_per_message_deflate=False,  # as much memory again for each open chat, a fifth of a message's time
        ws_max_size=LARGEST_FRAME,
        ws_ping_interval=PING_SECONDS,
    )
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[_listening(host, port)]))
    stopping = asyncio.create_task(stop.wait())
    while not (server.started or running.done()):  # noqa: ASYNC110 - uvicorn has a flag, not an event
        await asyncio.sleep(0.01)
    if server.started:
        log.info("listening", host=host, port=port)
    if started is not None and server.started:
        started.set()
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await running


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise PortTaken(f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port.") from error
    taken.setblocking(False)
    return taken


def free_port() -> int:
    """A port of the loopback nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class PortTaken(Exception):
    """Somebody listens there already."""
