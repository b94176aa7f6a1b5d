"""Structured logs: one JSON object a line, never a message text, a phone number or a name."""

import logging
import sys
from typing import Any

import structlog


def configure_logs(*, readable: bool = False, level: int = logging.INFO) -> None:
    """`readable` for a person at a terminal, else JSON. Libraries' own logs come from WARNING up: below that
    some print texts and bot tokens.
    """
    shared: list[Any] = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    last = structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
