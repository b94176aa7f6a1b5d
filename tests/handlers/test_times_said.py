"""Times as residents say them, in languages dateparser knows and in one it does not."""

from datetime import UTC, datetime

import pytest

from bot.handlers.times_said import time_said

MONDAY = datetime(2026, 6, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("since yesterday", "en", "2026-05-31"),
        ("3 weeks ago", "en", "2026-05-11"),
        ("ayer", "es", "2026-05-31"),
        ("yè", "ht", "2026-05-31"),
        ("avan yè", "ht", "2026-05-30"),
        ("depi twa jou", "ht", "2026-05-29"),
        ("sa gen 3 semèn", "ht", "2026-05-11"),
        ("semèn pase", "ht", "2026-05-25"),
        ("samdi", "ht", "2026-05-30"),
        ("3 mas", "ht", "2026-03-03"),
        ("2026-05-01", "ht", "2026-05-01"),
    ],
)
def test_a_time(text, language, day):
    said = time_said(text, language, MONDAY)
    assert said is not None
    assert said.date().isoformat() == day


@pytest.mark.parametrize("text", ["m pa konnen", "twou a fon", ""])
def test_no_time(text):
    assert time_said(text, "ht", MONDAY) is None
