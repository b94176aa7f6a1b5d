"""Settings and calibration constants, chosen on the dev sets (docs/model-card.md tells how); weights never are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constants:
    type_sharpness: float = 3.0
    """Scores are multiplied by it before they become confidences."""
    intent_sharpness: float = 4.0
    read_back_from: float = 0.45
    """A type less sure than this is not read back; choices are offered instead."""
    emergency_from: float = 0.0
    """Score of an emergency kind over `none` from which the screen speaks up."""
    opt_from: float = 0.0
    several_from: float = 0.0
    part_from: float = 0.4
    """Confidence that a part of a message needs to count as a problem of its own."""


CONSTANTS: dict[str, Constants] = {"en": Constants(), "es": Constants()}


def constants_for(language: str) -> Constants:
    return CONSTANTS.get(language, Constants())
