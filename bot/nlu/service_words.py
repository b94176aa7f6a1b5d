"""What residents may say when they want a service of no type we know, from what the city itself writes of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from spacy.util import get_lang_class

from bot.nlu.corpus import read_corpus
from bot.nlu.text import fold, words
from bot.service_requests import Service

MOST_WORDS = 8
MOST_DESCRIBED = 3
LONGEST_PHRASE = 4
LEAST_LETTERS = 4
PAPERWORK = frozenset(
    words(
        "application applications apply copy copies form forms online order register registration renewal renew public "
        "solicite tramite tramites formulario copia copias alta baja cita publico publica publicos publicas"
    )
)
ORDINARY = 0.01
"""A word in more than one of a hundred reports tells no service from another."""


def words_for(service: Service, others: Iterable[Service], language: str, filler: frozenset[str]) -> tuple[str, ...]:
    """Phrases of its keywords and name first, then words nobody else's service has; `filler` says nothing.

    A description speaks of many things, so only its phrases count, of words that stand nowhere else in the list.
    """
    empty = filler | PAPERWORK | _stop_words(language)
    used = Counter(word for other in others for word in set(words(_all_of(other))))
    own = [word for word in words(service.service_name) if word not in empty]
    told = [
        *(phrase for keyword in service.keywords for phrase in _phrase(keyword)),
        *_pairs(service.service_name, empty),
        *(word for word in own if len(word) >= LEAST_LETTERS and not used[word] and word not in _ordinary(language)),
        *_rare_pairs(service, empty, used),
    ]
    return tuple(dict.fromkeys(told))[:MOST_WORDS]


def _rare_pairs(service: Service, empty: frozenset[str], used: Counter[str]) -> list[str]:
    pairs = [*_pairs(service.description, empty), *_pairs(service.group, empty)]
    return [pair for pair in pairs if not any(used[word] for word in pair.split())][:MOST_DESCRIBED]


def _all_of(service: Service) -> str:
    return " ".join((service.service_name, *service.keywords, service.description, service.group))


def _phrase(keyword: str) -> Iterator[str]:
    listed = words(keyword)
    if 0 < len(listed) <= LONGEST_PHRASE and (len(listed) > 1 or len(listed[0]) >= LEAST_LETTERS):
        yield " ".join(listed)


def _pairs(text: str, empty: frozenset[str]) -> Iterator[str]:
    """Two words in a row that both say something."""
    for pair in pairwise(words(text)):
        if not empty & set(pair):
            yield " ".join(pair)


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in get_lang_class(language).Defaults.stop_words)


@cache
def _ordinary(language: str) -> frozenset[str]:
    lines = [set(words(line.text)) for line in read_corpus(language) if line.topic == "types"]
    used = Counter(word for line in lines for word in line)
    return frozenset(word for word, count in used.items() if count > ORDINARY * len(lines))
