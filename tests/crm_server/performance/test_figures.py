from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crm_server.performance import words
from crm_server.performance.cases import Case
from crm_server.performance.figures import Figures
from crm_server.performance.figures_json import as_json
from crm_server.performance.report import ALL, UNKNOWN, compared, series, table
from crm_server.performance.shares import Share
from crm_server.performance.view import Asked, view

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def ago(**time):
    return NOW - timedelta(**time)


DONE = Case("Lamp", ago(days=10), closed=ago(days=9), target=ago(days=8), closes=(ago(days=9),), reopens=())
LATE = replace(DONE, closed=ago(days=7), closes=(ago(days=7),))
WAITING = Case("Lamp", ago(days=3), target=NOW + timedelta(days=1), reopens=())
OVERDUE = replace(WAITING, target=ago(days=1))
NO_TARGET = replace(WAITING, target=None)

ON_TIME = [(DONE, True), (LATE, False), (OVERDUE, False), (WAITING, None), (NO_TARGET, None)]


@pytest.mark.parametrize(("case", "expected"), ON_TIME)
def test_on_time(case, expected):
    assert case.on_time(NOW) is expected


def test_one_group():
    figures = Figures("Lamp", [DONE, LATE, WAITING, OVERDUE, NO_TARGET], NOW)
    assert (figures.n, figures.closed, figures.open, figures.with_target, figures.overdue) == (5, 2, 3, 4, 1)
    assert figures.on_time == Share(1, 3)
    assert (figures.due, figures.decided, figures.too_few_due) == (3, 3, True)
    assert figures.median_hours == 48
    assert figures.honest_median_hours is None, "fewer than half are closed"
    assert not figures.enough


def test_when_all_is_decided_both_ways_of_counting_agree():
    figures = Figures("Lamp", [DONE, DONE, LATE, OVERDUE, replace(DONE, target=ago(days=11)), NO_TARGET], NOW)
    assert figures.on_time == Share(2, 5)
    assert figures.kept_promises.value == pytest.approx(0.4)


def test_a_quick_close_among_many_that_wait_is_not_a_hundred_percent():
    waiting = replace(WAITING, opened=ago(days=3), target=NOW + timedelta(days=3))
    quick = Case("Lamp", ago(days=3), closed=ago(days=2), target=NOW + timedelta(days=3))
    figures = Figures("Lamp", [quick, *[waiting] * 9, *[DONE, OVERDUE] * 5], NOW)
    assert figures.on_time.value == pytest.approx(6 / 11)
    assert figures.kept_promises.value == pytest.approx(0.3), "the waiting ones were not closed quickly"


WAITS_LONG = replace(WAITING, target=NOW + timedelta(days=30))
QUICK = replace(WAITS_LONG, closed=ago(days=2))


@pytest.mark.parametrize(
    ("cases", "share", "said", "of_what"),
    [
        ([QUICK, *[WAITS_LONG] * 99], None, "too few due yet", "0 of 100 due"),
        ([QUICK, *[DONE] * 9, WAITS_LONG], None, "too few due yet", "9 of 11 due"),
        ([*[DONE] * 10, WAITS_LONG], 1.0, "100%", "of 10 closed or due"),
        ([QUICK, DONE, LATE], 2 / 3, "67%", "of 3 closed or due"),
        ([NO_TARGET], None, "–", "of 0 closed or due"),
    ],
)
def test_no_share_on_time_is_told_while_hardly_anything_is_due(cases, share, said, of_what):
    figures = Figures("Lamp", cases, NOW)
    assert figures.kept_promises.value == (None if share is None else pytest.approx(share))
    assert (words.on_time(figures), words.on_time_of(figures)) == (said, of_what)
    assert as_json(figures)["kept_target_share"] == (None if share is None else round(share, 4))


