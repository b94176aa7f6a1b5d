"""The spaCy components of our pipelines, and what they leave on a `Doc`."""

from pathlib import Path
from typing import Self, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.linear import LinearModel, load_linear
from bot.nlu.mentions.grammars import grammar_for
from bot.nlu.mentions.shapes import MentionFinder
from bot.nlu.text import hide_places, words

PLACES = "places"
CLASSIFIER = "classifier"
MENTIONS, SCORES, WORDS = "mentions", "scores", "words"


@Language.factory("text311_places")
class Places:
    """Puts `Mention`s into `doc.user_data["mentions"]`; what it learnt is which words are ordinary."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy's signature
        self.language = str(nlp.lang)
        self.finder = MentionFinder(grammar_for(self.language), frozenset())

    def learn(self, ordinary: frozenset[str]) -> None:
        self.finder = MentionFinder(grammar_for(self.language), ordinary)

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[MENTIONS] = self.finder.find(doc.text)
        return doc

    def to_disk(self, path: Path, exclude: object = ()) -> None:  # noqa: ARG002  spaCy's signature
        path.with_suffix(".txt").write_text("\n".join(sorted(self.finder.ordinary)), encoding="utf-8")

    def from_disk(self, path: Path, exclude: object = ()) -> Self:  # noqa: ARG002  spaCy's signature
        self.learn(frozenset(path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")))
        return self


@Language.factory("text311_classifier")
class Classifier:
    """Scores every head in one pass over the text with its places hidden; needs `text311_places` before it."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy's signature
        self.model: LinearModel | None = None

    def __call__(self, doc: Doc) -> Doc:
        spans = [(m.start, m.end) for m in doc.user_data.get(MENTIONS, ()) if m.kind != "landmark"]
        doc.user_data[WORDS] = words(hide_places(doc.text, spans))
        if self.model:
            doc.user_data[SCORES] = self.model.by_head(doc.user_data[WORDS])
        return doc

    def to_disk(self, path: Path, exclude: object = ()) -> None:  # noqa: ARG002  spaCy's signature
        if self.model:
            self.model.save(path.with_suffix(".npz"))

    def from_disk(self, path: Path, exclude: object = ()) -> Self:  # noqa: ARG002  spaCy's signature
        self.model = load_linear(path.with_suffix(".npz"))
        return self


def new_pipeline(language: str, ordinary: frozenset[str], model: LinearModel) -> Language:
    nlp = spacy.blank(language)
    places = cast(Places, nlp.add_pipe("text311_places", name=PLACES))
    classifier = cast(Classifier, nlp.add_pipe("text311_classifier", name=CLASSIFIER))
    places.learn(ordinary)
    classifier.model = model
    return nlp
