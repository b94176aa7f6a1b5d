"""Likely answers to a service's questions that already stand in the message: colour, size, side, plate."""

import re
from collections.abc import Sequence

_VALUES: dict[str, dict[str, str]] = {
    "colour": {
        "black": "black negro negra negros negras preto preta pretos pretas nwa", "white": "white blanco blanca blancos blancas branco branca brancos brancas blan",
        "red": "red rojo roja rojos rojas vermelho vermelha vermelhos vermelhas wouj", "blue": "blue azul azules azuis ble", "green": "green verde verdes vet",
        "silver": "silver plata plateado plateada prata prateado prateada", "grey": "gray grey gris grises cinza cinzas gri",
        "yellow": "yellow amarillo amarilla amarillos amarelo amarela amarelos amarelas jon", "brown": "brown marron cafe marrom mawon", "orange": "orange naranja laranja oranj",
    },
    "size": {
        "small": "small tiny little pequeno pequena chico chica pequenos pequenas pequenininho piti",
        "large": "big large huge giant massive deep grande grandes enorme enormes gigante imenso imensa fundo funda gwo fon",
    },
    "side": {
        "north": "northbound northside norte", "south": "southbound southside sur sul sid", "east": "eastbound eastside este leste",
        "west": "westbound westside oeste", "left": "left izquierda izquierdo esquerda esquerdo goch agoch", "right": "right derecha derecho direita direito dwat adwat",
    },
}  # fmt: skip
_HINTS = {
    word: (hint, value) for hint, values in _VALUES.items() for value, words in values.items() for word in words.split()
}
_SIDE = frozenset(("side", "lado", "mano", "mao", "sentido", "hand", "bound", "a", "on", "bo", "kote"))
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
