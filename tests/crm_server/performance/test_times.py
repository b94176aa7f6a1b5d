"""Typical times, with the cases that are still open counted as what they are."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_server.performance.times import Duration, closed_median, closed_p90, honest_quantile


def closed(*hours):
    return [Duration(one, True) for one in hours]


def still_open(*hours):
    return [Duration(one, False) for one in hours]


QUANTILES = {
    "nothing": ([], 0.5, None),
    "one": (closed(4), 0.5, 4),
    "an even number has its middle between two": (closed(1, 2, 3, 10), 0.5, 2.5),
    "ties": (closed(2, 2, 2, 9), 0.5, 2),
    "nobody closed yet": (still_open(1, 2, 3), 0.5, None),
    "half closed, the rest open for longer": (closed(1, 2) + still_open(50, 60), 0.5, 2),
    "less than half closed": (closed(1) + still_open(5, 6, 7), 0.5, None),
    "open ones that have only begun say little": (closed(10, 20, 30) + still_open(1, 1), 0.5, 20),
    "open ones that have waited long say much": (closed(10, 20, 30) + still_open(40, 40, 40, 40), 0.5, None),
    "nine in ten": (closed(*range(1, 11)), 0.9, 9.5),
    "nine in ten, with open ones": (closed(*range(1, 10)) + still_open(100, 100), 0.9, None),
    "the textbook's leukaemia patients": (
        closed(6, 6, 6, 7, 10, 13, 16, 22, 23) + still_open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
        0.5,
        23,
    ),
}


@pytest.mark.parametrize(("durations", "share", "expected"), QUANTILES.values(), ids=QUANTILES)
def test_kaplan_meier(durations, share, expected):
    assert honest_quantile(durations, share) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_without_open_cases_the_half_is_the_plain_median(hours):
    assert honest_quantile(closed(*hours), 0.5) == pytest.approx(median(hours))


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=40), st.lists(st.floats(0, 1e4), max_size=40))
def test_counting_open_cases_never_makes_the_median_shorter(done, waiting):
    honest = honest_quantile(closed(*done) + still_open(*waiting), 0.5)
    assert honest is None or honest >= median(done) - 1e-6


def test_closed_only():
    durations = closed(3, 1, 2) + still_open(100)
    assert closed_median(durations) == 2
    assert closed_p90(durations) == 3
    assert closed_p90(closed(*range(10))) == 9
    assert closed_median(still_open(5)) is None
    assert closed_p90([]) is None
