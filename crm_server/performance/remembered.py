"""One thing is counted at a time, whoever asks; what took a whole city's requests is shown again for a while."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

KEPT = 300
"""Seconds. Said on the page and in docs/performance.md."""
FORGET = 50


class Remembered:
    """`monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._counting = asyncio.Lock()
        self._kept: dict[Hashable, tuple[float, str]] = {}

    async def text(self, asked: Hashable, count: Callable[[], Awaitable[str]], *, keep: bool) -> str:
        """What was counted for this question within `KEPT` seconds, else what `count` gives; then `keep` says whether
        to show it again.
        """
        if (known := self._known(asked)) is not None:
            return known
        async with self._counting:
            if (known := self._known(asked)) is not None:  # who waited with us has counted it
                return known
            found = await count()
            if keep:
                self._keep(asked, found)
            return found

    def _known(self, asked: Hashable) -> str | None:
        until, text = self._kept.get(asked, (0.0, None))
        return text if self._monotonic() < until else None

    def _keep(self, asked: Hashable, text: str) -> None:
        if len(self._kept) >= FORGET:
            self._kept.clear()
        self._kept[asked] = self._monotonic() + KEPT, text
