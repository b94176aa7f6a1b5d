"""Many rows over several cores: nothing is lost, nothing changes places, and nobody who waits for one answer waits for more."""

from threading import Event

import pytest

from bot.nlu.batch import FEW, answers


def double(row: int) -> int:
    return 2 * row


@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, 5 * FEW + 7])
def test_answers_come_in_the_order_of_the_rows(count, cores):
    assert list(answers(iter(range(count)), double, cores)) == [2 * row for row in range(count)]


def test_a_row_is_answered_before_the_next_one_has_come():
    heard = Event()

    def rows():
        yield 1
        assert heard.wait(30)
        yield 2

    told = answers(rows(), double, 2)
    assert next(told) == 2
    heard.set()
    assert list(told) == [4]


def test_what_breaks_the_rows_is_told_after_the_answers_before_it():
    def rows():
        yield from range(FEW + 3)
        raise OSError("the disk is gone")

    told = answers(rows(), double, 2)
    assert [next(told) for _ in range(FEW + 3)] == [2 * row for row in range(FEW + 3)]
    with pytest.raises(OSError, match="the disk is gone"):
        next(told)


def test_what_breaks_an_answer_is_told():
    with pytest.raises(ZeroDivisionError):
        list(answers(iter([1] * FEW + [0]), lambda row: 1 / row, 2))
