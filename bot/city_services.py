"""The `[services]` table of a city file: which service takes what, and what the city calls it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from bot.nlu.request_types import REQUEST_TYPES

OWN = "service:"
"""Begins the key of a service that is none of the request types; behind it stands the service_code."""


class ServiceMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """How one request type is filed. `expected_hours` is told when the desk names no date of its own."""

    service_code: str = ""
    """May be left out under a key that begins with `service:`."""
    expected_hours: Annotated[int, Meta(ge=1)] | None = None
    name: dict[str, str] = {}
    """What residents call it, per language; our own name is used where the city gives none."""
    words: tuple[str, ...] = ()
    """What residents say when they want a service of the city's own: words and phrases, in any of its languages;
    a word may end in `*`."""


Services = Mapping[str, ServiceMapping]
"""By request type, code of the city's own model, or `service:CODE`."""


def code_of(key: str, mapping: ServiceMapping) -> str:
    return mapping.service_code or key.removeprefix(OWN)


def complaints(services: Services, learnt: Collection[str], *, has_model: bool) -> Iterator[tuple[str, str]]:
    """(key, what is wrong with it and how to mend it); `learnt` are the codes of the city's own model."""
    for key, mapping in services.items():
        if complaint := _complaint(key, mapping, learnt, has_model=has_model):
            yield key, complaint


def _complaint(key: str, mapping: ServiceMapping, learnt: Collection[str], *, has_model: bool) -> str:
    if mapping.service_code != mapping.service_code.strip():
        return f'service_code = "{mapping.service_code}" begins or ends with a space; take it out.'
    if key.startswith(OWN):
        if not code_of(key, mapping):
            return f'write the service_code behind "{OWN}", as in [services."{OWN}PERMIT"].'
        return _of_own(mapping)
    if key not in REQUEST_TYPES and key not in learnt:
        return _unknown(has_model=has_model)
    if not mapping.service_code:
        return "service_code is missing: the service of the CRM that takes it."
    if mapping.words:
        return f'the model knows what it is about; only keys that begin with "{OWN}" take words.'
    if key not in REQUEST_TYPES and not mapping.name:
        return 'a code of your own needs a name to say, as in name = { en = "Street party permit" }.'
    return ""


def _of_own(mapping: ServiceMapping) -> str:
    if not mapping.name:
        return 'it needs a name residents know, as in name = { en = "Street party permit" }.'
    short = [word for phrase in mapping.words for word in phrase.split() if word.endswith("*") and len(word) < 4]
    return f'"{short[0]}" fits too much: write three letters or more before the star.' if short else ""


def _unknown(*, has_model: bool) -> str:
    own = f'a service of your own is "{OWN}CODE" with a name and words'
    if has_model:
        return f"no such request type, and the city's own model has not learnt it; {own}."
    return f"no such request type (`text311 services sync` lists them); {own}."
