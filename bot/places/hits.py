"""What a reading came to: candidates for one mention, narrowed by the neighbourhoods and ZIPs the text names."""

from collections.abc import Sequence

from msgspec import Struct

from bot.nlu.understanding import MentionKind
from bot.places.areas import contradicts, fits
from bot.places.assets import AssetSaid
from bot.places.distance import metres
from bot.places.gazetteer import Gazetteer
from bot.places.houses import Candidate
from bot.places.lexicon import StreetMatch
from bot.places.readings import AddressReading
from bot.places.words import Word

SAME_PLACE = 150.0
NEXT_CHOICE = 70.0


class Hit(Struct, frozen=True):
    """Characters `start` to `end` of the text name a place of this `kind`; no candidates: known street, no number.

    `sure` is false when even a single candidate should be put as a question.
    """

    start: int
    end: int
    kind: MentionKind
    candidates: tuple[Candidate, ...] = ()
    sure: bool = True
    known: bool = True
    """False for an address on a street that is in no list."""
    area: str = ""
    """The neighbourhood or ZIP that is all the text names."""


class Read(Struct, frozen=True):
    """A text read once, shared by all attempts."""

    gazetteer: Gazetteer
    text: str
    words: Sequence[Word]
    matches: Sequence[StreetMatch]
    weak: Sequence[StreetMatch]
    """Everyday words that are also streets, together with `matches`, in order."""
    addresses: Sequence[AddressReading]
    everyday: Sequence[AddressReading]
    """Numbers before everyday words, where they may be meant: `214 Garden`."""
    assets: Sequence[AssetSaid]
    areas: set[str]
    zips: set[str]


def make_hit(
    read: Read, first: int, last: int, kind: MentionKind, candidates: Sequence[Candidate], *, sure: bool = True
) -> Hit:
    """Words `first` to `last`. A neighbourhood or ZIP that fits no candidate makes the hit unsure."""
    chosen = _distinct(candidates)
    fitting = next(
        (
            some
            for areas, zips in ((read.areas, read.zips), (read.areas, set()), (set(), read.zips))
            if (areas or zips) and (some := [c for c in chosen if fits(c.place, areas, zips)])
        ),
        None,
    )
    contradicted = not fitting and any(contradicts(read.gazetteer, c.place, read.areas, read.zips) for c in chosen)
    start, end = read.words[first].start, read.words[last].end
    return Hit(start, end, kind, tuple(fitting or chosen), sure and not contradicted)


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first; of several for one spot the best."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (not c.exact, -c.place.confidence)):
        if all(apart(candidate, other) > _least_apart(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _least_apart(one: Candidate, two: Candidate) -> float:
    """Choices along one street may stand closer than places that would be confused."""
    return NEXT_CHOICE if (one.street, one.part) == (two.street, two.part) and not two.exact else SAME_PLACE


def apart(one: Candidate, two: Candidate) -> float:
    """Metres."""
    a, b = one.place.point, two.place.point
    return metres(a.lat, a.long, b.lat, b.long)
