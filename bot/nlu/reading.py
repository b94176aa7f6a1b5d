"""Turns what the components left on a `Doc` into an `Understanding`."""

from typing import cast

from spacy.tokens import Doc

from bot.nlu.calibration import Calibration
from bot.nlu.constants import Constants, constants_for
from bot.nlu.emergency_screen import emergency_of, worth_a_look
from bot.nlu.factories import DANGERS, MENTIONS, SAID, SCORES, Classifier, Said
from bot.nlu.hints import hints
from bot.nlu.language_id import LanguageGuess
from bot.nlu.linear import Head
from bot.nlu.opt_screen import asked_of
from bot.nlu.problems import find_problems
from bot.nlu.references import references
from bot.nlu.tokenizer import TEXT, WORDS
from bot.nlu.understanding import EmergencyKind, Intent, Mention, Problem, RankedType, Understanding

_POLITE = frozenset(("other", "thanks", "no", "help", "status", "greeting", "cancel"))
SENTENCE, SURE_INTENT = 6, 0.75
MOST = 5
"""Request types that are told; the dialogue offers at most three."""


def read(doc: Doc, guess: LanguageGuess, classifier: Classifier) -> Understanding:
    text, listed, constants = doc.user_data[TEXT], doc.user_data[WORDS], constants_for(guess.read_in)
    if not listed:
        return Understanding(language=guess.language)
    heads = cast("dict[str, Head]", doc.user_data[SCORES])
    types = ranked(heads["type"], classifier.calibration)
    intent, confidence = _intent(heads["intent"], types[0], len(listed), constants)
    asked = asked_of(text, listed, heads.get("opt"), classifier, constants)
    return Understanding(
        language=guess.language,
        language_confidence=guess.confidence,
        intent=cast(Intent, intent),
        intent_confidence=confidence,
        types=types,
        abstain=types[0].confidence < constants.read_back_from,
        emergency=cast("EmergencyKind | None", _emergency(doc, heads, classifier, constants)),
        opt_out=asked == "out",
        opt_in=asked == "in",
        mentions=doc.user_data[MENTIONS],
        references=references(text),
        problems=_problems(doc, guess.read_in, classifier, types[0].confidence) if intent == "report" else (),
        hints=hints(text, listed),
    )


def _emergency(doc: Doc, heads: dict[str, Head], classifier: Classifier, constants: Constants) -> str | None:
    """None too when a language has no examples yet."""
    head, signs = heads.get("emergency"), doc.user_data[DANGERS]
    if head is None or not worth_a_look(head, signs, constants):
        return None
    said = cast(Said, doc.user_data[SAID])
    return emergency_of(said.text, said.visible(), signs, head, classifier, constants)


def _problems(doc: Doc, language: str, classifier: Classifier, sure: float) -> tuple[Problem, ...]:
    def rank(part: str, mentions: tuple[Mention, ...]) -> tuple[RankedType, ...]:
        return ranked(classifier.score(Said.of(part, mentions))["type"], classifier.calibration)

    least = constants_for(language).part_from
    return find_problems(doc.user_data[TEXT], doc.user_data[MENTIONS], language, rank, least, sure)


def ranked(head: Head, calibration: Calibration) -> tuple[RankedType, ...]:
    return tuple(RankedType(head.labels[i], round(share, 4)) for i, share in calibration.best(head.scores, MOST))


def _intent(head: Head, type_: RankedType, length: int, constants: Constants) -> tuple[str, float]:
    """A sentence that is surely about a type is a report, however politely it ends; what is no likely wish is none."""
    intent, share = head.likeliest(constants.intent_sharpness)
    confidence = round(share, 4)
    polite = intent in _POLITE and confidence < SURE_INTENT
    if polite and length >= SENTENCE and type_.confidence >= constants.read_back_from:
        return "report", type_.confidence
    unheard = intent != "report" and confidence < constants.intent_from
    return "other" if unheard else intent, confidence
