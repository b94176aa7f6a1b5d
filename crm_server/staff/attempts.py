"""Slows down who guesses passwords. Pure but for its own memory, which one process keeps."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST = 5
WINDOW = timedelta(minutes=5)
MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class Attempts:
    failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def wait(self, address: str, now: datetime) -> timedelta:
        """How long this address has to wait before its next attempt; zero if it need not."""
        recent = [at for at in tuple(self.failures.get(address, ())) if at > now - WINDOW]
        return recent[0] + WINDOW - now if len(recent) >= MOST else timedelta()

    def failed(self, address: str, now: datetime) -> None:
        self.failures.setdefault(address, deque(maxlen=MOST)).append(now)
        self.failures.move_to_end(address)
        if len(self.failures) > MOST_ADDRESSES:
            self.failures.popitem(last=False)

    def succeeded(self, address: str) -> None:
        self.failures.pop(address, None)
