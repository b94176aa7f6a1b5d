"""`text311 corrections`: what staff corrected, as lines that `text311 train --history` learns from."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from bot.city import City
from bot.city_file import read_city
from bot.city_services import OWN
from bot.settings import Settings, from_process


def corrections(
    file: Annotated[str, typer.Argument(help="Where to write JSON Lines of text and code; - for stdout.")],
) -> None:
    """Export what staff corrected, to train on. For `text311 train --history`.

    The code is the one of the city file that is filed under the service it was given; `service:CODE` where none is.
    """
    lines = asyncio.run(_lines(from_process()))
    if file == "-":
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.flush()
    else:
        Path(file).write_bytes(b"".join(lines))
    print(f"{len(lines)} corrections.", file=sys.stderr)


async def _lines(settings: Settings) -> list[bytes]:
    from bot.parts import DEMO, records_of

    city = read_city(settings.city_file or DEMO / "city.toml")
    records = await asyncio.to_thread(records_of, settings)
    lines = [msgspec.json.encode(_line(city, row)) + b"\n" async for row in records.export("corrections")]
    await records.close()
    return lines


def _line(city: City, row: dict[str, Any]) -> dict[str, str]:
    code = city.type_of(row["service_code"]) or OWN + row["service_code"]
    return {"text": row["words"], "code": code, "language": row["language"]}
