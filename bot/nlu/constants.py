"""Settings and calibration constants, chosen on the dev sets (docs/model-card.md tells how); weights never are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constants:
    type_sharpness: float = 6.5
    """Scores are multiplied by it before they become confidences."""
    type_ceiling: float = 0.91
    """The most sure one can be: cities label one in ten reports otherwise than anybody would."""
    intent_sharpness: float = 4.0
    read_back_from: float = 0.45
    """A type less sure than this is not read back; choices are offered instead."""
    emergency_from: float = -0.6
    """Score of an emergency kind over `none` from which the screen speaks up."""
    opt_from: float = 0.2
    """The same for STOP and START."""
    part_from: float = 0.6
    """Confidence that a part of a message needs to count as a problem of its own."""


CONSTANTS: dict[str, Constants] = {"en": Constants(), "es": Constants(type_sharpness=6.8, type_ceiling=0.94)}


def constants_for(language: str) -> Constants:
    return CONSTANTS.get(language, Constants())
