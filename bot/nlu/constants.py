"""Settings and calibration constants, chosen on the dev sets (docs/model-card.md tells how); weights never are."""

from dataclasses import dataclass, field

from bot.nlu.calibration import Calibration


@dataclass(frozen=True, slots=True)
class Constants:
    types: Calibration = field(default_factory=lambda: Calibration(5.2, 0.88))
    intent_sharpness: float = 4.0
    intent_from: float = 0.4
    """A wish less sure than this is none: "purple" and "since Tuesday" answer a question and want nothing."""
    read_back_from: float = 0.5
    """A type less sure than this is not read back; choices are offered instead."""
    look_from: float = -1.2
    """Score of an emergency kind over `none` from which a message gets a second look; one with a written sign always does."""
    danger_from: float = -0.5
    """Danger, both looks together, from which the screen speaks up;"""
    part_danger_from: float = 0.25
    """and for one sentence, or what stands between commas, of a longer message."""
    opt_from: float = 0.2
    """Score of STOP or START over neither, from which it is one: to silence who reports is worse than to be told twice."""
    opt_look_from: float = -0.9
    """Score from which the last sentence of a longer message is heard by itself,"""
    opt_surely_from: float = 1.2
    """and how surely it must ask for STOP: "please make it stop" is said of the alarm that was told of before. As surely must
    who tells of somebody else that does not stop."""
    part_from: float = 0.6
    """Confidence that a part of a message needs to count as a problem of its own."""


CONSTANTS: dict[str, Constants] = {
    "en": Constants(),
    "es": Constants(types=Calibration(5.5, 0.93)),
    # no reports in Portuguese to choose on: cross-validated over the corpus (docs/model-card.md)
    "pt": Constants(danger_from=-0.4),
    "ht": Constants(danger_from=-0.4),
}


_USUAL = Constants()


def constants_for(language: str) -> Constants:
    return CONSTANTS.get(language, _USUAL)
