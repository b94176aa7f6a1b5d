"""Which of the configured languages a message is in: letters in a row, one linear model for all of them."""

from dataclasses import dataclass

from bot.nlu.linear import Floats, LinearModel, softmax
from bot.nlu.text import words

SHARPNESS = 4.0
READ = 25
"""Words that are looked at; more do not change the answer."""

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
    scores: Floats = model.scores(listed)
    chosen = [i for i, label in enumerate(labels) if label in languages]
    if not chosen or not listed:
        return LanguageGuess(languages[0], 0.0)
    shares = softmax(scores[chosen] * SHARPNESS)
    best = int(shares.argmax())
    return LanguageGuess(labels[chosen[best]], float(shares[best]) * min(1.0, len(listed) / ENOUGH))
