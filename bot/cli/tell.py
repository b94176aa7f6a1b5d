"""`text311 tell`: the same words to everybody who follows the open requests of a service."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import from_process

if TYPE_CHECKING:
    from bot.city import City
    from bot.events import FollowersTold
    from bot.parts import Parts
    from bot.telling import Person, Prospect, State

STATES: "dict[State, str]" = {
    "now": "to be told now",
    "later": "to be told when the quiet hours end",
    "before": "told before",
    "stopped": "not told: they want no messages",
    "no_template": "not told: WhatsApp's 24 hours are over and [whatsapp.templates] has no text for it",
}


def tell(
    said: Annotated[
        list[str],
        typer.Argument(
            metavar="[SERVICE_CODE] WORDS", help="The CRM's service code, and the message in the city's main language."
        ),
    ],
    text: Annotated[
        list[str] | None, typer.Option(help="The message in another language, as es=…; may be repeated.")
    ] = None,
    ticket: Annotated[
        list[str] | None, typer.Option(help="Only followers of this request, in place of a service; may be repeated.")
    ] = None,
    key: Annotated[str, typer.Option(help="To send the same message again on purpose, give it a new key.")] = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count people and SMS segments.")] = False,
    who: Annotated[bool, typer.Option("--who", help="Also name everyone. Personal data: do not log it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Message all followers of a service's open requests. Nobody gets the same message twice."""
    service_code, words = _read(said, ticket or [])
    event, prospects = asyncio.run(_prospects(service_code, ticket or [], {"": words, **_texts(text or [])}, key))
    _show(prospects, event.key, who=who)
    people = [one.person for one in prospects if one.state in ("now", "later")]
    if dry_run or not people:
        return
    if not yes:
        typer.confirm(f"Tell {_persons(len(people))}?", abort=True)
    new = asyncio.run(_tell(people, event))
    print(
        f"{_persons(new)} will read it as soon as the channels let them; run the same with --dry-run to see how far it is."
    )
    if new < len(people):
        print(f"{_persons(len(people) - new)} were in line already.")


def _read(said: list[str], tickets: list[str]) -> tuple[str, str]:
    """(service code or nothing, words)."""
    *service, words = said
    if len(service) + bool(tickets) != 1:
        raise typer.BadParameter('give either a service, as in `text311 tell SNOW_ICE "…"`, or --ticket numbers')
    return "".join(service), words.strip()


def _texts(given: list[str]) -> dict[str, str]:
    texts = {}
    for one in given:
        language, equals, text = one.partition("=")
        if not equals:
            raise typer.BadParameter(f'"{one}": put the language in front, as in --text es="…"')
        texts[language.strip()] = text.strip()
    return texts


def _checked(texts: dict[str, str], city: "City") -> dict[str, str]:
    """With the main language in place of none."""
    from bot.texts import LONGEST_VALUE

    texts = {language or city.languages[0]: text for language, text in texts.items()}
    for language, text in texts.items():
        if language not in city.languages:
            raise typer.BadParameter(f'the city speaks {", ".join(city.languages)}, not "{language}"')
        if not text:
            raise typer.BadParameter(f"the message in {language} is empty")
        if len(text) > LONGEST_VALUE:
            raise typer.BadParameter(f"{len(text)} characters in {language}; at most {LONGEST_VALUE} are sent")
    return texts


async def _prospects(
    service_code: str, tickets: list[str], texts: dict[str, str], key: str
) -> "tuple[FollowersTold, list[Prospect]]":
    from bot import app
    from bot.events import FollowersTold
    from bot.parts import now
    from bot.ports import DeskUnavailable
    from bot.telling import key_of, prospect

    async with _opened() as parts:
        texts = _checked(texts, parts.city)
        telling = app.telling(parts)
        try:
            numbers = await telling.open_requests(service_code) if service_code else tuple(tickets)
        except DeskUnavailable as error:
            raise typer.BadParameter(
                f"the CRM must say what some requests are of, and does not answer ({error})"
            ) from error
        if not numbers:
            _known(service_code, parts.city)
        people = await telling.people(numbers)
        print(f"{service_code or 'tickets'}: {len(numbers)} requests, followed by {_persons(len(people))}.")
        event = FollowersTold(now(), key or key_of(texts), texts, ())
        return event, [prospect(parts.city, person, event) for person in people]


def _known(service_code: str, city: "City") -> None:
    from bot.toml_lines import nearest

    codes = city.service_codes() | {one.service_code for one in city.roads if one.action == "route"}
    if service_code and service_code.casefold() not in {one.casefold() for one in codes}:
        raise typer.BadParameter(f'the city file sends nothing to "{service_code}"{nearest(service_code, codes)}')


def _show(prospects: "list[Prospect]", key: str, *, who: bool) -> None:
    counts = Counter(one.state for one in prospects)
    for state, words in STATES.items():
        if counts[state]:
            print(f"  {counts[state]:>7,}  {words}")
    ahead = [one for one in prospects if one.text]
    by_sms = [one.segments for one in ahead if one.segments]
    if by_sms:
        print(f"  {sum(by_sms):>7,}  SMS segments, for {_persons(len(by_sms))}; the longest takes {max(by_sms)}")
    for language in dict.fromkeys(one.person.conversation.language for one in ahead):
        example = next(one for one in ahead if one.person.conversation.language == language)
        print(f"  {language}: {example.text}")
    print(f"The key of this message is {key}.")
    for one in prospects if who else ():
        print(f"{one.person.contact}\t{STATES[one.state]}\t{', '.join(one.person.service_request_ids)}")


async def _tell(people: "list[Person]", event: "FollowersTold") -> int:
    from bot import app

    async with _opened() as parts:
        return await app.telling(parts).tell(people, event)


def _persons(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


@asynccontextmanager
async def _opened() -> AsyncIterator["Parts"]:
    from bot.parts import opened

    async with opened(from_process()) as parts:
        yield parts
