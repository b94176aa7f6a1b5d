"""A worker that understands every text only once: what is left is what a message costs without understanding."""

from functools import cache
from typing import Any

from bot.nlu import pipeline
from bot.processes import run_worker
from bot.serving import run
from bot.settings import from_process


class Remembering:
    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.understand = cache(_load(*arguments, **named).understand)


_load = pipeline.load
pipeline.load = Remembering  # type: ignore[assignment,misc]
run(run_worker(from_process()))
