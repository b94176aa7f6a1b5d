"""Where something broke, for logs: a traceback's own text may hold a resident's words, its line numbers do not."""

from pathlib import PurePath
from traceback import extract_tb


def where(error: BaseException) -> str:
    """`KeyError at report.py:41 < engine.py:20`, innermost first."""
    frames = extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"
