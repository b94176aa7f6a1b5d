"""The spaCy components of our pipelines, and what they leave on a `Doc`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.calibration import Calibration
from bot.nlu.constants import constants_for
from bot.nlu.linear import Head, LinearModel, load_linear
from bot.nlu.mentions.grammars import grammar_for
from bot.nlu.mentions.shapes import KnownWords, MentionFinder
from bot.nlu.text import hide_places, words
from bot.nlu.tokenizer import TEXT, WORDS, WordTokenizer
from bot.nlu.understanding import Mention

PLACES = "places"
CLASSIFIER = "classifier"
MENTIONS, DANGERS, SCORES = "mentions", "dangers", "scores"


@Language.factory("text311_places")
class Places:
    """Puts `Mention`s into `doc.user_data["mentions"]`; what it learnt is which words name nothing."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy's signature
        self.language = str(nlp.lang)
        self.tokenizer = cast(WordTokenizer, nlp.tokenizer)
        self.learn(KnownWords())

    def learn(self, known: KnownWords) -> None:
        self.finder = MentionFinder(grammar_for(self.language), known)
        self.tokenizer.known = known.ordinary

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[MENTIONS] = self.finder.find(doc.user_data[TEXT])
        return doc

    def to_disk(self, path: Path, exclude: object = ()) -> None:  # noqa: ARG002  spaCy's signature
        path.with_suffix(".json").write_bytes(msgspec.json.encode(self.finder.words, order="deterministic"))

    def from_disk(self, path: Path, exclude: object = ()) -> Self:  # noqa: ARG002  spaCy's signature
        self.learn(msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=KnownWords))
        return self


@dataclass(slots=True)
class Said:
    """A text or a part of one, with its folded words and the places it names."""

    text: str
    words: list[str]
    mentions: tuple[Mention, ...] = ()
    _visible: list[str] | None = None

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...] = ()) -> Self:
        return cls(text, words(text), mentions)

    def visible(self) -> list[str]:
        """The words with the streets hidden, landmarks left: a park says something, Park Street nothing."""
        if self._visible is None:
            hidden = [(m.start, m.end) for m in self.mentions if m.kind != "landmark"]
            self._visible = words(hide_places(self.text, hidden)) if hidden else self.words
        return self._visible


@dataclass(frozen=True, slots=True)
class CityModel:
    """Request types as one city's own history teaches them: its codes, its habits, its street names too."""

    model: LinearModel
    calibration: Calibration


@Language.factory("text311_classifier")
class Classifier:
    """Scores every head in one pass over the text with its places hidden; needs `text311_places` before it."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy's signature
        self.model: LinearModel | None = None
        self.city: CityModel | None = None
        self.calibration = constants_for(str(nlp.lang)).types

    def __call__(self, doc: Doc) -> Doc:
        said = Said(doc.user_data[TEXT], doc.user_data[WORDS], doc.user_data.get(MENTIONS, ()))
        doc.user_data[DANGERS] = dangers = self.dangers(said.visible())
        doc.user_data[SCORES] = self.score(said, dangers)
        return doc

    def dangers(self, words: list[str]) -> tuple[str, ...]:
        """Kinds of emergency whose written signs stand there, whatever the scores will say."""
        return self.model.lexicon.signs.kinds(words) if self.model else ()

    def score(self, said: Said, dangers: Iterable[str] = ()) -> dict[str, Head]:
        """Heads by name, of a text or a part of one."""
        heads = self.model.by_head(said.visible(), dangers) if self.model else {}
        return heads | self.city.model.by_head(said.words) if self.city else heads

    def learn_city(self, city: CityModel) -> None:
        self.city, self.calibration = city, city.calibration

    def to_disk(self, path: Path, exclude: object = ()) -> None:  # noqa: ARG002  spaCy's signature
        path.mkdir(parents=True, exist_ok=True)
        if self.model:
            self.model.save(path / "model.npz")
        if self.city:
            self.city.model.save(path / "city.npz")
            (path / "city.json").write_bytes(msgspec.json.encode(self.city.calibration))

    def from_disk(self, path: Path, exclude: object = ()) -> Self:  # noqa: ARG002  spaCy's signature
        self.model = load_linear(path / "model.npz")
        if (path / "city.npz").is_file():
            calibration = msgspec.json.decode((path / "city.json").read_bytes(), type=Calibration)
            self.learn_city(CityModel(load_linear(path / "city.npz"), calibration))
        return self


def new_pipeline(language: str, known: KnownWords, model: LinearModel) -> Language:
    nlp = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "text311_words"}}})
    places = cast(Places, nlp.add_pipe("text311_places", name=PLACES))
    classifier = cast(Classifier, nlp.add_pipe("text311_classifier", name=CLASSIFIER))
    places.learn(known)
    classifier.model = model
    return nlp
