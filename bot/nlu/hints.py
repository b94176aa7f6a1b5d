"""Likely answers to a service's questions that already stand in the message: colour, size, side, plate."""

import re

_WORDS: dict[str, dict[str, str]] = {
    "colour": {
        "black": "black|negr[oa]s?", "white": "white|blanc[oa]s?", "red": "red|roj[oa]s?", "blue": "blue|azul(?:es)?",
        "green": "green|verdes?", "silver": "silver|plata|platead[oa]", "grey": "gr[ea]y|gris(?:es)?",
        "yellow": "yellow|amarill[oa]s?", "brown": "brown|marr[oó]n|caf[eé]", "orange": "orange|naranja",
    },
    "size": {
        "small": "small|tiny|little|peque[nñ][oa]s?|chic[oa]s?",
        "large": "big|large|huge|giant|massive|deep|grandes?|enormes?|gigantes?",
    },
    "side": {
        "north": "north(?:bound)?(?: side)|lado norte", "south": "south(?:bound)?(?: side)|lado sur",
        "east": "east(?:bound)?(?: side)|lado este", "west": "west(?:bound)?(?: side)|lado oeste",
        "left": "left(?:[- ]hand)? side|on the left|lado izquierdo|a la izquierda",
        "right": "right(?:[- ]hand)? side|on the right|lado derecho|a la derecha",
    },
}  # fmt: skip
_PATTERNS = {
    hint: re.compile("|".join(rf"(?P<{value}>\b(?:{words})\b)" for value, words in values.items()), re.IGNORECASE)
    for hint, values in _WORDS.items()
}
_PLATE = re.compile(
    r"\b(?:plates?|reg(?:istration)?|licen[cs]e(?: plate)?|tags?|matr[ií]cula|placas?|patente)\b"
    r"[\s:#.]*(?:is|number|no|n[uú]mero|es|on it)?[\s:#.]*((?=[a-z0-9 -]*\d)[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5})\b",
    re.IGNORECASE,
)


def hints(text: str) -> dict[str, str]:
    """Values in English words whatever the language; a plate as written, in capitals, for no public text."""
    found = {hint: m.lastgroup or "" for hint, pattern in _PATTERNS.items() if (m := pattern.search(text))}
    if plate := _PLATE.search(text):
        found["plate"] = plate[1].upper().strip()
    return found
