"""Words into classes, one letter each, and patterns over the letters: `12 Elm St` is `#CS`, an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, cast

from bot.nlu.remembered import Remembered
from bot.nlu.text import fold
from bot.nlu.understanding import Mention, MentionKind

_TOKEN = re.compile(
    r"https?://\S+|\d{1,3}(?:[.,]\d{3})+(?!\d)|\d\d?:\d\d(?!\d)|\d+\.\d+|\d+,\d\d?(?![\dºªa-z])|\d+(?:st|nd|rd|th|º|ª)\b|\d+(?:[-–/]\d+)*[a-z]?\b|\b[cp]/|n[º°]|(?=[^\W_]*\d)[^\W_]+|[^\W\d_]+(?:['’][^\W\d_]+)*|\n|[^\s]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$", re.IGNORECASE)
_HOUSE = re.compile(r"\d{1,5}[a-z]?(?:[-–/]\d{1,5}[a-z]?)*$", re.IGNORECASE)
YEARS = " ".join(map(str, range(1950, 2040)))
"""Numbers that are rather years."""
_AS_A_NAME = {"s": "S", "y": "S", "h": "S", "n": "c", "e": "C", "j": "c", "Q": "c", "F": "V"}
"""What a class becomes with a capital: a Lane is surer than a lane, and Main Street has a name."""
_FEW_OF = re.compile(r"[0-3]?\d/[0-3]?\d$")
_SCORE = re.compile(r"(\d)-(\d)$")
_BEGINS = re.compile(r"(?:(?<=\.)(?<![KlB]\.)|^)c")
"""Not behind the "Avda." (K), "C." (B) or "Gral." (l) of Spanish."""
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
"""More than one of them, "SUVs": what stands before counts."""
_LONGEST_ACRONYM = 3
_SHOUTING, _FEW = 0.6, 3
_TITLED = 0.75
_TITLE = 7
"""Words; fewer capitals in a row may well be a name."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern over class letters, blanks for the eye. `gate` holds wherever the place may begin: cheap to ask, and asked
    once for neighbours. `example` is a text of which the shape finds a part.
    """

    kind: MentionKind
    pattern: str
    gate: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class PlaceGrammar:
    """How a language names places: classes of its words, and shapes in order of preference."""

    classes: Mapping[str, str]
    shapes: tuple[Shape, ...]
    finer: Mapping[str, str] = field(default_factory=dict)
    """Classes that are part of a coarser one, which finds them too: a word counted out (`z`) is still an unknown word (`u`)."""
    counted: re.Pattern[str] | None = None
    """What a word, accents and all, looks like that rather says how many, or what was done, than names a street: "violations"."""
    done: re.Pattern[str] | None = None
    """What one looks like that says what was done and is no street's name in small letters: "plateado", "costó"."""
    landmark: re.Pattern[str] | None = None
    """What ends the name of a landmark that reads like a street: "Riverside Park"."""

    def coarse(self) -> dict[str, str]:
        """Classes of words without the finer ones."""
        return {word: self.finer.get(letter, letter) for word, letter in self.classes.items()}

    def search(self) -> re.Pattern[str]:
        """Finds what any shape finds. Without groups, which the engine would enter at every letter."""
        gates = groupby(self._shapes(), key=lambda shape: shape.gate)
        return re.compile("|".join(f"{gate}(?:{'|'.join(s.pattern for s in shapes)})" for gate, shapes in gates))

    def tell(self) -> re.Pattern[str]:
        """Tells, where a place begins, its kind: the first part of the name of the group."""
        return re.compile("|".join(f"(?P<{shape.kind}_{i}>{shape.pattern})" for i, shape in enumerate(self._shapes())))

    def _shapes(self) -> list[Shape]:
        return [
            Shape(shape.kind, with_finer(shape.pattern, self.finer), with_finer(shape.gate, self.finer))
            for shape in self.shapes
        ]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Folded words our corpus uses outside of places; what is not among them may be a name."""

    ordinary: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    """They stand beside "street" without naming one: "icy street", "vía pública"."""


class _Piece(NamedTuple):
    """What stands between two spaces: its tokens, their classes, and how much of it is written in capitals."""

    spans: tuple[tuple[int, int], ...]
    """Where in the piece a token begins and ends."""
    plain: str
    """Classes when capitals say nothing, and when one says "a name"."""
    named: str
    capitals: int
    letters: int


@dataclass(slots=True)
class MentionFinder:
    grammar: PlaceGrammar
    words: KnownWords
    _search: re.Pattern[str] = field(init=False)
    _tell: re.Pattern[str] = field(init=False)
    _pieces: Remembered[str, _Piece] = field(init=False)

    def __post_init__(self) -> None:
        self._search, self._tell = self.grammar.search(), self.grammar.tell()
        self._pieces = Remembered(self._piece)

    def find(self, text: str) -> tuple[Mention, ...]:
        # no token goes over a space
        written = text.split(" ")
        pieces = [self._pieces[piece] for piece in written]
        letters = _letters(text, pieces)
        found = [match.span() for match in self._search.finditer(letters)]
        if not found:
            return ()
        spans = _spans(written, pieces)
        return tuple(
            Mention(start, end, text[start:end], self._kind(letters, first, text[start:end]))
            for first, after in found
            for start, end in [(spans[first][0], spans[after - 1][1])]
        )

    def _kind(self, letters: str, first: int, name: str) -> MentionKind:
        told = self._tell.match(letters, first)
        kind = told.lastgroup.partition("_")[0] if told and told.lastgroup else "street"
        if kind == "street" and self.grammar.landmark and self.grammar.landmark.search(name):
            return "landmark"
        return cast(MentionKind, kind)

    def _piece(self, piece: str) -> _Piece:
        if piece.isascii() and piece.isalpha() and piece.islower():
            # most are plain words
            letter, _ = self._know(piece)
            return _Piece(((0, len(piece)),), letter, letter, 0, len(piece))
        tokens = list(_TOKEN.finditer(piece))
        plain, named = (
            map("".join, zip(*(self._know(token[0]) for token in tokens), strict=True)) if tokens else ("", "")
        )
        spans = tuple(token.span() for token in tokens)
        return _Piece(spans, plain, named, len(_CAPITAL.findall(piece)), sum(map(str.isalpha, piece)))

    def _know(self, word: str) -> tuple[str, str]:
        """The word's class when its capital says nothing, and when it says "a name"."""
        if any(map(str.isdigit, word)):
            letter = self.grammar.classes.get(word.lower()) or self._number(word)
            return letter, letter
        if _ACRONYMS.fullmatch(word):
            return "U", "U"
        lower = fold(word) or word
        plain = self._class(lower, word.lower(), capital=False)
        named = self._class(lower, word.lower(), capital=True) if word[0].isupper() else plain
        return plain, "G" if named == "C" and word.isupper() and len(
            word
        ) <= _LONGEST_ACRONYM and "G" in self.grammar.finer else named

    def _class(self, word: str, accented: str, *, capital: bool) -> str:
        if letter := self.grammar.classes.get(word):
            return _AS_A_NAME.get(letter, letter) if capital else letter
        if not word[0].isalpha():
            return "." if word in ".!?\n;|" else word if word in ",:()-" else "~"
        if capital:
            return "c" if word in self.words.ordinary else "C"
        if word in self.words.nameless:
            return "n"
        if self.grammar.done and self.grammar.done.search(accented):
            return "q" if word in self.words.ordinary else "d"
        counted = self.grammar.counted and self.grammar.counted.search(accented)
        if word in self.words.ordinary:
            return "q" if counted else "w"
        return "z" if counted else "u"

    def _number(self, word: str) -> str:
        if _ORDINAL.match(word):
            return "o"
        if "i" in self.grammar.finer and _tells_how_many(word):
            return "i"
        return "#" if _HOUSE.match(word) else "~"


