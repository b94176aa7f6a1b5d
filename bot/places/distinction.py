"""What to say beside each of several places so that a resident can tell them apart."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.places.place import Place


def with_distinctions(places: Sequence[Place]) -> tuple[Place, ...]:
    """Neighbourhood where it tells them apart, else ZIP, else cross street; empty where the address alone does."""
    return tuple(replace(place, distinction=_distinction(place, places)) for place in places)


def _distinction(place: Place, places: Sequence[Place]) -> str:
    twins = [other for other in places if other is not place and other.address == place.address]
    for mark in ("neighborhood", "zip", "cross_street"):
        value: str = getattr(place, mark)
        if value and all(getattr(other, mark) != value for other in twins):
            return value if mark != "cross_street" else f"near {value}"
    return place.neighborhood or place.zip
