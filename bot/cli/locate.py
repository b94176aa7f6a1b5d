"""`text311 locate`: one JSON object a text, with the place it names or the question to put."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from bot.places.local import LocalFinder, Located
from bot.places.place import Place

_DEMO = Path(__file__).parent.parent / "demo"


def locate(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT…", help="Texts; without any, JSON Lines from stdin.")
    ] = None,
    gazetteer: Annotated[
        Path | None,
        typer.Option(help="A file made by `gazetteer build`; default: the demo city's.", envvar="TEXT311_GAZETTEER"),
    ] = None,
    data: Annotated[
        Path, typer.Option(help="Where the demo city's gazetteer is kept.", envvar="TEXT311_DATA_DIR")
    ] = Path("data"),
) -> None:
    """Find the place in each text, or the question to ask."""
    from bot.places.gazetteer import UnreadableGazetteer
    from bot.places.records import UnreadableSource

    try:
        finder = _finder(gazetteer, data)
    except (UnreadableGazetteer, UnreadableSource) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    for row in _rows(texts):
        sys.stdout.buffer.write(msgspec.json.encode(told(row, finder.locate(row["text"]))) + b"\n")
    sys.stdout.flush()


def _finder(gazetteer: Path | None, data: Path) -> LocalFinder:
    """Of a city's own gazetteer, or of the demo city with its limits."""
    from bot.places.gazetteer import Gazetteer
    from bot.places.jurisdiction import Jurisdiction
    from bot.places.prepare import prepared_gazetteer
    from bot.places.search import Search

    if gazetteer:
        return LocalFinder(Search(Gazetteer(gazetteer)))
    path = prepared_gazetteer([_DEMO / "addresses.csv", _DEMO / "landmarks.geojson"], data)
    return LocalFinder(Search(Gazetteer(path)), Jurisdiction(_DEMO / "jurisdiction.geojson"))


def told(row: dict[str, Any], located: Located) -> dict[str, Any]:
    """The printed object. `outcome` is one of found, ambiguous, not_found, none; `ask` a question or null."""
    search = located.search
    outcome: str = search.outcome
    if located.kind is None and not search.mention:
        outcome = "none"
    elif outcome == "street_only":
        outcome = "ambiguous"
    elif outcome in {"outside", "failed"}:
        outcome = "not_found"
    return {
        "id": row.get("id"),
        "text": row["text"],
        "mention": search.mention or None,
        "kind": located.kind,
        "start": located.start,
        "end": located.end,
        "outcome": outcome,
        "candidates": [_candidate(place) for place in search.places],
        "ask": question(located),
    }


def _candidate(place: Place) -> dict[str, Any]:
    return {
        "address": place.address,
        "lat": place.point.lat,
        "long": place.point.long,
        "confidence": place.confidence,
        "precision": place.precision,
        "neighborhood": place.neighborhood,
        "cross_street": place.cross_street,
        "distinction": place.distinction,
    }


def question(located: Located) -> str | None:
    """What one would ask, in plain English; null when there is one place to read back, or none was named."""
    search = located.search
    match search.outcome:
        case "ambiguous":
            choices = [f"{p.address} ({p.distinction})" if p.distinction else p.address for p in search.places]
            return f"Which one: {'; '.join(choices)}?"
        case "street_only":
            return f"Near which number or cross street is it, on {search.mention}?"
        case "outside":
            return f"{search.mention} is outside the city. Is there another address?"
        case "not_found" if search.link:
            return "A short map link does not say where it leads. What is the address, or can you share your location?"
        case "not_found" if search.area:
            return f"Where in {search.area}? Near which number, crossing or landmark?"
        case "not_found" if search.suggestion:
            return f"Did you mean {search.suggestion}?"
        case "not_found" if search.mention:
            return f"We cannot find {search.mention}. What is the nearest address or crossing?"
        case _:
            return None


def _rows(texts: list[str] | None) -> Iterator[dict[str, Any]]:
    if texts:
        yield from ({"id": number, "text": text} for number, text in enumerate(texts, 1))
        return
    from bot.nlu.json_lines import read_rows

    rows = read_rows(sys.stdin.buffer, ("text",), lambda reason: print(reason, file=sys.stderr))
    for number, row in enumerate(rows, 1):
        yield {"id": number} | row
