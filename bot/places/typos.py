"""A number beside a street name nobody knows: which known street was probably meant."""

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.gazetteer import Street
from bot.places.lexicon import Lexicon, StreetMatch, kind_of
from bot.places.ordinary import ORDINARY
from bot.places.readings import NUMBER_SIGNS, AddressReading
from bot.places.street_names import PREFIX_KINDS
from bot.places.words import LINKING, Word

LONGEST = 4
MOST = 12


def read_misspelt(words: Sequence[Word], lexicon: Lexicon, number_last: bool) -> Iterator[AddressReading]:
    """Readings for each number of the text, likeliest street first; the caller looks whether the number stands there."""
    for at, word in enumerate(words):
        if word.number is None or len(word.text) > 5:
            continue
        windows = _windows_before(words, at) if number_last else _windows_after(words, at)
        for first, last, kind in windows:
            phrase = " ".join(w.text for w in words[first : last + 1] if w.text not in LINKING)
            for core, similarity in nearest_cores(phrase, lexicon, kind):
                streets = _of_kind(lexicon.streets_called(core), kind)
                agrees = not kind or any(street.kind == kind for street in streets)
                match = StreetMatch(first, last, streets, bool(kind), agrees, similarity, first)
                yield AddressReading(word.number, word.number, match, min(at, first), max(at, last))


def _of_kind(streets: list[Street], kind: str) -> tuple[Street, ...]:
    return tuple(street for street in streets if street.kind == kind) or tuple(streets)


def nearest_cores(phrase: str, lexicon: Lexicon, kind: str) -> list[tuple[str, float]]:
    """Names one or two typing mistakes away; short words forgive only with a kind of street beside them."""
    size = len(phrase)
    if size < (3 if kind else 5) or not phrase[0].isalpha():
        return []
    allowed = 2 if size >= 9 else 1
    found = process.extract(phrase, lexicon.cores, scorer=OSA.distance, score_cutoff=allowed, limit=MOST)
    return [(core, 1 - distance / size) for core, distance, _ in found]


def _windows_after(words: Sequence[Word], at: int) -> Iterator[tuple[int, int, str]]:
    """Words after a number up to a kind of street; else up to where a name can end."""
    run = _run(words, at + 1, 1)[: LONGEST + 1]
    for length in range(1, len(run)):
        if kind := kind_of(words[at + 1 + length].text):
            yield at + 1, at + length, kind
    for length in range(min(LONGEST, len(run)), 0, -1):
        if _can_end(words, at + length) and not _is_ordinary(words[at + 1 : at + length + 1]):
            yield at + 1, at + length, ""


def _can_end(words: Sequence[Word], last: int) -> bool:
    """Whether a name may be over here: the text is, or goes on with a mark or an everyday word."""
    return last + 1 >= len(words) or not words[last + 1].text.isalpha() or words[last + 1].text in ORDINARY


def _is_ordinary(words: Sequence[Word]) -> bool:
    return words[0].text in ORDINARY or words[-1].text in ORDINARY


def _windows_before(words: Sequence[Word], at: int) -> Iterator[tuple[int, int, str]]:
    """Words before a number back to a kind of street; without one, back to where a name can begin."""
    end = at - 1
    while end >= 0 and words[end].text in NUMBER_SIGNS:
        end -= 1
    run = _run(words, end, -1)
    kinds = [i for i in run if words[i].text in PREFIX_KINDS and i < end]
    if kinds:
        yield kinds[0] + 1, end, words[kinds[0]].text
        return
    for length in range(min(LONGEST, len(run)), 0, -1):
        first = end - length + 1
        begins = first == 0 or not words[first - 1].text.isalpha() or words[first - 1].text in ORDINARY | LINKING
        if begins and not _is_ordinary(words[first : end + 1]):
            yield first, end, ""


def _run(words: Sequence[Word], at: int, step: int) -> list[int]:
    found: list[int] = []
    while 0 <= at < len(words) and len(found) < LONGEST + 3 and words[at].text[0].isalnum():
        found.append(at)
        at += step
    return found
