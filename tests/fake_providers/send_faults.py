"""A provider on a bad day: which fault the next send meets, by seed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

SendFault = Literal["too_many", "too_many_bare", "broken", "reset_before", "reset_after", "slow"]


@dataclass
class SendFaults:
    """`shares` of the sends, exclusive; `blocked` says who has blocked us. `slow_seconds` is the longest delay, and
    `retry_after` what a 429 asks for.

    `reset_after` took the message and cut its answer in the middle, so it will be sent again; `reset_before` took nothing.
    """

    seed: int = 311
    shares: dict[SendFault, float] = field(default_factory=dict)
    blocked: Callable[[str], bool] = lambda address: False
    slow_seconds: float = 2.0
    retry_after: int = 1
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def draw(self) -> SendFault | None:
        drawn = self._random.random()
        for fault, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                self.counts[fault] = self.counts.get(fault, 0) + 1
                return fault
        return None

    def delay(self) -> float:
        return self._random.random() * self.slow_seconds


def evenly(share: float) -> dict[SendFault, float]:
    """The share divided over every fault there is."""
    kinds: tuple[SendFault, ...] = ("too_many", "too_many_bare", "broken", "reset_before", "reset_after", "slow")
    return {kind: share / len(kinds) for kind in kinds}
