"""Words that the corpus uses outside of places: what is not among them may well be a street's name."""

from pathlib import Path

from bot.nlu.corpus import CORPUS, marks, read_corpus
from bot.nlu.text import words


def ordinary_words(language: str, corpus: Path = CORPUS) -> frozenset[str]:
    return frozenset(word for line in read_corpus(language, corpus) for word in words(_without_marks(line.text)))


def _without_marks(text: str) -> str:
    for mark in reversed(marks(text)):
        text = f"{text[: mark.start]} . {text[mark.end :]}"
    return text
