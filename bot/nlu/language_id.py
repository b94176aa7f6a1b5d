"""Which of the configured languages a message is in: letters in a row, one linear model for all of them."""

import unicodedata
from dataclasses import dataclass

from bot.nlu.linear import Floats, LinearModel, softmax

SHARPNESS = 4.0
READ = 25
"""Words that are looked at; more do not change the answer."""

MARKED = 250
"""Characters in which such letters are looked for."""

ENOUGH = 4
"""Words; fewer say less, however clear they are, because "no" and "ok" belong to many languages."""


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    language: str
    confidence: float


def identify(text: str, words: list[str], model: LinearModel, languages: tuple[str, ...]) -> LanguageGuess:
    """The likeliest of `languages`; the first, with confidence 0, when there are no words.

    `words` are the folded words of `text`.
    """
    labels = model.heads["language"]
    chosen = [i for i, label in enumerate(labels) if label in languages]
    if not chosen or not words:
        return LanguageGuess(languages[0], 0.0)
    scores: Floats = model.scores([*words[:READ], *own_letters(text)])
    shares = softmax(scores[chosen] * SHARPNESS)
    best = int(shares.argmax())
    return LanguageGuess(labels[chosen[best]], float(shares[best]) * min(1.0, min(len(words), READ) / ENOUGH))


def own_letters(text: str) -> list[str]:
    """Letters and marks with which a language gives itself away in one word, each once: ã, ç, ñ, ¿."""
    if text.isascii():
        return []
    written = unicodedata.normalize("NFC", text[:MARKED].lower())
    return sorted({letter for letter in written if letter in "¿¡" or (letter > "\x7f" and letter.isalpha())})
