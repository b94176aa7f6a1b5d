"""Which request type each service of a city's list is about, from its own names and words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from bot.nlu.factories import CLASSIFIER, Classifier, Said
from bot.nlu.pipeline import Pipeline
from bot.service_requests import Service

SURE_FROM = 0.5
"""Below it a person should look: nine in ten of the names above it were right on the labels of the dev sets."""
_NAME, _KEYWORDS, _DESCRIPTION, _GROUP = 0.6, 0.2, 0.15, 0.05


@dataclass(frozen=True, slots=True)
class ServiceMatch:
    """A service and the request type it is taken for, with how sure that is, 0 to 1."""

    service_code: str
    service_name: str
    code: str
    confidence: float

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE_FROM


def match_services(services: Iterable[Service], pipeline: Pipeline, language: str = "en") -> tuple[ServiceMatch, ...]:
    """One match a service, in their order; `language` is that of the names."""
    return tuple(match_service(service, pipeline, language) for service in services)


def match_service(service: Service, pipeline: Pipeline, language: str = "en") -> ServiceMatch:
    """The name counts most; keywords, description and group help where a city fills them."""
    nlp = pipeline.languages.get(language) or next(iter(pipeline.languages.values()))
    classifier = cast(Classifier, nlp.get_pipe(CLASSIFIER))
    parts = (
        (service.service_name, _NAME),
        (", ".join(service.keywords), _KEYWORDS),
        (service.description, _DESCRIPTION),
        (service.group, _GROUP),
    )
    told = [(text, weight) for text, weight in parts if text.strip()]
    if not told:
        return ServiceMatch(service.service_code, service.service_name, "", 0.0)
    total = sum(weight for _, weight in told)
    shares: dict[str, float] = defaultdict(float)
    for text, weight in told:
        for code, share in _shares(text, classifier):
            shares[code] += share * weight / total
    best = max(shares, key=shares.__getitem__)
    return ServiceMatch(service.service_code, service.service_name, best, round(shares[best], 4))


def _shares(text: str, classifier: Classifier) -> list[tuple[str, float]]:
    head = classifier.score(Said.of(text))["type"]
    return [(head.labels[i], share) for i, share in classifier.calibration.best(head.scores)]
