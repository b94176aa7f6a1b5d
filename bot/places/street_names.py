"""A street's name taken apart: what it is called and what kind of street it is."""

from dataclasses import dataclass

from bot.places.words import LINKING, words_of

_SUFFIX_KINDS_WORDS = (
    "st ave rd dr ln ct pl sq ter blvd pkwy hwy way cir aly cres tpke expy trl xing wharf row path plaza loop "
    "mews close gdns gardens walk mall run pike rte broadway"
)
SUFFIX_KINDS = frozenset(_SUFFIX_KINDS_WORDS.split()) - {"broadway", "rte"}
_PREFIX_KINDS_WORDS = (
    "calle ave paseo plaza camino carretera glorieta ronda travesia pasaje autovia blvd cuesta costanilla carrera "
    "callejon plazuela parque avenue puente acceso pista cañada canada galeria colonia poligono via rue "
    "rua travessa alameda praca estrada rodovia ladeira largo beco viela"
)
PREFIX_KINDS = frozenset(_PREFIX_KINDS_WORDS.split())
_NAMING_WORDS = (
    "calle ave paseo plaza camino carretera glorieta ronda travesia pasaje cuesta costanilla callejon plazuela blvd "
    "rua travessa alameda praca estrada ladeira beco viela"
)
NAMING_KINDS = frozenset(_NAMING_WORDS.split())
"""Those that are always followed by a name, unlike `parque`, `vía` or `acceso`."""
LONE_DIRECTIONS = frozenset({"n", "s", "e", "w", "ne", "nw", "se", "sw"})


@dataclass(frozen=True, slots=True)
class StreetName:
    """`core` is what people say (`e 5th`), `kind` the folded sort of street (`st`, `calle`) or empty."""

    core: str
    kind: str

    @property
    def key(self) -> str:
        return f"{self.core}|{self.kind}"

    @property
    def undirected(self) -> str:
        """The core without a leading direction, which people often leave out."""
        first, _, rest = self.core.partition(" ")
        return rest if rest and first in LONE_DIRECTIONS else self.core


def parse_street_name(name: str) -> StreetName:
    """`Saint Stephen Street` is (`st stephen`, `st`); `Calle de Alcalá` is (`alcala`, `calle`); `Fenway` has no kind."""
    parts = [word.text for word in words_of(name) if word.text[0].isalnum()]
    named = [part for part in parts if part not in LINKING] or parts
    kind = ""
    spanish = named[0] in NAMING_KINDS and named[-1] in {"plaza", "ave", "blvd", "mall", "pl"}
    if len(named) > 1 and named[-1] in SUFFIX_KINDS and not spanish:
        kind, named = named[-1], named[:-1]
    elif len(named) > 1 and named[0] in PREFIX_KINDS:
        kind, named = named[0], named[1:]
    return StreetName(" ".join(named), kind)
