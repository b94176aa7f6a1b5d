"""JSON Lines in and out: bad lines are reported by number, the rest goes on."""

import gzip
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

Complain = Callable[[str], None]
Row = dict[str, Any]


def open_lines(source: str) -> BinaryIO:
    """A file, a `.gz` file, or standard input for `-`."""
    if source == "-":
        return sys.stdin.buffer
    if source.endswith(".gz"):
        return cast(BinaryIO, gzip.open(source, "rb"))
    return Path(source).open("rb")


def read_rows(lines: BinaryIO, wanted: tuple[str, ...], complain: Complain) -> Iterator[Row]:
    """JSON objects that have every `wanted` key filled with text."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _row(line, wanted)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
            complain(f"line {number}: {error}")


def _row(line: bytes, wanted: tuple[str, ...]) -> Row:
    row = msgspec.json.decode(line.decode("utf-8-sig"))  # Windows writes a mark in front of the first line
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  the data is wrong, not our call
    for key in wanted:
        if not isinstance(row.get(key), str) or (key != "text" and not row[key]):
            raise ValueError(f'"{key}" is missing or no text')
    return row
