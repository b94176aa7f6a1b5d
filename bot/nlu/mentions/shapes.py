"""Words into classes, one letter each, and patterns over the letters: `12 Elm St` is `#CS`, an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.nlu.text import fold
from bot.nlu.understanding import Mention, MentionKind

_TOKEN = re.compile(
    r"https?://\S+|\d+(?:st|nd|rd|th|º|ª)\b|\d+(?:[-–/]\d+)*[a-z]?\b|\b[cp]/|n[º°]|(?=[^\W_]*\d)[^\W_]+|[^\W\d_]+(?:['’][^\W\d_]+)*|\n|[^\s]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$", re.IGNORECASE)
_HOUSE = re.compile(r"\d{1,5}[a-z]?(?:[-–/]\d{1,5}[a-z]?)*$", re.IGNORECASE)
_AS_A_NAME = {"s": "S", "n": "c"}
"""What a class becomes with a capital: a Lane is surer than a lane, and Main Street has a name."""
_MOST_KNOWN = 20_000
_SHOUTING = 0.6
_TITLED = 0.75
_TITLE = 7
"""Words; fewer capitals in a row may well be a name."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern over class letters; group 1 is the place when only a part of the match is."""

    kind: MentionKind
    pattern: str


@dataclass(frozen=True, slots=True)
class PlaceGrammar:
    """How a language names places: classes of its words, and shapes in order of preference."""

    classes: Mapping[str, str]
    shapes: tuple[Shape, ...]
    _kinds: dict[str, MentionKind] = field(default_factory=dict)
    _pattern: list[re.Pattern[str]] = field(default_factory=list)

    def compiled(self) -> re.Pattern[str]:
        """All shapes as one pattern whose named groups tell which was found."""
        if not self._pattern:
            for i, shape in enumerate(self.shapes):
                self._kinds[f"s{i}"] = shape.kind
            joined = "|".join(f"(?P<s{i}>{shape.pattern})" for i, shape in enumerate(self.shapes))
            self._pattern.append(re.compile(joined))
        return self._pattern[0]

    def kind(self, group: str) -> MentionKind:
        return self._kinds[group]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Folded words our corpus uses outside of places; what is not among them may be a name."""

    ordinary: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    """They stand beside "street" without naming one: "icy street", "vía pública"."""


@dataclass(frozen=True, slots=True)
class MentionFinder:
    grammar: PlaceGrammar
    words: KnownWords
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, text: str) -> tuple[Mention, ...]:
        tokens = list(_TOKEN.finditer(text))
        letters = self._letters(text, tokens)
        pattern = self.grammar.compiled()
        return tuple(self._mention(text, tokens, match) for match in pattern.finditer(letters))

    def _mention(self, text: str, tokens: list[re.Match[str]], match: re.Match[str]) -> Mention:
        group = match.lastgroup or ""
        start, end = tokens[match.start(group)].start(), tokens[match.end(group) - 1].end()
        return Mention(start, end, text[start:end], self.grammar.kind(group))

    def _letters(self, text: str, tokens: list[re.Match[str]]) -> str:
        shouting = _capitals_tell_nothing(text)
        letters: list[str] = []
        for token in tokens:
            word = token.group()
            plain, named = self._known.get(word) or self._know(word)
            begins = not letters or letters[-1] == "."
            letters.append(plain if shouting or (begins and named == "c") else named)
        return "".join(letters)

    def _know(self, word: str) -> tuple[str, str]:
        """The word's class when its capital says nothing, and when it says "a name"."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        if any(map(str.isdigit, word)):
            letter = _number(word)
            known = (letter, letter)
        else:
            lower = fold(word) or word
            plain = self._class(lower, capital=False)
            known = (plain, self._class(lower, capital=True) if word[0].isupper() else plain)
        self._known[word] = known
        return known

    def _class(self, word: str, *, capital: bool) -> str:
        if letter := self.grammar.classes.get(word):
            return _AS_A_NAME.get(letter, letter) if capital else letter
        if not word[0].isalpha():
            return "." if word in ".!?\n;|" else word if word in ",:()-" else "~"
        if capital:
            return "c" if word in self.words.ordinary else "C"
        if word in self.words.nameless:
            return "n"
        return "w" if word in self.words.ordinary else "u"


def word_classes(**words: str) -> dict[str, str]:
    """`word_classes(S="street st")` → `{"street": "S", "st": "S"}`; of a word listed twice the first class holds."""
    return {word: letter for letter, listed in reversed(words.items()) for word in listed.split()}


def _number(word: str) -> str:
    if _ORDINAL.match(word):
        return "o"
    return "#" if _HOUSE.match(word) else "~"


def _capitals_tell_nothing(text: str) -> bool:
    """WRITTEN LIKE THIS, Or Like This."""
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    if letters > 3 and capitals / letters > _SHOUTING:
        return True
    if capitals < _TITLE:
        return False
    starts = [word[0].isupper() for word in text.split() if word[0].isalpha()]
    return len(starts) >= _TITLE and sum(starts) / len(starts) > _TITLED
