"""Settings and calibration constants, chosen on the dev sets (docs/model-card.md tells how); weights never are."""

from dataclasses import dataclass, field

from bot.nlu.calibration import Calibration


@dataclass(frozen=True, slots=True)
class Constants:
    types: Calibration = field(default_factory=lambda: Calibration(5.5, 0.89))
    intent_sharpness: float = 4.0
    read_back_from: float = 0.5
    """A type less sure than this is not read back; choices are offered instead."""
    emergency_from: float = -0.6
    """Score of an emergency kind over `none` from which the screen speaks up."""
    opt_from: float = 0.2
    """The same for STOP and START."""
    part_from: float = 0.6
    """Confidence that a part of a message needs to count as a problem of its own."""


CONSTANTS: dict[str, Constants] = {"en": Constants(), "es": Constants(types=Calibration(6.0, 0.93))}


def constants_for(language: str) -> Constants:
    return CONSTANTS.get(language, Constants())
