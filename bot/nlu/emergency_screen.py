"""Decides whether a message tells of danger to life: one pass over every message, a second look at the few it points out."""

import re
from typing import TYPE_CHECKING

from bot.nlu.constants import Constants
from bot.nlu.linear import Head
from bot.nlu.text import words

if TYPE_CHECKING:
    from bot.nlu.factories import Classifier

SENTENCE = re.compile(r"[.!?;|\n]+")
MOST_SENTENCES = 12
LONG = 16
"""Words from which a message is also heard sentence by sentence: talk must not drown a fire."""
TOGETHER = 0.5
"""How much the first pass counts beside the second look."""


def worth_a_look(head: Head, signs: tuple[str, ...], constants: Constants) -> bool:
    """Whether the first pass leaves danger open; most messages are done here."""
    return bool(signs) or head.beating("none")[1] >= constants.look_from


def emergency_of(
    text: str, visible: list[str], signs: tuple[str, ...], head: Head, classifier: "Classifier", constants: Constants
) -> str | None:
    """The kind of emergency, if any. `visible` are the words with streets hidden, `signs` the kinds of written signs in them."""
    kind, margin = head.beating("none")
    if _danger(visible, signs, margin, classifier) >= constants.danger_from:
        return kind
    return _of_a_sentence(text, classifier, constants) if len(visible) >= LONG else None


def _of_a_sentence(text: str, classifier: "Classifier", constants: Constants) -> str | None:
    sentences = [listed for part in SENTENCE.split(text)[:MOST_SENTENCES] if (listed := words(part))]
    for listed in sentences if len(sentences) > 1 else ():
        signs = classifier.dangers(listed)
        if classifier.closer and classifier.closer.score(listed, signs) < constants.sentence_from - TOGETHER:
            continue
        kind, margin = classifier.score_words(listed, signs)["emergency"].beating("none")
        if _danger(listed, signs, margin, classifier) >= constants.sentence_from:
            return kind
    return None


def _danger(listed: list[str], signs: tuple[str, ...], margin: float, classifier: "Classifier") -> float:
    closer = classifier.closer
    return margin if closer is None else closer.score(listed, signs) + TOGETHER * max(margin, -1.0)
