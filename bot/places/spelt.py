"""House numbers in words, as dictation writes them: `twenty oak street`, `calle Olmo número doce`."""

from collections.abc import Sequence
from itertools import takewhile

from bot.places.words import Word

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
)
_FEW = {word: number for listed in _UNITS for number, word in enumerate(listed.split())}
_MANY = {word: 10 * number for listed in _TENS for number, word in enumerate(listed.split(), 2)}
_VEINTI = {f"veinti{word}": 20 + number for word, number in _FEW.items() if 0 < number < 10}
_HUNDRED = frozenset({"hundred", "cien", "ciento"})
_NUMBERS = _FEW | _MANY | _VEINTI
_WITHIN = frozenset({"and", "y"})
_SAYS_NUMBER = frozenset({"number", "no", "num", "numero", "nro", "#", "house", "at"})
"""What goes before a number below ten that is a house: "at five elm street", while "two elm trees" are trees."""
_SURELY_MANY = 10


def with_figures(words: Sequence[Word]) -> list[Word]:
    """The same words, numbers in words as one word of figures where they stood; the same list where there are none."""
    written: list[Word] = []
    at = 0
    while at < len(words):
        number, after = _number(words, at)
        said_so = bool(written) and written[-1].text in _SAYS_NUMBER
        if number is None or not (number >= _SURELY_MANY or said_so):
            written.append(words[at])
            at += 1
            continue
        written.append(Word(str(number), words[at].start, words[after - 1].end))
        at = after
    return written


def _number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """The number that begins here, and the word behind it: "one hundred twenty", "one twenty", "twenty one", "treinta y dos"."""
    said = [word.text for word in takewhile(_counts, words[at : at + 6])]
    while said and said[-1] in _WITHIN:
        said.pop()
    if not said or said[0] in _WITHIN:
        return None, at
    total = 0
    for word in said:
        if word in _HUNDRED:
            total = max(total, 1) * 100
        elif word in _NUMBERS:
            shifted = 0 < total < _SURELY_MANY <= _NUMBERS[word]  # "one twenty"
            total = total * (100 if shifted else 1) + _NUMBERS[word]
    return total, at + len(said)


def _counts(word: Word) -> bool:
    return word.text in _NUMBERS or word.text in _HUNDRED or word.text in _WITHIN
