"""Fills the slots of corpus lines: made-up places of many cities' shapes, and problems as they are named in passing."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.nlu.corpus import CORPUS, PROBLEM, marks, names, problems
from bot.nlu.understanding import Mention, MentionKind

_JOINS = {
    "en": (" and ", " & ", " at ", " / ", " near ", "@"),
    "es": (" con ", " y ", " esquina ", " esquina con ", " / "),
    "pt": (" com ", " com a ", " e ", " esquina com ", " c/ ", " x ", " / ", " & "),
    "ht": (" ak ", " ak ", " & ", " epi ", " kwen ", " / ", " and ", " avèk "),
}
_BARE = {
    "en": ("st", "ave", "rd", "street", "road"),
    "es": ("calle", "c/", "avenida", "av."),
    "pt": ("rua", "r.", "avenida", "av."),
    "ht": ("street", "ave", "ri", "wout"),
}
_ENGLISH_STREET = re.compile(r" (?:st|street|ave|avenue|rd|road|lane|drive|dr|blvd|way|parkway)$", re.IGNORECASE)
"""Whoever lives in Boston writes "12 Elm St" in any language, ..."""
_AMERICAN = 0.9
"""... nearly always."""
_PROBLEM = re.compile(re.escape(PROBLEM))
_NUMBERED = {
    "es": (
        "{street} {number}",
        "{street}, {number}",
        "{street} nº {number}",
        "{street} número {number}",
        "{street} num {number}",
        "{street} n {number}",
        "{street},{number}",
    ),
    "pt": (
        "{street} {number}",
        "{street} {number}",
        "{street}, {number}",
        "{street}, {number}",
        "{street}, nº {number}",
        "{street} n {number}",
        "{street} número {number}",
        "{street} numero {number}",
        "{street},{number}",
        "{number} da {street}",
    ),
    "ht": (
        "{number} {street}",
        "{number} {street}",
        "{number} {street}",
        "{number}, {street}",
        "nimewo {number} {street}",
        "#{number} {street}",
        "{street} {number}",
        "{street} #{number}",
        "{street} nimewo {number}",
    ),
}
"""Where the house number stands; before the street unless a language says otherwise."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A line with its places written out."""

    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class PlaceMaker:
    """Makes up places from the name lists of a language; the same `Random` gives the same places."""

    language: str
    streets: tuple[str, ...]
    landmarks: tuple[str, ...]
    problems: tuple[str, ...] = (PROBLEM,)

    def make(self, kind: MentionKind, random: Random) -> str:
        street = random.choice(self.streets)
        if kind == "address":
            return self._numbered(street, random)
        if kind == "intersection":
            return street + random.choice(_JOINS.get(self.language, _JOINS["en"])) + random.choice(self.streets)
        return street if kind == "street" else random.choice(self.landmarks)

    def _numbered(self, street: str, random: Random) -> str:
        number = random.choice((random.randint(1, 99), random.randint(100, 999), random.randint(1000, 12999)))
        forms = _NUMBERED.get(self.language)
        if not forms or (_ENGLISH_STREET.search(street) and random.random() < _AMERICAN):
            return f"{number} {street}"
        return random.choice(forms).format(number=number, street=street)


def place_maker(language: str, corpus: Path = CORPUS) -> PlaceMaker:
    streets = names(language, "streets", corpus) or [f"Elm {kind}" for kind in _BARE.get(language, ("street",))]
    landmarks = names(language, "landmarks", corpus) or ["the library"]
    return PlaceMaker(language, tuple(streets), tuple(landmarks), problems(language, corpus) or (PROBLEM,))


def fill(text: str, maker: PlaceMaker, random: Random) -> Filled:
    """`forget {problem} at {address}` → `forget the pothole at 12 Elm St`, with where the places stand."""
    text = _PROBLEM.sub(lambda _: random.choice(maker.problems), text)
    pieces: list[str] = []
    mentions: list[Mention] = []
    length = last = 0
    for mark in marks(text):
        words = mark.words or maker.make(mark.kind, random)
        before = text[last : mark.start]
        start = length + len(before)
        length, last = start + len(words), mark.end
        pieces += [before, words]
        mentions.append(Mention(start, length, words, mark.kind))
    return Filled("".join([*pieces, text[last:]]), tuple(mentions))
