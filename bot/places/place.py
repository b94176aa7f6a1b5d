"""A place as the bot knows it: plain data, no geopy."""

from typing import Literal

from msgspec import Struct

from bot.messages import GeoPoint

Precision = Literal["address", "interpolated", "crossing", "street", "landmark", "area", "pin", "none"]
Outcome = Literal["found", "ambiguous", "street_only", "not_found", "outside", "failed"]


class Place(Struct, frozen=True, omit_defaults=True):
    """A candidate. `precision` says how the point was come by, `source` who said so (gazetteer, nominatim, pin)."""

    address: str
    """As read back to the resident and sent as `address_string`."""
    point: GeoPoint
    precision: Precision
    confidence: float
    source: str
    cross_street: str = ""
    neighborhood: str = ""
    zip: str = ""
    roads: tuple[str, ...] = ()
    """Keys of the city file's `[[roads]]` that hold there."""
    distinction: str = ""
    """What tells it apart from the other candidates of the same search; empty when it stands alone."""


class PlaceSearch(Struct, frozen=True):
    """What a search came to. `found`: one place to read back. `ambiguous`: at most four to choose from.
    `street_only`: the street is known, a number or cross street is wanted. `outside`: not in the jurisdiction.
    `failed`: every source is down; keep the words.
    """

    outcome: Outcome
    mention: str = ""
    places: tuple[Place, ...] = ()
    suggestion: str = ""
    """The nearest spelling when nothing matched ("Did you mean Elm St?"); of `street_only` the street's own name."""
    neighbor: str = ""
    """Who is responsible out there, if the city file knows."""
    area: str = ""
    """The neighbourhood or ZIP, when the words name nothing nearer: ask where in it."""
    link: str = ""
    """A short map link, whose point only its maker knows: ask for the address or a pin instead."""
