"""Decides whether a message asks for STOP or START: words that alone mean it, else the model, else its last sentence."""

import re
from typing import TYPE_CHECKING

from bot.nlu.constants import Constants
from bot.nlu.linear import Head
from bot.nlu.opt_words import asked_alone, of_others
from bot.nlu.text import words

if TYPE_CHECKING:
    from bot.nlu.factories import Classifier

SENTENCE = re.compile(r"[.!?;|\n]+")
LONG = 10
"""Words from which the last sentence is also heard by itself: what was told before must not drown "stop texting me"."""


def asked_of(
    text: str, listed: list[str], head: Head | None, classifier: "Classifier", constants: Constants
) -> str | None:
    """`out`, `in` or nothing. `listed` are the words of `text`; no `head` when a language has no examples yet."""
    if alone := asked_alone(listed):
        return alone
    if head is None:
        return None
    label, margin = head.beating("none")
    if margin >= (constants.opt_surely_from if of_others(listed) else constants.opt_from):
        return label
    if len(listed) >= LONG and margin >= constants.opt_look_from and _at_the_end(text, classifier, constants):
        return "out"
    return None


def _at_the_end(text: str, classifier: "Classifier", constants: Constants) -> bool:
    """Only STOP: who tells a long story and ends with "start" has begun, or goes on with, a report."""
    sentences = [said for part in SENTENCE.split(text) if (said := words(part))]
    if len(sentences) < 2:
        return False
    label, margin = classifier.score_words(sentences[-1], ())["opt"].beating("none")
    return label == "out" and margin >= constants.opt_surely_from
