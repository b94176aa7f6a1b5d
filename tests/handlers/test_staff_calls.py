"""Who asked for a person and still waits, from the lines of the staff inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.staff_calls import open_calls

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def inbox(*lines):
    """`ana asked`, `ben answered` …, a minute apart."""
    for minute, line in enumerate(lines):
        contact, reason = line.split()
        yield {"contact": contact, "reason": reason, "words": f"{minute}", "at": AT + timedelta(minutes=minute)}


@pytest.mark.parametrize(
    ("lines", "waiting"),
    [
        ([], []),
        (["ana asked"], [("ana", True)]),
        (["ana asked", "ben asked"], [("ana", True), ("ben", True)]),
        (["ana asked", "ana answered"], [("ana", False)]),
        (["ana asked", "ana answered", "ben asked"], [("ben", True), ("ana", False)]),
        (["ana asked", "ana answered", "ana more"], [("ana", True)]),
        (["ana asked", "ana finished"], []),
        (["ana asked", "ana left"], []),
        (["ana asked", "ana left", "ana answered"], []),
        (["ana asked", "ana finished", "ana asked"], [("ana", True)]),
    ],
)
def test_who_waits_longest_comes_first(lines, waiting):
    assert [(call.contact, call.waiting) for call in open_calls(inbox(*lines))] == waiting


def test_a_call_holds_what_was_said_since_it_began():
    (call,) = open_calls(inbox("ana asked", "ana left", "ana asked", "ana more", "ana answered"))
    assert [(line.words, line.by_staff) for line in call.lines] == [("2", False), ("3", False), ("4", True)]
    assert call.since == AT + timedelta(minutes=2)


@given(
    st.lists(
        st.sampled_from(
            [f"{who} {why}" for who in ("ana", "ben") for why in ("asked", "more", "answered", "finished", "left")]
        )
    )
)
def test_no_word_of_a_resident_is_lost_before_it_is_over(lines):
    calls = {call.contact: call for call in open_calls(inbox(*lines))}
    for contact in ("ana", "ben"):
        own = [line.split()[1] for line in lines if line.startswith(contact)]
        if own and own[-1] in ("asked", "more"):
            assert calls[contact].waiting
