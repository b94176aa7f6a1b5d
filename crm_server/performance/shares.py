"""Shares with their uncertainty. Pure."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `over`; says nothing over none. The count of an estimated share is not a whole number."""

    count: float
    over: int

    @property
    def value(self) -> float | None:
        return self.count / self.over if self.over else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (1927), which stays within 0 and 1 and holds for few answers too."""
        if not self.over:
            return None
        share, square = self.count / self.over, Z_95**2
        centre = (share + square / (2 * self.over)) / (1 + square / self.over)
        half = Z_95 * sqrt(share * (1 - share) / self.over + square / (4 * self.over**2)) / (1 + square / self.over)
        return max(centre - half, 0.0), min(centre + half, 1.0)
