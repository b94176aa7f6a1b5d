"""Turns what the components left on a `Doc` into an `Understanding`."""

from typing import cast

from spacy.tokens import Doc

from bot.nlu.calibration import Calibration
from bot.nlu.constants import constants_for
from bot.nlu.factories import MENTIONS, SCORES, Classifier, text_of
from bot.nlu.hints import hints
from bot.nlu.language_id import LanguageGuess
from bot.nlu.linear import Head
from bot.nlu.problems import find_problems
from bot.nlu.references import references
from bot.nlu.text import words
from bot.nlu.understanding import EmergencyKind, Intent, Mention, Problem, RankedType, Understanding

MOST = 5
"""Request types that are told; the dialogue offers at most three."""


def read(doc: Doc, guess: LanguageGuess, classifier: Classifier) -> Understanding:
    text, constants = text_of(doc), constants_for(guess.language)
    if not (listed := words(text)):
        return Understanding(language=guess.language)
    heads = cast(dict[str, Head], doc.user_data[SCORES])
    types = ranked(heads["type"], classifier.calibration)
    intent, confidence = _likeliest(heads["intent"], constants.intent_sharpness)
    asked = _over(heads, "opt", constants.opt_from)
    return Understanding(
        language=guess.language,
        language_confidence=guess.confidence,
        intent=cast(Intent, intent),
        intent_confidence=confidence,
        types=types,
        abstain=types[0].confidence < constants.read_back_from,
        emergency=cast(EmergencyKind | None, _over(heads, "emergency", constants.emergency_from)),
        opt_out=asked == "out",
        opt_in=asked == "in",
        mentions=doc.user_data[MENTIONS],
        references=references(text),
        problems=_problems(doc, guess.language, classifier) if intent == "report" else (),
        hints=hints(text, listed),
    )


def _problems(doc: Doc, language: str, classifier: Classifier) -> tuple[Problem, ...]:
    def rank(part: str, mentions: tuple[Mention, ...]) -> tuple[RankedType, ...]:
        return ranked(classifier.score(part, mentions, screen=False)["type"], classifier.calibration)

    return find_problems(text_of(doc), doc.user_data[MENTIONS], language, rank, constants_for(language).part_from)


def ranked(head: Head, calibration: Calibration) -> tuple[RankedType, ...]:
    shares = calibration.shares(head.scores)
    return tuple(RankedType(head.labels[i], round(float(shares[i]), 4)) for i in shares.argsort()[: -MOST - 1 : -1])


def _likeliest(head: Head, sharpness: float) -> tuple[str, float]:
    shares = head.shares(sharpness)
    best = int(shares.argmax())
    return head.labels[best], round(float(shares[best]), 4)


def _over(heads: dict[str, Head], name: str, least: float) -> str | None:
    """None too when a language has no examples yet."""
    return heads[name].over("none", least) if name in heads else None
