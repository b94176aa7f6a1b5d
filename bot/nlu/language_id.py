"""Which of the configured languages a message is in: letters in a row, one linear model for all of them."""

import unicodedata
from dataclasses import dataclass

from bot.nlu.linear import Floats, LinearModel, softmax
from bot.nlu.text import words

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


def identify(text: str, model: LinearModel, languages: tuple[str, ...]) -> LanguageGuess:
    """The likeliest of `languages`; the first of them, with confidence 0, when the text has no known letters."""
    labels = model.heads["language"]
    listed = words(text)[:READ]
    scores: Floats = model.scores([*listed, *own_letters(text)])
    chosen = [i for i, label in enumerate(labels) if label in languages]
    if not chosen or not listed:
        return LanguageGuess(languages[0], 0.0)
    shares = softmax(scores[chosen] * SHARPNESS)
    best = int(shares.argmax())
    return LanguageGuess(labels[chosen[best]], float(shares[best]) * min(1.0, len(listed) / ENOUGH))


def own_letters(text: str) -> list[str]:
    """Letters and marks with which a language gives itself away in one word, each once: ã, ç, ñ, ¿."""
    written = unicodedata.normalize("NFC", text[:MARKED].lower())
    return sorted({letter for letter in written if letter in "¿¡" or (letter > "\x7f" and letter.isalpha())})
