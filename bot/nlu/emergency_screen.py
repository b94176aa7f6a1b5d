"""Decides whether a message tells of danger to life: one pass over every message, a second look at the few it points out."""

import re
from typing import TYPE_CHECKING

from bot.nlu.constants import Constants
from bot.nlu.linear import Head
from bot.nlu.text import words

if TYPE_CHECKING:
    from bot.nlu.factories import Classifier

PART = re.compile(r"[.!?;,|\n]+")
MOST_PARTS = 12
LONG = 6
"""Words from which a message is also heard part by part: talk must not drown a fire, nor a dark traffic light who was hit
under it.
"""
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
    return _of_a_part(text, classifier, constants) if len(visible) >= LONG else None


def _of_a_part(text: str, classifier: "Classifier", constants: Constants) -> str | None:
    parts = [listed for part in PART.split(text)[:MOST_PARTS] if (listed := words(part))]
    for listed in parts if len(parts) > 1 else ():
        signs = classifier.dangers(listed)
        if classifier.closer and classifier.closer.score(listed, signs) < constants.part_danger_from - TOGETHER:
            continue
        kind, margin = classifier.score_words(listed, signs)["emergency"].beating("none")
        if _danger(listed, signs, margin, classifier) >= constants.part_danger_from:
            return kind
    return None


def _danger(listed: list[str], signs: tuple[str, ...], margin: float, classifier: "Classifier") -> float:
    closer = classifier.closer
    return margin if closer is None else closer.score(listed, signs) + TOGETHER * max(margin, -1.0)
