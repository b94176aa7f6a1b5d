"""The whole answer a gazetteer can give to a text: place, choices, or which question to put. No network, no await."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.nlu.understanding import Mention, MentionKind
from bot.places.crossings import cross_street
from bot.places.distance import metres
from bot.places.distinction import with_distinctions
from bot.places.hits import Hit
from bot.places.houses import Candidate, place_of
from bot.places.jurisdiction import Jurisdiction
from bot.places.links import MapLink, map_link_in, rough_pair_in
from bot.places.pins import point_in
from bot.places.place import Place, PlaceSearch
from bot.places.search import Search
from bot.places.towns import is_elsewhere

MOST_CHOICES = 4
CLEARLY_NEAR = 300.0
BEHIND = 40
"""Characters after an address in which another town's name belongs to it."""
NEXT_DOOR = 60.0
"""Metres from a pin to the house it is read back as."""


class Located(Struct, frozen=True):
    """`start` to `end` are characters of the text; both 0 where it names no place. `kind` as the NLU's mentions."""

    search: PlaceSearch
    start: int = 0
    end: int = 0
    kind: MentionKind | None = None


NOWHERE = Located(PlaceSearch("not_found"))


class LocalFinder:
    """Finds places in one gazetteer, within one jurisdiction if there is one."""

    def __init__(self, search: Search, jurisdiction: Jurisdiction | None = None, city_name: str = "") -> None:
        """`city_name`: as residents call it; an address with another town behind it is asked about."""
        self.search = search
        self._city_name = city_name
        self.jurisdiction = jurisdiction
        self._middle = jurisdiction.middle if jurisdiction else search.gazetteer.middle()

    def locate(self, text: str, mentions: Sequence[Mention] = (), near: GeoPoint | None = None) -> Located:
        """Never raises on any text. `near` ranks (and settles) what has several answers."""
        if pin := point_in(text, self._middle):
            point, start, end = pin
            return Located(replace(self.describe(point), mention=text[start:end]), start, end, "address")
        if (link := map_link_in(text)) and (linked := self._linked(text, link, near)):
            return linked
        if rough := self._rough(text):
            return rough
        hit = self.search.hit(text)
        if hit is None:
            return self._unmatched(mentions)
        return Located(self._judge(hit, text, near), hit.start, hit.end, hit.kind)

    def _linked(self, text: str, link: MapLink, near: GeoPoint | None) -> Located | None:
        """What a map link without coordinates says; a hidden one is asked about where the rest of the text says nothing."""
        shown = text[link.start : link.end]
        if link.point:
            return Located(replace(self.describe(link.point), mention=shown), link.start, link.end, "address")
        if link.words:
            inner = self.locate(link.words, (), near)
            return replace(inner, start=link.start, end=link.end) if inner.kind else None
        around = self.search.hit(f"{text[: link.start]}\n{text[link.end :]}")
        if around and around.known:
            return None
        return Located(PlaceSearch("not_found", shown, link=shown), link.start, link.end, "address")

    def _rough(self, text: str) -> Located | None:
        """Coordinates cut to two decimals are asked; figures that lead nowhere near are no coordinates."""
        if not (pair := rough_pair_in(text)):
            return None
        point, start, end, rough = pair
        described = replace(self.describe(point), mention=text[start:end])
        if described.outcome != "found" or not described.places[0].address:
            return None
        return Located(replace(described, outcome="ambiguous" if rough else "found"), start, end, "address")

    def describe(self, point: GeoPoint) -> PlaceSearch:
        """What stands at a point: found (read back as the nearest house) or outside."""
        if self.jurisdiction and not self.jurisdiction.contains(point):
            return PlaceSearch("outside", neighbor=self.jurisdiction.neighbor(point))
        gazetteer = self.search.gazetteer
        row = gazetteer.nearest_house(point.lat, point.long)
        if row is None:
            return PlaceSearch("found", places=(Place("", point, "pin", 0.9, "pin"),))
        house = place_of(gazetteer, row, "pin", 0.9)
        close = metres(row.lat, row.long, point.lat, point.long) <= NEXT_DOOR
        place = replace(
            house, point=point, source="pin",
            address=house.address if close else f"near {house.address}",
            cross_street=cross_street(gazetteer, Candidate(replace(house, point=point), row.street, row.part, exact=False)),
        )  # fmt: skip
        return PlaceSearch("found", places=(place,))

    def _judge(self, hit: Hit, text: str, near: GeoPoint | None) -> PlaceSearch:
        mention = text[hit.start : hit.end]
        if hit.area:
            return PlaceSearch("not_found", mention, area=hit.area)
        if not hit.known:
            numbered = hit.kind == "landmark" and any(map(str.isdigit, mention))
            suggestion = "" if numbered else self.search.nearest_street(mention)
            return PlaceSearch("not_found", mention, suggestion=suggestion)
        if not hit.candidates:
            return PlaceSearch("street_only", mention)
        if self.jurisdiction and (named := self.jurisdiction.named_neighbor(text[hit.end : hit.end + BEHIND])):
            return PlaceSearch("outside", mention, neighbor=named)
        inside = [c for c in hit.candidates if self._is_inside(c)]
        if not inside:
            point = hit.candidates[0].place.point
            neighbor = self.jurisdiction.neighbor(point) if self.jurisdiction else ""
            return PlaceSearch("outside", mention, neighbor=neighbor)
        if near:
            inside = _by_distance(inside, near)
        chosen = [self._described(c) for c in inside[:MOST_CHOICES]]
        if (
            len(chosen) == 1
            and hit.sure
            and not is_elsewhere(self.search, self._city_name, text[hit.end : hit.end + BEHIND])
        ):
            return PlaceSearch("found", mention, tuple(chosen))
        return PlaceSearch("ambiguous", mention, with_distinctions(chosen))

    def _is_inside(self, candidate: Candidate) -> bool:
        return self.jurisdiction is None or self.jurisdiction.contains(candidate.place.point)

    def _described(self, candidate: Candidate) -> Place:
        if candidate.place.precision == "crossing" or candidate.street < 0:
            return candidate.place
        return replace(candidate.place, cross_street=cross_street(self.search.gazetteer, candidate))

    def _unmatched(self, mentions: Sequence[Mention]) -> Located:
        """The NLU saw a place that is in no list: the words are kept, with the nearest spelling."""
        if not mentions:
            return NOWHERE
        best = max(mentions, key=lambda mention: mention.end - mention.start)
        suggestion = self.search.nearest_street(best.text)
        return Located(PlaceSearch("not_found", best.text, suggestion=suggestion), best.start, best.end, best.kind)


def _by_distance(candidates: Sequence[Candidate], near: GeoPoint) -> list[Candidate]:
    """Nearest first; one alone when it stands close by and the next does not."""

    def distance(candidate: Candidate) -> float:
        point = candidate.place.point
        return metres(point.lat, point.long, near.lat, near.long)

    ordered = sorted(candidates, key=distance)
    alone = len(ordered) > 1 and distance(ordered[0]) <= CLEARLY_NEAR and distance(ordered[1]) > 4 * CLEARLY_NEAR
    return ordered[:1] if alone else ordered
