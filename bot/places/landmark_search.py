"""Landmarks of a text looked up: which of several is meant, and which the gazetteer does not know."""

from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.places.gazetteer import Gazetteer, Landmark
from bot.places.hits import Hit, Read, make_hit
from bot.places.houses import Candidate
from bot.places.landmarks import LandmarkMatch, LandmarkNames
from bot.places.ordinary import ORDINARY
from bot.places.place import Place
from bot.places.words import Word

_ON = frozenset({"on", "en", "along"})
_BESIDE = frozenset({"by", "near", "beside", "opposite", "to", "from", "behind", "junto", "lado", "frente", "detras"})
"""The word before a second landmark that says where at the first it is: "the entrance by the zoo"."""
_BEHIND_A_NAME = (
    "park playground school library bridge church cemetery station hospital garden gardens field pool plaza mall "
    "market centre museum stadium rink zoo"
)
_BEFORE_A_NAME = (
    "parque colegio escuela biblioteca puente iglesia cementerio estacion hospital jardin mercado polideportivo"
)
_FACILITIES, _FACILITIES_FIRST = frozenset(_BEHIND_A_NAME.split()), frozenset(_BEFORE_A_NAME.split())


def known_landmark(gazetteer: Gazetteer, names: LandmarkNames, read: Read) -> Hit | None:
    """The landmark a text names; of several so called those on a street it names; a second one beside it as well."""
    matches = [match for match in names.named_in(read.words) if not _is_of_a_street(read, match)]
    if not matches:
        return None
    hit = _hit(gazetteer, read, matches[0])
    beside = [match for match in matches[1:] if read.words[match.first - 1].text in _BESIDE or _article(read, match)]
    others = [candidate for match in beside for candidate in _hit(gazetteer, read, match).candidates[:1]]
    return make_hit(
        read, matches[0].first, matches[0].last, "landmark", [*hit.candidates, *others], sure=hit.sure and not others
    )


def _article(read: Read, match: LandmarkMatch) -> bool:
    at = match.first - 2
    return at >= 0 and read.words[at + 1].text in {"the", "el", "la"} and read.words[at].text in _BESIDE


def _is_of_a_street(read: Read, match: LandmarkMatch) -> bool:
    return any(one.typed and one.first <= match.first <= one.last for one in read.matches)


def _hit(gazetteer: Gazetteer, read: Read, match: LandmarkMatch) -> Hit:
    streets = _streets_beside(read, match)
    fitting = [one for one in match.landmarks if streets & _streets_around(gazetteer, one)] if streets else []
    places = [landmark_place(gazetteer, one, whole=match.whole) for one in fitting or match.landmarks]
    candidates = [Candidate(one, -1, -1, exact=True) for one in places]
    return make_hit(read, match.first, match.last, "landmark", candidates, sure=bool(fitting) or not streets)


def _streets_beside(read: Read, match: LandmarkMatch) -> set[int]:
    """Streets that the text says the landmark is on."""
    return {
        street.id
        for one in (*read.matches, *read.weak)
        if one.first > match.last and read.words[one.first - 1].text in _ON
        for street in one.streets
    }


def _streets_around(gazetteer: Gazetteer, one: Landmark) -> set[int]:
    return gazetteer.streets_near(one.lat, one.long)


def unknown_landmark(read: Read) -> Hit | None:
    """`Wexley Park`, which is in no list: its words are kept for whoever knows it."""
    for at, word in enumerate(read.words):
        first = last = at
        if word.text in _FACILITIES:
            first = _name_begins(read, at)
        elif word.text in _FACILITIES_FIRST and at + 1 < len(read.words) and _is_name(read.words[at + 1]):
            last = at + 1
        if first < last or first < at:
            return replace(make_hit(read, first, last, "landmark", []), known=False)
    return None


def _name_begins(read: Read, at: int) -> int:
    """Where the name before a word like `park` begins: words in capitals, or a street of that name."""
    streets = [one.first for one in (*read.matches, *read.weak) if one.last == at - 1 and _is_proper(read, one.first)]
    if streets:
        return streets[0]
    first = at
    while first > 0 and at - first < 3 and _is_name(read.words[first - 1]):
        first -= 1
    return first


def _is_proper(read: Read, at: int) -> bool:
    return read.words[at].capital or read.words[at].text not in ORDINARY


def _is_name(word: Word) -> bool:
    return word.capital and not word.shouted and word.text.isalpha() and word.text not in ORDINARY


def landmark_place(gazetteer: Gazetteer, one: Landmark, *, whole: bool) -> Place:
    return Place(
        address=f"{one.name}, {one.address}" if one.address else one.name,
        point=GeoPoint(one.lat, one.long),
        precision="landmark",
        confidence=0.85 if whole else 0.65,
        source="gazetteer",
        neighborhood=gazetteer.areas.get(one.area, ""),
    )
