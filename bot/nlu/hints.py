"""Likely answers to a service's questions that already stand in the message: colour, size, side, plate."""

import re
from collections.abc import Sequence

_VALUES: dict[str, dict[str, str]] = {
    "colour": {
        "black": "black negro negra negros negras nwa", "white": "white blanco blanca blancos blancas blan",
        "red": "red rojo roja rojos rojas wouj", "blue": "blue azul azules ble", "green": "green verde verdes vet",
        "silver": "silver plata plateado plateada", "grey": "gray grey gris grises gri",
        "yellow": "yellow amarillo amarilla amarillos jon", "brown": "brown marron cafe mawon",
        "orange": "orange naranja oranj",
    },
    "size": {
        "small": "small tiny little pequeno pequena chico chica piti",
        "large": "big large huge giant massive deep grande grandes enorme enormes gigante gwo fon",
    },
    "side": {
        "north": "northbound northside norte", "south": "southbound southside sur sid", "east": "eastbound eastside este",
        "west": "westbound westside oeste", "left": "left izquierda izquierdo goch agoch",
        "right": "right derecha derecho dwat adwat",
    },
}  # fmt: skip
_HINTS = {
    word: (hint, value) for hint, values in _VALUES.items() for value, words in values.items() for word in words.split()
}
_SIDE = frozenset(("side", "lado", "mano", "hand", "bound", "a", "on", "bo", "kote"))
_PLATE_WORDS = frozenset(
    [
        "plate",
        "plates",
        "reg",
        "registration",
        "license",
        "licence",
        "tag",
        "tags",
        "matricula",
        "placa",
        "placas",
        "patente",
        "plak",
    ]
)
_PLATE = re.compile(
    r"\b(?:plates?|reg(?:istration)?|licen[cs]e(?: plate)?|tags?|matr[ií]cula|placas?|patente|plak)\b"
    r"[\s:#.]*(?:is|number|no|n[uú]mero|es|on it|la se|li se|se)?[\s:#.]*((?=[a-z0-9 -]*\d)[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})\b",
    re.IGNORECASE,
)


def hints(text: str, words: Sequence[str]) -> dict[str, str]:
    """Values in English words whatever the language; a plate as written, in capitals, for no public text.

    `words` are the folded words of `text`. Left and right count only beside "side" and its like: "right now" is no side.
    """
    found: dict[str, str] = {}
    for i, word in enumerate(words):
        hint, value = _HINTS.get(word, ("", ""))
        if hint and (hint != "side" or _SIDE.intersection(words[max(0, i - 2) : i + 3])):
            found.setdefault(hint, value)
    if not _PLATE_WORDS.isdisjoint(words) and (plate := _PLATE.search(text)):
        found["plate"] = plate[1].upper().strip()
    return found
