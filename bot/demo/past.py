"""Half a year of Lindale's service requests, invented, so that the demo's queue, map and numbers have something to show.

The same past for every run, only moved in time; every number in it is made up here.
"""

import csv
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

DAYS: Final = 180
A_DAY: Final = 3.2
"""Requests, on average."""
ADDRESSES: Final = Path(__file__).parent / "addresses.csv"
CREWS: Final = ("Sam", "Ada", "Luis", "Marie")
CHANNELS: Final = {"sms": 46, "web": 24, "whatsapp": 18, "telegram": 12}
LANGUAGES: Final = {"en": 74, "es": 26}
FIXED: Final = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a service is asked for, how many days half of it takes, and how residents put it."""

    weight: int
    days: float
    words: dict[str, tuple[str, ...]]


HABITS: Final = {
    "POTHOLE": Habit(
        24,
        1.6,
        {
            "en": (
                "Deep hole in the right lane.",
                "Cars swerve around a hole here.",
                "A hole again where it was filled.",
            ),
            "es": ("Hay un hoyo hondo en el carril.",),
        },
    ),
    "STREETLIGHT": Habit(
        16,
        3.4,
        {
            "en": ("The lamp is dark.", "Two lamps in a row are out.", "It flickers all night."),
            "es": ("El farol no prende.",),
        },
    ),
    "MISSED_TRASH": Habit(
        14,
        0.8,
        {
            "en": ("Our bins were not emptied.", "The whole block was left out today."),
            "es": ("No recogieron la basura hoy.",),
        },
    ),
    "DUMPING": Habit(
        13,
        2.1,
        {
            "en": ("A sofa and bags on the verge.", "Someone left tires behind the fence."),
            "es": ("Dejaron un sofá y bolsas en la acera.",),
        },
    ),
    "GRAFFITI": Habit(
        11, 4.0, {"en": ("Tags on the wall.", "Paint on the bench and the sign."), "es": ("Pintaron la pared.",)}
    ),
    "TREE": Habit(
        8,
        7.5,
        {
            "en": ("A branch hangs over the walk.", "A limb came down in the wind."),
            "es": ("Una rama cuelga sobre el paso.",),
        },
    ),
    "SIGN": Habit(
        7, 3.9, {"en": ("The stop sign leans.", "The street sign is gone."), "es": ("Falta el letrero de la calle.",)}
    ),
    "SIDEWALK": Habit(
        7,
        11.0,
        {
            "en": ("A slab stands up; my mother tripped.", "Broken curb at the crossing."),
            "es": ("La acera está rota y mi mamá se tropezó.",),
        },
    ),
    "ABANDONED_VEHICLE": Habit(
        6, 6.5, {"en": ("A car without plates for weeks.",), "es": ("Un carro sin placas desde hace semanas.",)}
    ),
    "DRAIN": Habit(
        5,
        0.9,
        {
            "en": ("The grate is full of leaves and the street floods.",),
            "es": ("La coladera está tapada y se inunda.",),
        },
    ),
    "OVERGROWN": Habit(
        5, 8.0, {"en": ("Bushes cover the whole sidewalk.",), "es": ("Los arbustos tapan toda la acera.",)}
    ),
    "NOISE": Habit(
        4, 4.5, {"en": ("Loud fans on the roof every night.",), "es": ("Ruido de ventiladores toda la noche.",)}
    ),
    "PARK": Habit(3, 8.5, {"en": ("The swing hangs on one chain.",), "es": ("El columpio cuelga de una cadena.",)}),
}


@dataclass(frozen=True, slots=True)
class PastRequest:
    """One request and what became of it; moments are None where it did not come to that by now."""

    service_code: str
    description: str
    address: str
    lat: float
    long: float
    zipcode: str
    channel: str
    language: str
    filed: datetime
    crew: str
    claimed: datetime | None
    closed: datetime | None
    reason: str
    fixed: str
    """The survey's answer; empty where the resident did not say."""
    rating: int | None
    reopened: datetime | None
    closed_again: datetime | None


def past(now: datetime, days: int = DAYS) -> list[PastRequest]:
    """In the order they were filed. The later half is a little quicker, and residents a little happier."""
    chance = random.Random(311)  # noqa: S311 - the same city each time
    with ADDRESSES.open(encoding="utf-8", newline="") as lines:
        addresses = list(csv.DictReader(lines))
    begun = now - timedelta(days=days)
    return [
        _request(chance, chance.choice(addresses), begun + timedelta(days=moment), now, moment / days)
        for moment in sorted(chance.uniform(0, days - 0.1) for _ in range(round(days * A_DAY)))
    ]


def _request(
    chance: random.Random, address: dict[str, str], filed: datetime, now: datetime, progress: float
) -> PastRequest:
    service_code = _picked(chance, {code: habit.weight for code, habit in HABITS.items()})
    habit, language = HABITS[service_code], _picked(chance, LANGUAGES)
    took = habit.days * (1.25 - 0.5 * progress) * chance.lognormvariate(0, 0.75)
    closed = filed + timedelta(days=took)
    claimed = filed + timedelta(days=took * chance.uniform(0.1, 0.7))
    happy = chance.random() < 0.52 + 0.24 * progress
    answered = closed < now and chance.random() < 0.38
    fixed = ("yes" if happy or chance.random() < 0.5 else chance.choice(FIXED[1:])) if answered else ""
    reopened = closed + timedelta(hours=chance.uniform(1, 30)) if fixed == "no" else now
    again = reopened + timedelta(days=habit.days * chance.uniform(0.3, 1.2))
    return PastRequest(
        service_code=service_code,
        description=chance.choice(habit.words[language]),
        address=address["address"],
        lat=float(address["lat"]),
        long=float(address["lon"]),
        zipcode=address["zip"],
        channel=_picked(chance, CHANNELS),
        language=language,
        filed=filed,
        crew=chance.choice(CREWS),
        claimed=claimed if claimed < now else None,
        closed=closed if closed < now else None,
        reason=_picked(chance, {"fixed": 84, "made_safe": 5, "not_found": 6, "nothing_to_do": 5}),
        fixed=fixed,
        rating=(chance.choice((4, 5, 5)) if happy else chance.choice((1, 2, 3))) if fixed else None,
        reopened=reopened if reopened < now else None,
        closed_again=again if again < now else None,
    )


def _picked(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
