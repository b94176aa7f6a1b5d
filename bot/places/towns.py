"""A town's name behind an address: `500 Broadway, Springfield` may be no street of ours."""

import re

from bot.places.ordinary import ORDINARY, STATES
from bot.places.search import Search
from bot.places.street_names import SUFFIX_KINDS
from bot.places.words import key_of

_TOWN = re.compile(
    r"\s*,\s*(?P<town>[A-ZÀ-Þ][a-zà-ÿ'’-]{2,}(?: (?:de |del |la )*[A-ZÀ-Þ][a-zà-ÿ'’-]+){0,2})"
    r"(?=\s*(?:$|[.;!?\n]|,?\s*[A-Z]{2}\b|,?\s*\d{5}\b))"
)
"""Written large and nothing behind it but a state or a ZIP: `, Springfield MA 01103`."""
_INSTEAD = (
    "thanks thank thx cheers please help hurry urgent again apt apartment unit suite floor flat rear front back basement "
    "building upstairs downstairs gracias favor ayuda urgente piso departamento portal obrigado obrigada mesi tanpri"
)
_NO_TOWN = ORDINARY | SUFFIX_KINDS | frozenset(_INSTEAD.split())
"""What residents write there instead."""


def is_elsewhere(search: Search, city: str, behind: str) -> bool:
    """Whether what follows an address names a town that is not `city`, as residents call it.

    No neighbourhood, street, state or everyday word is one. Without a city's name, or with a gazetteer that knows no
    neighbourhoods, nothing is: any name may be ours.
    """
    if not city or not search.gazetteer.area_names or not (found := _TOWN.match(behind)):
        return False
    town, own = key_of(found["town"]), key_of(city)
    ours = town in own or own in town or search.areas.is_area(town) or bool(search.lexicon.streets_called(town))
    return not (ours or town in STATES or set(town.split()) <= _NO_TOWN)
