"""Neighbourhoods, ZIPs and the like that a text names beside its street."""

import re
from collections.abc import Sequence

from bot.places.gazetteer import Gazetteer
from bot.places.place import Place
from bot.places.words import Word, key_of

_SPLIT = re.compile(r"\s*[/;]\s*|\s+-\s+")


class Areas:
    """Names a text may use for each neighbourhood: either half of `Allston / Brighton`, and `JP` for Jamaica Plain."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        for name in gazetteer.areas.values():
            keys = [key_of(half) for half in _SPLIT.split(name)]
            keys += [key.removeprefix("greater ") for key in keys if key.startswith("greater ")]
            keys += ["".join(word[0] for word in key.split()) for key in keys if " " in key and name.count("/") == 0]
            self._names[name] = tuple(key for key in keys if len(key) > 1)

    def named_in(self, words: Sequence[Word], taken: set[int]) -> set[str]:
        """Areas named by words that are not part of a street's name."""
        said = f" {' '.join('|' if i in taken else word.text for i, word in enumerate(words))} "
        hits = {(name, key) for name, keys in self._names.items() for key in keys if f" {key} " in said}
        longest = {key for _, key in hits if not any(key != other and f" {key} " in f" {other} " for _, other in hits)}
        return {name for name, key in hits if key in longest}

    def is_area(self, said: str) -> bool:
        return any(said in keys for keys in self._names.values())


def fits(place: Place, areas: set[str], zips: set[str]) -> bool:
    return (not areas or place.neighborhood in areas) and (not zips or place.zip in zips)
