"""A worker that understands each text anew, also short answers, or every text only once ("remembered"): what is left then is
what a message costs without understanding.
"""

import re
import sys
from functools import cache
from typing import Any

from bot.nlu import pipeline, short_answers
from bot.processes import run_worker
from bot.serving import run
from bot.settings import from_process


class Remembering:
    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.understand = cache(_load(*arguments, **named).understand)


_load = pipeline.load
if sys.argv[1] == "remembered":
    pipeline.load = Remembering  # type: ignore[assignment,misc]
else:
    short_answers.SHORT = re.compile("(?!)")  # type: ignore[misc]  # nothing is short
run(run_worker(from_process()))
