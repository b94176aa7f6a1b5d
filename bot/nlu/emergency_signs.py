"""The written half of the emergency screen: signs of danger, and phrases that only sound like it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.corpus import CORPUS, read_lines
from bot.nlu.text import fold

_GAP = r"(?:\S+ ){0,5}?"


@dataclass(frozen=True, slots=True)
class EmergencySigns:
    """`signs` are (kind, pattern) in the order of the file, `innocent` patterns are taken out first."""

    signs: tuple[tuple[str, str], ...] = ()
    innocent: tuple[str, ...] = ()
    _compiled: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    _taken_out: list[re.Pattern[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for kind in dict.fromkeys(kind for kind, _ in self.signs):
            joined = "|".join(sign_pattern(sign) for k, sign in self.signs if k == kind)
            self._compiled.append((kind, re.compile(rf" (?:{joined})")))
        if self.innocent:
            self._taken_out.append(re.compile(" (?:" + "|".join(sign_pattern(s) for s in self.innocent) + ")"))

    def kinds(self, words: list[str]) -> tuple[str, ...]:
        """Every kind whose sign the folded words show."""
        line = f" {' '.join(words)} "
        for pattern in self._taken_out:
            line = pattern.sub(" . ", line)
        return tuple(kind for kind, pattern in self._compiled if pattern.search(line))


def sign_pattern(sign: str) -> str:
    """`smell*|odor .. gas + line|main`: phrases or'ed by `|`, up to five words at `..`, none at `+`."""
    return _GAP.join("".join(_either(part) for part in half.split("+")) for half in sign.split(".."))


def _either(part: str) -> str:
    return "(?:" + "|".join(_phrase(phrase) for phrase in part.split("|")) + ")"


def _phrase(phrase: str) -> str:
    return "".join(_term(word) + " " for word in phrase.split())


def _term(term: str) -> str:
    stem, star, _ = term.partition("*")
    return re.escape(fold(stem)) + (r"\S*" if star else "")


def read_signs(language: str, corpus: Path = CORPUS) -> EmergencySigns:
    rows = [line.partition(":") for _, line in read_lines(corpus / language / "emergency_signs.txt")]
    signs = tuple((kind.strip(), sign.strip()) for kind, _, sign in rows if kind.strip() != "not")
    return EmergencySigns(signs, tuple(sign.strip() for kind, _, sign in rows if kind.strip() == "not"))
