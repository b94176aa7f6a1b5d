"""The written half of the emergency screen: signs of danger, and phrases that only sound like it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.corpus import CORPUS, read_lines
from bot.nlu.remembered import Remembered
from bot.nlu.text import fold

_EVERYWHERE = frozenset(
    (  # noqa: SIM905  words are read more easily as a sentence
        "0 112 911 999 a about al all and are at been by con de del do done dont down el en end es esta estan "
        "first from get going got had has hay he i in into is it la las le left lo los me more muy no nos not of "
        "off on one out over por se she still the they through to un una under up was with "
        "ao aqui as com da das dele do dos ela ele em esta meu minha na nao nas nos o os ou para pra que sem ta tem um uma "
        "ak anba ap deyo dlo epi gen k kay ki kounye l lari m moun mwen nan nou ou pou sou vit yo yon "
    ).split()
)
_EVERYDAY = frozenset(
    (  # noqa: SIM905
        "adentro agua alguien arbol auto bad bin branch broke broken building bus caida caido caja call calle "
        "camion cant car carro cars casa cayo child coche coming cuadro cut damaged dangerous dead debris dentro "
        "dog door fallen falling farola fast fell floor garage gente ground hanging hazard help hit hole hombre "
        "house kid kids leaning light lights limb line lines live loose lost low luz man missing mucho mujer muro "
        "need niño open pared people person pole poles poste puerta rama road roof rota roto rotos rubbish run "
        "sale send sidewalk someone street stuck suelto sueltos take tapa techo trash tree truck van vecino "
        "vehicle vehicles wall water well window woman "
        "alto arvore bateu buraco caindo caida cair caiu cao carros casas chao choque crianca dentro escola fio fios "
        "gente grade homem janela luz menino muita muito mulher muro novo parede pessoa placa portao predio preso "
        "quebrou queimado rio rua solta telhado vizinho "
    ).split()
)
_GAP = r"(?:\S+ ){0,5}?"


@dataclass(slots=True)
class EmergencySigns:
    """`signs` are (kind, pattern) in the order of the file, `innocent` patterns are taken out first."""

    signs: tuple[tuple[str, str], ...] = ()
    innocent: tuple[str, ...] = ()
    _patterns: list[re.Pattern[str]] = field(init=False)
    """Of the innocent ones, then of the signs."""
    _kinds: tuple[str, ...] = ()
    """Each once, in the order of the file."""
    _exact: dict[str, set[int]] = field(init=False)
    _beginnings: dict[str, set[int]] = field(init=False)
    _waking: Remembered[str, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._kinds = tuple(dict.fromkeys(kind for kind, _ in self.signs))
        written = [*self.innocent, *(sign for _, sign in self.signs)]
        self._patterns = [re.compile(f" {sign_pattern(sign)}") for sign in written]
        self._exact, self._beginnings = defaultdict(set), defaultdict(set)
        for number, sign in enumerate(written):
            for word in _rarest_words(sign):
                stem, star, _ = word.partition("*")
                (self._beginnings if star else self._exact)[fold(stem)].add(number)
        self._waking = Remembered(self._woken_by)

    def kinds(self, words: list[str]) -> tuple[str, ...]:
        """Every kind whose sign the folded words show."""
        woken = sorted(set().union(*map(self._waking.__getitem__, words)))
        # most messages wake no sign, and are done
        if not woken or woken[-1] < (first_sign := len(self.innocent)):
            return ()
        line = f" {' '.join(words)} "
        for number in woken:
            if number < first_sign:
                line = self._patterns[number].sub(" . ", line)
        signs = [number for number in woken if number >= first_sign]
        shown = {self.signs[n - first_sign][0] for n in signs if self._patterns[n].search(line)}
        return tuple(kind for kind in self._kinds if kind in shown)

    def _woken_by(self, word: str) -> frozenset[int]:
        """Signs that this word may belong to and that cannot show without it or one of its like."""
        beginnings = (self._beginnings.get(word[:n]) for n in range(len(word) + 1))
        return frozenset(self._exact.get(word, ())).union(*filter(None, beginnings))


def _rarest_words(sign: str) -> list[str]:
    """A word of each phrase in the part that everyday messages have least of; without one of them no sign can show."""
    parts = [[min(phrase.split(), key=_frequency) for phrase in part.split("|")] for part in re.split(r"\.\.|\+", sign)]
    return min(parts, key=lambda words: sum(map(_frequency, words)))


def _frequency(word: str) -> int:
    return 1 + 100 * (word in _EVERYWHERE) + 5 * (word in _EVERYDAY)


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
