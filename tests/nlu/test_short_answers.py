"""Short answers are understood once; what could tell of one resident is read each time."""

import pytest

from bot.nlu.short_answers import MOST, ShortAnswers
from bot.nlu.understanding import Understanding


class Counting:
    def __init__(self):
        self.asked = []

    def understand(self, text, language=None):
        self.asked.append((text, language))
        return Understanding(language=language or "en", hints={"said": text})


@pytest.mark.parametrize("text", ["yes", "Sí", "no thanks", "2", "hello!", "👍", "on the corner"])
def test_short_answers_are_read_once_a_language(text):
    reader = Counting()
    answers = ShortAnswers(reader)
    for language in (None, "es", None, "es"):
        assert answers.understand(text, language) == Understanding(language=language or "en", hints={"said": text})
    assert reader.asked == [(text, None), (text, "es")]


@pytest.mark.parametrize(
    "text", ["", "12 Elm St", "12", "5551234", "٣٤ Elm", "there is a big pothole", "my name is Joan Po", "#8"]
)
def test_numbers_and_sentences_are_read_each_time(text):
    reader = Counting()
    answers = ShortAnswers(reader)
    assert [answers.understand(text, "en").hints["said"] for _ in range(3)] == [text] * 3
    assert len(reader.asked) == 3


def test_they_are_not_gathered_without_end():
    reader = Counting()
    answers = ShortAnswers(reader)
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = [f"{a}{b}{c}" for a in letters for b in letters for c in letters][: MOST + 1]
    for text in [*texts, texts[0]]:
        answers.understand(text, "en")
    assert reader.asked[-1] == (texts[0], "en")


def test_the_same_is_understood(pipeline):
    answers = ShortAnswers(pipeline)
    for text in ("yes", "nope", "stop", "gas leak", "help", "Elm Street", "\ud800", "3"):
        for language in (None, "en", "es"):
            assert [answers.understand(text, language) for _ in range(2)] == [pipeline.understand(text, language)] * 2
