"""Neighbourhoods, ZIPs and the like that a text names beside its street."""

import re
from collections.abc import Sequence

from bot.places.gazetteer import Gazetteer
from bot.places.place import Place
from bot.places.street_names import LONE_DIRECTIONS
from bot.places.words import Word, key_of

LONGEST_INITIALS = 3
_SPLIT = re.compile(r"\s*[/;]\s*|\s+-\s+")


class Areas:
    """Names a text may use for each neighbourhood: either half of `Allston / Brighton`, and `JP` for Jamaica Plain."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._said = {key_of(half) for name in gazetteer.area_names for half in _SPLIT.split(name)}
        for name in gazetteer.areas.values():
            keys = [key_of(half) for half in _SPLIT.split(name)]
            keys += [key.removeprefix("greater ") for key in keys if key.startswith("greater ")]
            keys += ["".join(word[0] for word in key.split()) for key in keys if " " in key and name.count("/") == 0]
            self._names[name] = tuple(key for key in keys if len(key) > 1 and key not in LONE_DIRECTIONS)
        self._whole_words = [(name, f" {key} ") for name, keys in self._names.items() for key in keys]

    def named_in(self, words: Sequence[Word], taken: set[int]) -> set[str]:
        """Areas named by words that are not part of a street's name."""
        said = f" {' '.join('|' if i in taken else word.text for i, word in enumerate(words))} "
        hits = [(name, key) for name, key in self._whole_words if key in said]
        longest = {key for _, key in hits if not any(key != other and key in other for _, other in hits)}
        return {name for name, key in hits if key in longest}

    def first_in(self, words: Sequence[Word]) -> tuple[int, int, str] | None:
        """First word, last word and name of the neighbourhood that words name, where one does; initials in capitals."""
        keys = {key for keys in self._names.values() for key in keys}
        for length in (4, 3, 2, 1):
            for at in range(len(words) - length + 1):
                said = words[at : at + length]
                key = " ".join(word.text for word in said)
                if key in keys and (len(key) > LONGEST_INITIALS or said[0].shouted):
                    return at, at + length - 1, next(name for name, its in self._names.items() if key in its)
        return None

    def is_area(self, said: str) -> bool:
        return said in self._said

    def longer_name(self, words: Sequence[Word], first: int, last: int) -> bool:
        """Whether words `first` to `last` are the beginning of a neighbourhood's longer name."""
        said = " ".join(word.text for word in words[first : last + 4])
        begun = " ".join(word.text for word in words[first : last + 1]) + " "
        return any(key.startswith(begun) and f"{said} ".startswith(f"{key} ") for key in self._said)


def fits(place: Place, areas: set[str], zips: set[str]) -> bool:
    return (not areas or place.neighborhood in areas) and (not zips or place.zip in zips)


def contradicts(gazetteer: Gazetteer, place: Place, areas: set[str], zips: set[str]) -> bool:
    """Whether the place is known to be elsewhere.

    One whose neighbourhood nobody wrote down contradicts nothing, and one beside the neighbourhood that was named
    neither: residents and the city draw those lines differently.
    """
    elsewhere = bool(areas and place.neighborhood and place.neighborhood not in areas)
    other_zip = bool(zips and place.zip and place.zip not in zips)
    if not (elsewhere or other_zip):
        return False
    names, codes = gazetteer.areas_around(place.point.lat, place.point.long)
    return (elsewhere and not areas & names) or (other_zip and not zips & codes)
