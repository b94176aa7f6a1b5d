"""Whether a message asks us to stop or to start again: by a word alone, by the whole of it, or by how it ends."""

import re
from typing import TYPE_CHECKING

from bot.nlu.constants import Constants
from bot.nlu.linear import Head
from bot.nlu.opt_words import asked_alone
from bot.nlu.text import words

if TYPE_CHECKING:
    from bot.nlu.factories import Classifier

_CLAUSE = re.compile(r"[.!?;|,:\n]+")
LEAST_WORDS = 3
"""Of a clause: "enough!" after a report is said of the report."""
LAST = 2
"""Clauses that are listened to, because thanks may follow."""
TOGETHER = 0.5
"""How much the whole message counts beside a clause."""


def asked_for(
    text: str, listed: list[str], head: Head | None, classifier: "Classifier", constants: Constants
) -> str | None:
    """`out`, `in` or nothing; `listed` are the folded words of the text. No head: a language without examples."""
    if (alone := asked_alone(listed)) or head is None:
        return alone
    kind, margin = head.beating("none")
    if margin >= constants.opt_from:
        return kind
    if margin >= constants.opt_look_from and _ends_with_stop(text, margin, classifier, constants):
        return "out"
    return None


def _ends_with_stop(text: str, margin: float, classifier: "Classifier", constants: Constants) -> bool:
    """Another matter told first must not drown the request; most messages never come here."""
    clauses = [listed for part in _CLAUSE.split(text) if len(listed := words(part)) >= LEAST_WORDS]
    least = constants.opt_from - TOGETHER * margin
    heard = [classifier.score_words(listed, ())["opt"].beating("none") for listed in clauses[-LAST:]]
    return any(kind == "out" and own >= least for kind, own in heard)
