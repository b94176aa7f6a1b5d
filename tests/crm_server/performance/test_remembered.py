from datetime import UTC, datetime

from crm_server.performance.remembered import FORGET, Remembered
from crm_server.performance.view import Asked, view

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Counting:
    """A view that takes `seconds` to count, by a clock of its own."""

    def __init__(self, seconds: float):
        self.seconds, self.now, self.times = seconds, 0.0, 0

    def clock(self) -> float:
        return self.now

    def __call__(self):
        self.times += 1
        self.now += self.seconds
        return view([], NOW, Asked())


def test_what_is_quick_is_always_counted_anew():
    counting = Counting(0.2)
    remembered = Remembered(counting.clock)
    remembered.view(Asked(), counting)
    remembered.view(Asked(), counting)
    assert counting.times == 2


def test_what_took_long_is_shown_again_for_a_while():
    counting = Counting(3)
    remembered = Remembered(counting.clock)
    first = remembered.view(Asked(), counting)
    assert remembered.view(Asked(), counting) is first
    remembered.view(Asked(30), counting)
    assert counting.times == 2
    counting.now += 60
    remembered.view(Asked(), counting)
    assert counting.times == 3


def test_not_everything_is_kept():
    counting = Counting(3)
    remembered = Remembered(counting.clock)
    for days in range(1, 3 * FORGET):
        remembered.view(Asked(days), counting)
    assert len(remembered._kept) <= FORGET
