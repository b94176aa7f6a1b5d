"""How the turns an earlier owner left are begun: one of them may be what it died of.

Each beginning is counted, and whoever dies leaves the count of all it was in the middle of. So only a few are begun at
once, and what was begun before is begun alone: then it is counted for itself, and takes no bystander along.
"""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

CRASHES = 5
"""So often one is begun; then it is set aside."""
AT_ONCE = 32


class LeftBehind:
    """One for all partitions of a process, as they die together."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._few, self._alone = asyncio.Semaphore(at_once), asyncio.Lock()

    def turn(self, begun: int) -> AbstractAsyncContextManager[Any]:
        """Held while an entry that was begun so often before has its turn."""
        return self._alone if begun else self._few
