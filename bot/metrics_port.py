"""`/metrics` of a process that serves no pages: turns, orders and leases are counted where they happen, in the workers."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from bot.serving import PortTaken


@contextmanager
def metrics_served(port: int) -> Iterator[None]:
    """Answers Prometheus on `port`, from a thread of its own, meanwhile; 0: nobody. Raises `PortTaken`."""
    if not port:
        yield
        return
    try:
        server, thread = start_http_server(port)
    except OSError as error:
        raise PortTaken(
            f"TEXT311_METRICS_PORT={port} cannot be used ({error.strerror}): each worker of a machine needs its own."
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
