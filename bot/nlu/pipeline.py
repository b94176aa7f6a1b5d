"""A text in, an `Understanding` out: language first, then that language's spaCy pipeline."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import structlog
from spacy import util
from spacy.language import Language

from bot.nlu.factories import CLASSIFIER, Classifier, with_text
from bot.nlu.language_id import LanguageGuess, identify
from bot.nlu.linear import LinearModel, load_linear
from bot.nlu.reading import read
from bot.nlu.text import LONGEST
from bot.nlu.understanding import Understanding

MODELS = Path(__file__).parent / "models"
_log = structlog.get_logger()


UNMISTAKABLE = 0.95
ENOUGH_WORDS = 3
"""A message this clear and this long changes the language of a conversation."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Ready to understand messages; safe to share, holds no state of any conversation."""

    languages: dict[str, Language]
    language_model: LinearModel

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """Never raises. `language` is what the conversation is held in: it decides short and unclear messages."""
        try:
            return self._understand(text[:LONGEST], language)
        except Exception:  # noqa: BLE001  a message that trips us must still be answered
            _log.exception("not_understood", length=len(text))
            return Understanding(language=language or next(iter(self.languages)))

    def _understand(self, text: str, language: str | None) -> Understanding:
        guess = identify(text, self.language_model, tuple(self.languages))
        unmistakable = guess.confidence >= UNMISTAKABLE and len(text.split()) >= ENOUGH_WORDS
        if language in self.languages and not unmistakable:
            guess = LanguageGuess(language, guess.confidence if guess.language == language else 1 - guess.confidence)
        nlp = self.languages[guess.language]
        return read(nlp(with_text(nlp.make_doc(text), text)), guess, cast(Classifier, nlp.get_pipe(CLASSIFIER)))


def load(models: Path | None = None, languages: tuple[str, ...] = ("en", "es")) -> Pipeline:
    """The shipped models, or a city's own from `text311 train --out`. Raises `FileNotFoundError` when one is missing."""
    folder = models or MODELS
    for language in languages:
        if not (folder / language / "meta.json").is_file():
            raise FileNotFoundError(f"No model for '{language}' in {folder}: run `text311 train` or drop the language.")
    loaded = {language: util.load_model_from_path(folder / language) for language in languages}
    return Pipeline(loaded, load_linear(folder / "language.npz"))
