import pytest

from crm_server.performance.charts import HEIGHT, PADDING, lengths, line
from crm_server.performance.export import csv_lines, harmless
from crm_server.performance.shares import Share
from crm_server.performance.words import certainty, counted, duration, few, hours_changed, percent, share_changed

DURATIONS = [
    (None, "–"),
    (0.0, "0 min"),
    (0.5, "30 min"),
    (3.44, "3.4 hours"),
    (22.2, "22 hours"),
    (60, "2.5 days"),
    (1000, "42 days"),
    (48000, "2,000 days"),
]


@pytest.mark.parametrize(("hours", "expected"), DURATIONS)
def test_durations(hours, expected):
    assert duration(hours).replace("\u00a0", " ") == expected


def test_shares_in_words():
    assert percent(Share(2, 3)) == "67%"
    assert percent(Share(0, 0)) == "–"
    assert certainty(Share(5, 10)) == "24 to 76%"
    assert certainty(Share(0, 0)) == ""
    assert [counted(number, "answer", "answers") for number in (0, 1, 1200)] == [
        "0 answers",
        "1 answer",
        "1,200 answers",
    ]
    assert [few(number) for number in (0, 1, 9, 10)] == [False, True, True, False]


CHANGES = [
    (10, 20, "faster"),
    (20, 10, "slower"),
    (10, 10.2, "about the same"),
    (None, 10, ""),
    (10, None, ""),
    (0, 0, "about the same"),
]


@pytest.mark.parametrize(("now", "before", "expected"), CHANGES)
def test_faster_or_slower(now, before, expected):
    assert hours_changed(now, before) == expected


def test_a_share_has_changed_only_when_chance_does_not_explain_it():
    assert share_changed(Share(90, 100), Share(50, 100)) == "higher"
    assert share_changed(Share(50, 100), Share(90, 100)) == "lower"
    assert share_changed(Share(3, 4), Share(1, 4)) == "no clear change"
    assert share_changed(Share(3, 4), Share(0, 0)) == ""


def test_bars_are_measured_against_the_longest():
    assert lengths([5, 10, None]) == [50, 100, 0]
    assert lengths([0, None]) == [0, 0]
    assert lengths([]) == []


def test_a_line_is_interrupted_where_nothing_is_known():
    drawn = line(["a", "b", "c", "d"], [1, None, 2, 4], ["1", "", "2", "4"], 4, "4")
    assert len(drawn.strokes) == 2
    assert [dot.label for dot in drawn.dots] == ["a", "c", "d"]
    assert drawn.dots[-1].y == PADDING
    assert line(["a"], [0.0], ["0"], 0.0, "–").dots[0].y == HEIGHT - PADDING


def test_downloads_hold_no_formulas():
    assert [harmless(value) for value in ("=1+1", "@x", "-1", "fine", -93.9, None)] == [
        "'=1+1",
        "'@x",
        "'-1",
        "fine",
        -93.9,
        None,
    ]
    assert "".join(csv_lines(["a", "b"], [{"a": 'say "hi"', "b": "x,y"}])) == 'a,b\r\n"say ""hi""","x,y"\r\n'
