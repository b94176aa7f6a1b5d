"""When it began, as it is answered in Portuguese."""

from datetime import UTC, date, datetime

import pytest

from bot.handlers.times_said import time_said

AT = datetime(2026, 6, 1, 15, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ontem", date(2026, 5, 31)),
        ("faz três dias", date(2026, 5, 29)),
        ("há 3 semanas", date(2026, 5, 11)),
        ("duas semanas atras", date(2026, 5, 18)),
        ("desde segunda", date(2026, 5, 25)),
        ("faz um mes", date(2026, 5, 1)),
    ],
)
def test_a_time_in_portuguese(text, day):
    said = time_said(text, "pt", AT)
    assert said is not None
    assert said.date() == day