def test_what_residents_say():
    cases = [
        replace(DONE, asked=True, fixed="yes", rating=5),
        replace(DONE, asked=True, fixed="no", rating=2, closes=(ago(days=9.5), ago(days=9)), reopens=(ago(days=9.2),)),
        replace(DONE, asked=True, rating=4),
        replace(DONE, asked=True),
        WAITING,
    ]
    figures = Figures("Lamp", cases, NOW)
    assert figures.satisfied == Share(2, 3)
    assert figures.mean_rating == pytest.approx(11 / 3)
    assert figures.response == Share(3, 4)
    assert figures.verified_fixed == Share(1, 2)
    assert figures.reopened == Share(1, 4)


def test_a_table_that_knows_nothing_of_surveys_says_nothing_of_them():
    row = as_json(Figures("Lamp", [replace(DONE, reopens=None)], NOW))
    assert [row[name] for name in ("satisfied_share", "response_rate", "verified_fixed_share", "reopened_share")] == [
        None
    ] * 4


def test_closed_without_work_shows():
    cases = [replace(DONE, outcome=outcome) for outcome in ("fixed", "fixed", "no_further_action", "")]
    assert Figures("Lamp", cases, NOW).closed_as_fixed == Share(2, 3)


def test_the_table_s_own_column_wins_under_the_fixed_name_and_the_targets_stand_beside_it():
    cases = [
        replace(LATE, on_time_flag=True),
        replace(DONE, on_time_flag=True),
        replace(DONE, target=None, on_time_flag=None),
    ]
    row = as_json(table(cases, NOW)[0])
    assert (row["on_time_share"], row["kept_target_share"]) == (1.0, 0.5)
    assert row["computed_over"]["on_time_share"]["n"] == 2


def test_groups_come_largest_first_after_all_together():
    cases = [replace(DONE, area=area) for area in ("North", "South", "South", "")]
    assert [figures.name for figures in table(cases, NOW, "area")] == [ALL, "South", UNKNOWN, "North"]
    assert [figures.n for figures in table([], NOW)] == [0]


def test_the_period_before_is_seen_as_it_stood_then():
    old = Case("Lamp", ago(days=45), closed=ago(days=5), closes=(ago(days=5),), reopens=())
    (everything, lamp) = compared([old, DONE], NOW, timedelta(days=30))
    assert (everything.now.n, everything.before.n) == (1, 1)
    assert lamp.before.closed == 0, "thirty days ago it was still open"
    assert lamp.now.closed == 1


def test_a_service_that_nobody_reported_any_more_keeps_its_line():
    old = Case("Snow", ago(days=45), reopens=())
    names = [(group.now.name, group.now.n, group.before.n) for group in compared([old, DONE], NOW, timedelta(days=30))]
    assert names == [(ALL, 1, 1), ("Lamp", 1, 0), ("Snow", 0, 1)]


def test_a_reopened_case_was_closed_for_a_while():
    case = Case("Lamp", ago(days=10), closes=(ago(days=8),), reopens=(ago(days=6),))
    assert case.as_it_stood(ago(days=7)).closed == ago(days=8)
    assert case.as_it_stood(ago(days=5)).closed is None
    assert case.as_it_stood(ago(days=9)).closed is None


def test_a_trend_has_a_point_for_every_step_also_the_empty_ones():
    found = series([DONE, WAITING], NOW, timedelta(days=7), 3)
    assert [figures.n for figures in found] == [0, 1, 1]


def test_duplicates_are_counted_with_the_request_they_repeat():
    shown = view([DONE, replace(DONE, outcome="duplicate")], NOW, Asked(30))
    assert shown.all.now.n == 1


SHARES = [
    (0, 0, None),
    (0, 10, (0.0, 0.2775)),
    (10, 10, (0.7225, 1.0)),
    (5, 10, (0.2366, 0.7634)),
    (810, 1000, (0.7845, 0.8332)),
]


@pytest.mark.parametrize(("count", "over", "expected"), SHARES)
def test_wilson_s_interval(count, over, expected):
    interval = Share(count, over).interval
    assert interval == (expected and pytest.approx(expected, abs=1e-4))
