"""Words into classes, one letter each, and patterns over the letters: `12 Elm St` is `#CS`, an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.nlu.remembered import Remembered
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
_BEGINS = re.compile(r"(?:(?<=\.)|^)c")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_SHOUTING, _FEW = 0.6, 3
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


@dataclass(slots=True)
class MentionFinder:
    grammar: PlaceGrammar
    words: KnownWords
    _known: Remembered[str, tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._known = Remembered(self._know)

    def find(self, text: str) -> tuple[Mention, ...]:
        tokens = _TOKEN.findall(text)
        found = list(self.grammar.compiled().finditer(self._letters(text, tokens)))
        if not found:
            return ()
        starts = _starts(text, tokens)
        return tuple(self._mention(text, tokens, starts, match) for match in found)

    def _mention(self, text: str, tokens: list[str], starts: list[int], match: re.Match[str]) -> Mention:
        group = match.lastgroup or ""
        last = match.end(group) - 1
        start, end = starts[match.start(group)], starts[last] + len(tokens[last])
        return Mention(start, end, text[start:end], self.grammar.kind(group))

    def _letters(self, text: str, tokens: list[str]) -> str:
        classes = [self._known[token] for token in tokens]
        if _capitals_tell_nothing(text):
            return "".join(plain for plain, _ in classes)
        letters = "".join(named for _, named in classes)
        # the first word of a sentence has its capital from there; it may still be a name when it is no ordinary word
        for match in _BEGINS.finditer(letters):
            at = match.start()
            letters = letters[:at] + classes[at][0] + letters[at + 1 :]
        return letters

    def _know(self, word: str) -> tuple[str, str]:
        """The word's class when its capital says nothing, and when it says "a name"."""
        if any(map(str.isdigit, word)):
            letter = _number(word)
            return letter, letter
        lower = fold(word) or word
        plain = self._class(lower, capital=False)
        return plain, self._class(lower, capital=True) if word[0].isupper() else plain

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


def _starts(text: str, tokens: list[str]) -> list[int]:
    """Where each token begins; cheaper than a match object for each, since most messages name no place."""
    starts, at = [], 0
    for token in tokens:
        at = text.index(token, at)
        starts.append(at)
        at += len(token)
    return starts


def word_classes(**words: str) -> dict[str, str]:
    """`word_classes(S="street st")` → `{"street": "S", "st": "S"}`; of a word listed twice the first class holds."""
    return {word: letter for letter, listed in reversed(words.items()) for word in listed.split()}


def _number(word: str) -> str:
    if _ORDINAL.match(word):
        return "o"
    return "#" if _HOUSE.match(word) else "~"


def _capitals_tell_nothing(text: str) -> bool:
    """WRITTEN LIKE THIS, Or Like This."""
    capitals = len(_CAPITAL.findall(text))
    if capitals < _FEW:
        return False
    letters = sum(map(str.isalpha, text))
    if letters > _FEW and capitals / letters > _SHOUTING:
        return True
    if capitals < _TITLE:
        return False
    starts = [word[0].isupper() for word in text.split() if word[0].isalpha()]
    return len(starts) >= _TITLE and sum(starts) / len(starts) > _TITLED
