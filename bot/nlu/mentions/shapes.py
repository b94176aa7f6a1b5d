"""Words into classes, one letter each, and patterns over the letters: `12 Elm St` is `#CS`, an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.nlu.text import fold
from bot.nlu.understanding import Mention, MentionKind

_TOKEN = re.compile(
    r"https?://\S+|\d+(?:st|nd|rd|th|º|ª)\b|\d+(?:[-–/]\d+)*[a-z]?\b|\b[cp]/|n[º°]|[^\W\d_]+(?:['’][^\W\d_]+)*|\n|[^\s]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$", re.IGNORECASE)
_SHOUTING = 0.6


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
    never_before_a_street: frozenset[str] = frozenset()
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
class MentionFinder:
    """`ordinary`: folded words that our corpus uses outside of places; what is not among them may be a name."""

    grammar: PlaceGrammar
    ordinary: frozenset[str]
    _classes: dict[tuple[str, bool], str] = field(default_factory=dict)

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
        shouting = _capitals(text) > _SHOUTING
        letters: list[str] = []
        for token in tokens:
            begins = not letters or letters[-1] in ".!"
            word = token.group()
            letters.append(self._letter(word, capital=word[0].isupper() and not shouting, begins=begins))
        return "".join(letters)

    def _letter(self, word: str, *, capital: bool, begins: bool) -> str:
        if word[0].isdigit():
            return _number(word)
        lower = fold(word) or word
        key = (lower, capital and not (begins and lower in self.ordinary))
        if key not in self._classes:
            if len(self._classes) > 20_000:
                self._classes.clear()
            self._classes[key] = self._class(lower, capital=key[1])
        return self._classes[key]

    def _class(self, word: str, *, capital: bool) -> str:
        if letter := self.grammar.classes.get(word):
            return letter.upper() if capital and letter == "s" else letter
        if not word[0].isalpha():
            return "." if word in ".!?\n;|" else word if word in ",:()-" else "~"
        if capital:
            return "c" if word in self.ordinary else "C"
        if word in self.grammar.never_before_a_street:
            return "n"
        return "w" if word in self.ordinary else "u"


def _number(word: str) -> str:
    if _ORDINAL.match(word):
        return "o"
    return "#" if len(word.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= 5 or "-" in word else "~"


def _capitals(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if len(letters) > 3 else 0.0
