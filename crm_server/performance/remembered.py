"""Views that took long to count are shown again for a while, so that a popular page cannot hold up the rest."""

from collections.abc import Callable
from threading import Lock

from crm_server.performance.view import Asked, View

LONG = 1.0
"""Seconds of counting from which a view is kept: a small city always sees the latest."""
SHARE = 20
"""It is kept so many times as long as it took, which leaves counting at most a twentieth of the time."""
FORGET = 50


class Remembered:
    """Counts one view at a time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._counting = Lock()
        self._kept: dict[Asked, tuple[float, View]] = {}

    def view(self, asked: Asked, count: Callable[[], View]) -> View:
        with self._counting:
            start = self._monotonic()
            until, kept = self._kept.get(asked, (start, None))
            if kept is not None and start < until:
                return kept
            found = count()
            took = self._monotonic() - start
            if took >= LONG:
                self._keep(asked, start + took * (1 + SHARE), found)
            return found

    def _keep(self, asked: Asked, until: float, found: View) -> None:
        if len(self._kept) >= FORGET:
            self._kept.clear()
        self._kept[asked] = until, found
