"""Which of the configured languages a message is in: letters in a row, one linear model for all of them."""

import unicodedata
from dataclasses import dataclass

from bot.nlu.linear import LinearModel, likeliest

SHARPNESS = 4.0
READ = 25
"""Words that are looked at; more do not change the answer."""

MARKED = 250
"""Characters in which such letters are looked for."""
SURELY_ANOTHER = 0.9
"""So likely must a language without a pipeline be before a message is said to be in it."""

ENOUGH = 4
"""Words; fewer say less, however clear they are, because "no" and "ok" belong to many languages."""


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    language: str
    confidence: float
    read_in: str
    """The language whose pipeline reads it; another than `language` when that one has none."""


def identify(
    text: str, words: list[str], model: LinearModel, languages: tuple[str, ...], by_sight: tuple[str, ...] = ()
) -> LanguageGuess:
    """The likeliest of `languages`; the first, with confidence 0, when there are no words.

    `words` are the folded words of `text`. One `by_sight` is told only when it is clear.
    """
    labels, listed = model.heads["language"], words[:READ]
    if not listed or set(labels).isdisjoint(languages):
        return LanguageGuess(languages[0], 0.0, languages[0])
    scores, enough = model.scores([*listed, *own_letters(text)]).tolist(), min(1.0, len(listed) / ENOUGH)
    own, share = _likeliest(scores, labels, languages)
    if labels[scores.index(max(scores))] not in by_sight:
        return LanguageGuess(own, share * enough, own)
    other, its_share = _likeliest(scores, labels, (*languages, *by_sight))
    if other in by_sight and its_share >= SURELY_ANOTHER:
        return LanguageGuess(other, its_share * enough, own)
    return LanguageGuess(own, share * enough, own)


def _likeliest(scores: list[float], labels: tuple[str, ...], among: tuple[str, ...]) -> tuple[str, float]:
    chosen = [i for i, label in enumerate(labels) if label in among]
    return likeliest([scores[i] for i in chosen], [labels[i] for i in chosen], SHARPNESS)


def own_letters(text: str) -> list[str]:
    """Letters and marks with which a language gives itself away in one word, each once: ã, ç, ñ, ¿."""
    if text.isascii():
        return []
    written = unicodedata.normalize("NFC", text[:MARKED].lower())
    return sorted({letter for letter in written if letter in "¿¡" or (letter > "\x7f" and letter.isalpha())})
