"""What a danger may be for the city's crews, once it is over or in other hands."""

from msgspec.structs import replace

from bot.city_services import OWN
from bot.conversation import Draft
from bot.nlu.understanding import EmergencyKind, RankedType

_WORK = {
    "wire": ("streetlight_out", "tree_damage", "traffic_signal"),
    "collapse": ("pothole", "sidewalk_repair", "code_violation"),
    "flood": ("drain_flooding", "water_leak"),
}
"""A gas smell, a fire, an injury and violence leave no work that could be told from the danger alone."""
_MISTAKEN = {"gas": "water_leak"}
"""A kind whose words a danger shares: a "leak"."""


def as_crews_have_it(draft: Draft, danger: EmergencyKind | None) -> Draft:
    """Of a kind the words are sure of, else with the kinds such a danger leaves to crews: what the words only resemble
    fits no danger, and nobody in one is to choose among dirty streets.
    """
    if draft.type_code and draft.type_code != _MISTAKEN.get(danger or ""):
        return draft
    said, work = {ranked.code: ranked.confidence for ranked in draft.types}, _WORK.get(danger or "", ())
    own = [ranked for ranked in draft.types if ranked.code.startswith(OWN)]
    likely = sorted((RankedType(code, max(said.get(code, 0.0), 1 / len(work))) for code in work), key=_unlikely)
    return replace(draft, type_code="", types=(*own, *likely))


def _unlikely(ranked: RankedType) -> float:
    return -ranked.confidence
