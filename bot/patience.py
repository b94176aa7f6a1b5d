"""How often an order is tried, and how long after each failure."""

from dataclasses import dataclass

from bot.effects import FetchPhoto, Order, Say


class TryAgain(Exception):
    """A try failed; `after` is what the other side asked for, in seconds."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(frozen=True, slots=True)
class Patience:
    tries: int
    first: float = 1.0
    longest: float = 600.0

    def wait(self, tries: int, chance: float) -> float:
        """Seconds after that many failed tries. `chance` in [0, 1) spreads those who failed together."""
        doubled = self.first * 2.0 ** min(tries - 1, 20)
        return min(self.longest, doubled) * (0.75 + chance / 2)


REPLY = Patience(tries=12)
"""About half an hour: after that a reply would only confuse."""
PHOTO = Patience(tries=8)
DESK = Patience(tries=1000)
"""About a week: a CRM that is down over a long weekend loses nothing."""


def patience_for(order: Order) -> Patience:
    match order:
        case Say():
            return REPLY
        case FetchPhoto():
            return PHOTO
        case _:
            return DESK
