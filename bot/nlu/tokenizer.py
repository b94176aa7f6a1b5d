"""The spaCy tokenizer of our pipelines: the folded words that the classifiers see, and the text as it was written."""

from collections.abc import Callable
from pathlib import Path
from typing import Self, cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from bot.nlu.remembered import Remembered
from bot.nlu.text import words

TEXT, WORDS = "text", "words"
UNKNOWN = "\ue001"
"""Stands for a word the corpus never uses (private use area)."""


class WordTokenizer:
    """Leaves the text and all of its words in `doc.user_data`; tokens are those the corpus knows, or `UNKNOWN`.

    spaCy remembers every word it has made a token of. A worker that lives for months must not remember each name and
    number that residents have written.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        # what a word looks like is our own components' business; spaCy would work it out for each new word
        # (public, but not in its stubs)
        vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
        self.known: frozenset[str] = frozenset()
        self._numbers = Remembered(self._number)

    def __call__(self, text: str) -> Doc:
        return self.doc(text, words(text))

    def doc(self, text: str, listed: list[str]) -> Doc:
        """The same for a text whose words are known already."""
        # spaCy takes numbers too (not in its stubs), and would look for the number of each word as long as for all else
        numbers = cast(list[str], list(map(self._numbers.__getitem__, listed)))
        return Doc(self.vocab, words=numbers, user_data={TEXT: text, WORDS: listed})

    def _number(self, word: str) -> int:
        return self.vocab.strings.add(word if word in self.known else UNKNOWN)

    def to_disk(self, path: Path, exclude: object = ()) -> None:
        """Nothing: the words are those of `text311_places`, which hands them over."""

    def from_disk(self, path: Path, exclude: object = ()) -> Self:  # noqa: ARG002  spaCy's signature
        return self


def create_tokenizer() -> Callable[[Language], WordTokenizer]:
    return lambda nlp: WordTokenizer(nlp.vocab)


registry.tokenizers.register("text311_words", func=create_tokenizer)
