"""What the corpus teaches about words outside of places: which are ordinary, which stand beside "street" and name none."""

from itertools import pairwise
from pathlib import Path

from bot.nlu.corpus import CORPUS, marks, read_corpus
from bot.nlu.mentions.grammars import grammar_for
from bot.nlu.mentions.shapes import KnownWords
from bot.nlu.text import words


def known_words(language: str, corpus: Path = CORPUS) -> KnownWords:
    classes = grammar_for(language).coarse()
    ordinary: set[str] = set()
    nameless: set[str] = set()
    for line in read_corpus(language, corpus):
        listed = words(_without_marks(line.text))
        ordinary.update(listed)
        nameless.update(a for a, b in pairwise(listed) if classes.get(b) in _AFTER_NAME)
        nameless.update(b for a, b in pairwise(listed) if classes.get(a) in _BEFORE_NAME)
    return KnownWords(frozenset(ordinary), frozenset(nameless))


_AFTER_NAME, _BEFORE_NAME = {"S", "s"}, {"V"}


def _without_marks(text: str) -> str:
    for mark in reversed(marks(text)):
        text = f"{text[: mark.start]} . {text[mark.end :]}"
    return text
