"""A proposed service map as the `[services]` table of a city file. Pure."""

import json
import re
from collections.abc import Iterator

from bot.city_services import OWN
from bot.nlu.request_types import REQUEST_TYPES
from bot.nlu.service_map import ServiceMatch
from bot.nlu.service_proposal import OwnService, Proposal, Proposed

MOST_OTHERS = 5
HEAD = """\
# Which service of the CRM takes which kind of problem, proposed by `text311 services sync`. Look through it, above all
# at the lines marked LOOK, correct them, and put the table into your city file in place of its [services].
# Behind each line: the service's name, how sure the proposal is (0 to 1), and other services of the same kind.
"""
OWN_HEAD = """
# Services of no kind we know. Residents are offered one when they say one of its words; a phrase asks them even where
# something else seems likely. Add what people really say, in every language; take a line out to offer it to nobody."""
DOUBTFUL_HEAD = """
# The same for those marked LOOK, or named behind another one, that are of no such kind after all."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def as_toml(proposal: Proposal) -> str:
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    yield HEAD
    if general := proposal.general:
        yield "# This one seems to take anything else. The line belongs at the top of the city file, before any [table]:"
        yield f"# default_service = {quoted(general.service_code)}  # {_name(general)}\n"
    yield "[services]"
    yield from (_line(one) for one in proposal.types if one.service)
    if proposal.unmapped:
        yield "\n# No service was found for these. Without one the resident is given the office's number."
        yield from (f'# {code} = {{ service_code = "" }}  # {REQUEST_TYPES[code]}' for code in proposal.unmapped)
    once = {one.service_code: one for one in proposal.own}.values()
    if own := [one for one in once if not one.doubtful]:
        yield OWN_HEAD
        yield from (_own(one, proposal.language) for one in own)
    if doubtful := [one for one in once if one.doubtful]:
        yield DOUBTFUL_HEAD
        yield from (f"# {_own(one, proposal.language)}" for one in doubtful)


def _line(one: Proposed) -> str:
    assert one.service
    look = "" if one.service.sure else "LOOK: "
    others = "; ".join(f"{quoted(other.service_code)} {_said(other)}" for other in one.others[:MOST_OTHERS])
    more = len(one.others) - MOST_OTHERS
    also = f"; also {others}{f' and {more} more' if more > 0 else ''}" if others else ""
    return (
        f"{one.type_code} = {{ service_code = {quoted(one.service.service_code)} }}  # {look}{_said(one.service)}{also}"
    )


def _own(one: OwnService, language: str) -> str:
    told = ", ".join(quoted(word) for word in one.words)
    look = "" if one.words else "  # LOOK: nothing in its name is its own; add words"
    name = quoted(_name(one) or one.service_code)
    return f"{quoted(OWN + one.service_code)} = {{ name = {{ {language} = {name} }}, words = [{told}] }}{look}"


def _said(match: ServiceMatch) -> str:
    return f"{_name(match)}, {match.confidence:.2f}"


def _name(match: ServiceMatch | OwnService) -> str:
    return " ".join(CONTROL.sub(" ", match.service_name).split())


def quoted(text: str) -> str:
    """A TOML basic string, which is JSON's but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
