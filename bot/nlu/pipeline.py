"""A text in, an `Understanding` out: language first, then that language's spaCy pipeline."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import structlog
from spacy import util
from spacy.language import Language

from bot.nlu.factories import CLASSIFIER, PLACES, Classifier, Places
from bot.nlu.language_id import LanguageGuess, identify
from bot.nlu.linear import LinearModel, load_linear
from bot.nlu.reading import read
from bot.nlu.text import LONGEST, words
from bot.nlu.tokenizer import WordTokenizer
from bot.nlu.understanding import Understanding

MODELS = Path(__file__).parent / "models"
SWITCH_FROM = 0.9
"""So sure must another language be before a message is not read in the conversation's own."""
SWITCH_FROM_BY_SIGHT = 0.4
"""Two clear words of a language without texts: the conversation stays as it is, so little can go wrong."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Ready to understand messages; safe to share, holds no state of any conversation."""

    languages: dict[str, Language]
    language_model: LinearModel
    by_sight: tuple[str, ...] = ()
    """Languages that are recognised and have no pipeline: their messages are read in the likeliest of `languages`."""

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """Never raises. `language` is what the conversation is held in: it decides short and unclear messages.

        The language told may be one of `by_sight`, which no text of ours is written in.
        """
        try:
            return self._understand(_SURROGATE.sub("?", text[:LONGEST]), language)
        except Exception as error:  # noqa: BLE001  a message that trips us must still be answered
            # no traceback: it would carry the resident's words into the log
            _log.error("not_understood", error=type(error).__name__, length=len(text))
            return Understanding(language=language if language in self.languages else next(iter(self.languages)))

    def _understand(self, text: str, language: str | None) -> Understanding:
        listed = words(text)
        guess = identify(text, listed, self.language_model, tuple(self.languages), self.by_sight)
        if language in self.languages and guess.language != language and guess.confidence < self._switch_from(guess):
            guess = LanguageGuess(language, 1 - guess.confidence, language)
        nlp = self.languages[guess.read_in]
        places, classifier = cast(Places, nlp.get_pipe(PLACES)), cast(Classifier, nlp.get_pipe(CLASSIFIER))
        # by hand: spaCy's own loop looks for options and error handlers that ours do not have
        doc = classifier(places(cast(WordTokenizer, nlp.tokenizer).doc(text, listed)))
        return read(doc, guess, classifier)

    def _switch_from(self, guess: LanguageGuess) -> float:
        return SWITCH_FROM_BY_SIGHT if guess.language in self.by_sight else SWITCH_FROM

    def likeliest_language(self, text: str) -> str:
        """Of those it can read."""
        return identify(text, words(text), self.language_model, tuple(self.languages)).language


def load(models: Path | None = None, languages: tuple[str, ...] = ()) -> Pipeline:
    """The shipped models, or a city's own from `text311 train --out`, of these languages or of all there are.

    Raises `FileNotFoundError` when one is missing.
    """
    folder = models or MODELS
    languages = languages or tuple(sorted(path.parent.name for path in folder.glob("*/meta.json")))
    if not languages:
        raise FileNotFoundError(f"No models in {folder}: run `text311 train`.")
    for language in languages:
        if not (folder / language / "meta.json").is_file():
            raise FileNotFoundError(f"No model for '{language}' in {folder}: run `text311 train` or drop the language.")
    loaded = {language: util.load_model_from_path(folder / language) for language in languages}
    model = load_linear(folder / "language.npz")
    by_sight = tuple(one for one in model.heads["language"] if not (folder / one / "meta.json").is_file())
    return Pipeline(loaded, model, by_sight)
