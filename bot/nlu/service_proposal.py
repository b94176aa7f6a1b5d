"""A proposal for a city's service map: which of its services takes which request type, for a person to correct."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.nlu.pipeline import Pipeline
from bot.nlu.request_types import CODES
from bot.nlu.service_map import ServiceMatch, match_services
from bot.nlu.service_words import words_for
from bot.nlu.text import words
from bot.service_requests import Service

WORTH_A_LOOK = 0.25
"""Below it a guess is no better than none."""
A_WORD = 0.03
"""So much confidence an additional word in a name costs: "Graffiti" takes all graffiti, "Graffiti, offensive" only some."""
GENERAL = frozenset(
    words(
        "other others general miscellaneous misc anything something else not listed various any "
        "otro otra otros otras varios varias general generales demas"
    )
)
FILLER = frozenset(
    words(
        "a an the and or of to for with issue issues request requests service services enquiry enquiries inquiry question "
        "questions problem problems concern concerns complaint complaints report city council feedback "
        "y o de del la el los las incidencia incidencias aviso avisos peticion peticiones consulta consultas queja quejas "
        "problema problemas solicitud solicitudes servicio servicios asunto asuntos"
    )
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """For one request type: the service to file it under, None where the city has none, and others of the same kind."""

    type_code: str
    service: ServiceMatch | None
    others: tuple[ServiceMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnService:
    """A service of no request type we know, and what residents may say when they want it."""

    service_code: str
    service_name: str
    words: tuple[str, ...]
    doubtful: bool = False
    """It may be of a type all the same, of which the proposal is unsure."""


@dataclass(frozen=True, slots=True)
class Proposal:
    types: tuple[Proposed, ...]
    """In the order of the request types, all of them."""
    general: ServiceMatch | None
    """Takes whatever has no service of its own, where the city offers such a thing."""
    own: tuple[OwnService, ...]
    language: str = "en"
    """Of the services' names."""

    @property
    def unmapped(self) -> tuple[str, ...]:
        return tuple(one.type_code for one in self.types if one.service is None)

    @property
    def unsure(self) -> tuple[Proposed, ...]:
        return tuple(one for one in self.types if one.service and not one.service.sure)


def propose(services: Sequence[Service], pipeline: Pipeline, language: str) -> Proposal:
    matches = match_services(services, pipeline, language)
    general = [match for match in matches if is_general(match.service_name)]
    special = [match for match in matches if match not in general]
    return Proposal(
        types=tuple(_proposed(code, special) for code in CODES),
        general=next(iter(general), None),
        own=tuple(_own(match, services, language) for match in special if not match.sure),
        language=language,
    )


def _own(match: ServiceMatch, services: Sequence[Service], language: str) -> OwnService:
    service = next(one for one in services if one.service_code == match.service_code)
    others = [one for one in services if one is not service]
    told = words_for(service, others, language, FILLER | GENERAL)
    return OwnService(match.service_code, match.service_name, told, match.confidence >= WORTH_A_LOOK)


def is_general(service_name: str) -> bool:
    """`Other`, `General enquiry`, but not `Other street furniture`."""
    said = set(words(service_name))
    return bool(said & GENERAL) and said <= GENERAL | FILLER


def _proposed(type_code: str, matches: Sequence[ServiceMatch]) -> Proposed:
    fitting = [match for match in matches if match.code == type_code and match.confidence >= WORTH_A_LOOK]
    fitting.sort(key=_worth, reverse=True)
    return Proposed(type_code, next(iter(fitting), None), tuple(fitting[1:]))


def _worth(match: ServiceMatch) -> float:
    return match.confidence - A_WORD * len(words(match.service_name))


def language_of(services: Iterable[Service], pipeline: Pipeline) -> str:
    """What most of the names are written in."""
    return pipeline.likeliest_language(". ".join(service.service_name for service in services))
