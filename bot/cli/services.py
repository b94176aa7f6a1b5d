"""`text311 services`: a city's list of services, mapped to request types, and watched for changes."""

import asyncio
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli.service_drift import drift, recall, remember
from bot.cli.service_offer import Offered, fetch
from bot.cli.service_phrases import questions, sentences, untranslated
from bot.service_requests import Service
from bot.settings import Settings, from_process

if TYPE_CHECKING:
    from bot.city import City
    from bot.nlu.service_proposal import Proposal

services = typer.Typer(help="Match your CRM's services to kinds of problems.", no_args_is_help=True)

MOST_NAMED = 8
"""Of what is missing; a new city file misses nearly everything."""
DEMO_CITY = Path(__file__).parent.parent / "demo" / "city.toml"


@services.command()
def sync(
    url: Annotated[str, typer.Argument(help="The base URL of a GeoReport v2 server, as in TEXT311_CRM_URL.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the table. Default: stdout.")] = None,
    language: Annotated[
        str | None, typer.Option(help="The language of the services' names. Default: detected.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Replace the file, including your corrections in it.")] = False,
) -> None:
    """Propose which service takes which kind of problem. Correct the proposal, then put it into the city file."""
    if out and out.exists() and not force:
        _give_up(f"{out} is there already; name another file, or --force to replace it.")
    settings = from_process()
    offered = _offered(settings, url)
    if not offered.services:
        _give_up(f"{url} lists no services.")
    from bot.cli.service_phrases import as_toml as phrases_toml
    from bot.cli.service_toml import as_toml
    from bot.nlu.pipeline import load
    from bot.nlu.service_proposal import language_of, propose

    pipeline = load()
    proposal = propose(offered.services, pipeline, language or language_of(offered.services, pipeline))
    table = as_toml(proposal) + phrases_toml(_phrases(offered), _books(settings, proposal.language))
    if out:
        out.write_text(table, encoding="utf-8")
    else:
        print(table, end="")
    _tell(proposal, len(offered.services), out)
    remember(settings.data_dir, url, offered.seen)


def _tell(proposal: "Proposal", count: int, out: Path | None) -> None:
    mapped = len(proposal.types) - len(proposal.unmapped)
    _say(f"{count} services; {mapped} of {len(proposal.types)} kinds of problems have one.")
    for one in proposal.unsure:
        if match := one.service:
            _say(f"  LOOK     {one.type_code}: {match.service_name} ({match.confidence:.2f})")
    for code in proposal.unmapped:
        _say(f"  no service for {code}")
    for own in (one for one in proposal.own if not one.doubtful):
        _say(f"  of its own     {own.service_name} ({own.service_code}): {', '.join(own.words) or 'LOOK, no words'}")
    if general := proposal.general:
        _say(f"  takes the rest {general.service_name} ({general.service_code}): see default_service")
    if out:
        _say(f"{out} holds the table: correct it, put it into the city file, then `text311 services check`.")


@services.command()
def check(
    accept: Annotated[bool, typer.Option(help="Accept what the CRM offers now; later checks compare with it.")] = False,
) -> None:
    """Compare the city file with the CRM. Exits with 1 if a service or question is gone, new or changed."""
    from bot.city_file import read_city
    from bot.city_services import OWN
    from bot.nlu.request_types import REQUEST_TYPES

    settings = from_process()
    city = read_city(settings.city_file or DEMO_CITY)
    mapped = city.service_codes()
    if not mapped:
        _give_up(
            "The city file names no service yet, so nothing can be filed. Next: `text311 services sync "
            f"{settings.crm.url} --out services.toml`, correct the table it writes, and put it into the city file."
        )
    offered = _offered(settings, settings.crm.url)
    known = recall(settings.data_dir, settings.crm.url)
    found = drift(offered.seen if accept or known is None else known, offered.seen, mapped)
    for sentence in found:
        print(f"DRIFT  {sentence}")
    if missing := [code for code in REQUEST_TYPES if not city.service_code(code)]:
        print(f"note   no service for {_some(missing)}: residents get the office's number.")
        print(f"       `text311 services sync {settings.crm.url} --out services.toml` proposes one for each.")
    for key, one in city.services.items():
        if key.startswith(OWN) and not one.words:
            print(f"note   {key} has no words, so it is never offered.")
    _print_unused(offered.services, mapped)
    _print_untranslated(city, offered)
    if accept or known is None:
        remember(settings.data_dir, settings.crm.url, offered.seen)
        print("From now on, `text311 services check` compares with what the CRM offers today.")
    if found:
        if known is not None:
            print("When the city file is right again, run `text311 services check --accept`.")
        raise typer.Exit(1)
    print(f"{len(mapped)} services in the city file, {len(offered.services)} in the CRM: no drift.")


def _print_untranslated(city: "City", offered: Offered) -> None:
    asked = list(questions(one for code in sorted(city.service_codes()) for one in offered.attributes.get(code, ())))
    for language, book in city.phrases.items():
        if missing := untranslated(asked, book):
            print(
                f"note   {len(missing)} questions and choices are not in [phrases.{language}], as {missing[0]!r}: "
                "they are told in the CRM's own words."
            )


def _phrases(offered: Offered) -> list[str]:
    asked = (one for attributes in offered.attributes.values() for one in attributes)
    return [*questions(asked), *sentences(offered.closing_notes)]


def _books(settings: Settings, language: str) -> Mapping[str, Mapping[str, str]]:
    """The languages to translate into, with what the city file has already."""
    from bot.city_file import read_city
    from bot.texts import languages

    if not settings.city_file:
        return {one: {} for one in languages() if one != language}
    city = read_city(settings.city_file)
    return {one: city.phrases.get(one, {}) for one in city.languages if one != language}


def _print_unused(offered: Sequence[Service], mapped: Collection[str]) -> None:
    unused = [f"{one.service_code} ({one.service_name})" for one in offered if one.service_code not in mapped]
    if unused:
        print(f"note   nothing is filed under {_some(unused)}.")


def _some(named: Sequence[str]) -> str:
    more = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _offered(settings: Settings, url: str) -> Offered:
    from bot.ports import DeskUnavailable
    from crm_client import DeskError

    try:
        return asyncio.run(fetch(settings, url, _say))
    except (DeskUnavailable, DeskError) as error:
        _give_up(str(error))


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _give_up(reason: str) -> NoReturn:
    _say(reason)
    raise typer.Exit(1)
