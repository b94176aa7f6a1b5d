"""Names of landmarks in a text: the library, Prairie Park, Eastgate High."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.places.gazetteer import Landmark
from bot.places.words import LINKING, Word

_BEFORE_A_COMMON_WORD = frozenset({"the", "at", "el", "la", "del", "al", "our"})
_LEFT_OUT = LINKING | {"&", "and", "y"}
"""`Stop & Shop`, `Stop and Shop`, `Stop Shop`."""


KIND_WORDS = {
    "library": ("library", "biblioteca"), "park": ("park", "parque"), "station": ("station", "estacion"),
    "school": ("school", "escuela", "colegio"), "church": ("church", "iglesia"), "hospital": ("hospital",),
    "government": ("city hall", "town hall", "ayuntamiento", "alcaldia"), "townhall": ("city hall", "ayuntamiento"),
    "bridge": ("bridge", "puente"), "playground": ("playground",), "market": ("market", "mercado"), "zoo": ("zoo",),
    "post_office": ("post office", "correos"), "police": ("police station", "comisaria"),
    "fire_station": ("fire station", "firehouse", "bomberos"), "cemetery": ("cemetery", "cementerio"),
}  # fmt: skip
"""What people call a place of this kind when the city has few of them."""


class LandmarkMatch(Struct, frozen=True):
    first: int
    last: int
    landmarks: tuple[Landmark, ...]
    whole: bool
    """The full name was said, not only `the library`."""


class LandmarkNames:
    """Landmarks by their full names and by the ends of them that fit few."""

    def __init__(self, landmarks: Iterable[Landmark]) -> None:
        self._whole: dict[tuple[str, ...], list[Landmark]] = defaultdict(list)
        self._endings: dict[tuple[str, ...], list[Landmark]] = defaultdict(list)
        for landmark in landmarks:
            words = tuple(word for word in landmark.key.split() if word not in _LEFT_OUT)
            self._whole[words].append(landmark)
            for start in range(1, len(words)):
                self._endings[words[start:]].append(landmark)
            if len(words) > 2:
                self._endings[words[:-1]].append(landmark)
            for called in KIND_WORDS.get(landmark.kind, ()):
                if landmark not in self._endings[tuple(called.split())]:
                    self._endings[tuple(called.split())].append(landmark)
        self.longest = max((len(words) for words in self._whole), default=0)
        self._begin = {words[0] for words in (*self._whole, *self._endings) if words}

    def named_in(self, words: Sequence[Word]) -> list[LandmarkMatch]:
        """None overlapping, the fullest name first."""
        found, at = [], 0
        while at < len(words):
            match = self._at(words, at)
            if match:
                found.append(match)
            at = match.last + 1 if match else at + 1
        return sorted(found, key=lambda match: (not match.whole, match.first - match.last))

    def _at(self, words: Sequence[Word], at: int) -> LandmarkMatch | None:
        if words[at].text not in self._begin:
            return None
        run = [i for i in range(at, min(len(words), at + self.longest + 3)) if words[i].text not in _LEFT_OUT]
        for length in range(min(self.longest, len(run)), 0, -1):
            said = tuple(words[i].text for i in run[:length])
            whole = self._whole.get(said)
            options = whole or self._endings.get(said, [])
            if whole and length == 1 and not words[at].capital:
                options = []
            if options and (whole or length > 1 or (at and words[at - 1].text in _BEFORE_A_COMMON_WORD)):
                return LandmarkMatch(at, run[length - 1], tuple(options), bool(whole))
        return None