def _letters(text: str, pieces: list[_Piece]) -> str:
    """The class of each token."""
    _, plain, named, capitals, letters = zip(*pieces, strict=True)
    classes = "".join(plain)
    if _capitals_tell_nothing(text, sum(capitals), sum(letters)):
        return classes
    # the first word of a sentence has its capital from there; it may still be a name when it is no ordinary word
    return _BEGINS.sub(lambda first: classes[first.start()], "".join(named))


def _spans(written: list[str], pieces: list[_Piece]) -> list[tuple[int, int]]:
    """Where in the text each token begins and ends; asked only when a place was found."""
    spans, at = [], 0
    for text, piece in zip(written, pieces, strict=True):
        for start, end in piece.spans:
            spans.append((at + start, at + end))
        at += len(text) + 1
    return spans


def word_classes(**words: str) -> dict[str, str]:
    """`word_classes(S="street st")` → `{"street": "S", "st": "S"}`; of a word listed twice the first class holds."""
    return {word: letter for letter, listed in reversed(words.items()) for word in listed.split()}


def with_finer(pattern: str, finer: Mapping[str, str]) -> str:
    """`with_finer("#[Cu]", {"z": "u"})` → `"#[Cuz]"`: a coarser class also finds the finer ones it is made of."""
    parts: dict[str, str] = {}
    for letter, coarser in finer.items():
        for one in coarser:
            parts[one] = parts.get(one, one) + letter
    written, inside = [], False
    for letter in pattern.replace(" ", ""):
        inside = letter == "[" or (inside and letter != "]")
        whole = parts.get(letter, letter)
        written.append(whole if inside or len(whole) == 1 else f"[{whole}]")
    return "".join(written)


def _tells_how_many(number: str) -> bool:
    """A date or a score, "11/5", "3-1": a house only where a street follows, like 1 to 9. Houses are "3-5"."""
    score = _SCORE.match(number)
    houses = score and score[1] < score[2] and (int(score[1]) - int(score[2])) % 2 == 0
    return bool(_FEW_OF.match(number)) or bool(score and not houses)


def _capitals_tell_nothing(text: str, capitals: int, letters: int) -> bool:
    """WRITTEN LIKE THIS, Or Like This."""
    if capitals < _FEW:
        return False
    if letters > _FEW and capitals / letters > _SHOUTING:
        return True
    if capitals < _TITLE:
        return False
    starts = [word[0].isupper() for word in text.split() if word[0].isalpha()]
    return len(starts) >= _TITLE and sum(starts) / len(starts) > _TITLED
