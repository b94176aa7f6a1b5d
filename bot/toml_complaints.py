"""What msgspec and tomllib say about a TOML file, on which line, and what to write instead. Pure."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import reduce
from operator import getitem
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from bot.toml_lines import Keys, line_of

_EXAMPLES = {
    "str": 'text stands in quotes, as in "Elm St"',
    "int": "a whole number without quotes and units, as in 50",
    "float": "a number without quotes and units, as in 1.5",
    "bool": "true or false, without quotes",
    "time": "a time without quotes, as in 21:00:00",
    "datetime": "a local day and time without quotes and zone, as in 2027-01-30T18:00:00",
    "array": 'a list stands in brackets, as in ["en", "es"]',
    "object": 'a table stands in braces, as in { en = "Pothole" } or { service_code = "RD-1" }',
}
_DAY = re.compile(r"=\s*\d+[-/.]\d+[-/.]\d+")
_TIME = re.compile(r"=\s*(2[4-9]|\d:\d\d|\d\d?:\d\d\s*(#|$)|\d\d:\d\d:\d\d\S)")


def wrong_shape(text: str, complaint: str, kind: type) -> tuple[int, str]:
    """(line, what msgspec said of it, with a hint) for a file that should be a `kind`."""
    where = re.search(r"at `\$(\S*)`", complaint)
    path, own_keys, _ = where[1].partition("[...]") if where else ("", "", "")
    keys = _keys(path)
    if own_keys:  # msgspec does not say under which of a table's own keys
        table = reduce(getitem, keys, tomllib.loads(text))  # type: ignore[arg-type]
        keys = (*keys, *_odd_ones(table, _kind(kind, keys)))
    said = re.sub(r" - at `\S*`$", "", complaint)
    if unknown := re.search(r"unknown field `(.+?)`", complaint):
        keys = (*keys, unknown[1])
        hint = _known_key(kind, keys)
    else:
        hint = _example(said, _kind(kind, keys), keys)
    named = ".".join(key for key in keys if isinstance(key, str))
    return line_of(text, keys), f"{named}: {said}{hint}" if named else f"{said}{hint}"


def invalid_toml(text: str, complaint: str) -> tuple[int, str]:
    """(line, what tomllib said of it, with a hint)."""
    said = re.search(r"^(.*) \(at line (\d+), column \d+\)$", complaint, re.DOTALL)
    if said is None:  # at the end of the document
        return text.count("\n") + 1, complaint
    line = int(said[2])
    written = (text.splitlines() or [""])[line - 1 : line]
    return line, f"{said[1]}{_slip(said[1], written[0] if written else '')}"


def _slip(said: str, written: str) -> str:
    """What people write who know no TOML."""
    if any(mark in written for mark in "“”„‘’"):
        return '; write straight quotes, " and not “ ”.'
    if "overwrite" in said or "twice" in said:
        return "; the same stands there twice: take one of them out."
    if re.search(r"=\s*(yes|no|on|off|True|False)\b", written):
        return "; it is true or false, in small letters."
    if _DAY.search(written):
        return "; a day and its time are written 2027-01-30T18:00:00, with seconds and without a zone."
    if _TIME.search(written):
        return "; a time is written 21:00:00, up to 23:59:59, without a zone."
    return f": {written.strip()}" if written.strip() else ""


def _keys(path: str) -> Keys:
    """`.roads[1].types` → roads, 1, types."""
    return tuple(int(number) if number else name for name, number in re.findall(r"\.([\w-]+)|\[(\d+)\]", path))


def _example(said: str, kind: Any, keys: Keys) -> str:
    if missing := re.search(r"missing required field `(\w+)`", said):
        return f"; write a line that begins with {missing[1]} ="
    if said.endswith("length >= 1"):
        return "; it is empty."
    if said.endswith("no timezone component"):
        return "; it is the city's own clock: take the Z or the offset behind it out."
    if get_origin(kind) is Literal:
        return f"; known are {', '.join(get_args(kind))}."
    if "Expected `array`, got `object`" in said:
        return f"; there may be several, so each begins with [[{keys[-1]}]]."
    expected = re.match(r"Expected `(\w+).*, got ", said)
    return f": {_EXAMPLES[expected[1]]}." if expected and expected[1] in _EXAMPLES else ""


def _known_key(kind: type, keys: Keys) -> str:
    *table, wrong = keys
    here = _fields(_kind(kind, table))
    if table and wrong in _fields(kind):
        return "; it belongs to the top of the file, before any [table]."
    near = get_close_matches(str(wrong), here, 1)
    return f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(here)}."


def _kind(kind: Any, keys: Sequence[str | int]) -> Any:
    """What should stand at that path; None where nothing is known of it."""
    for key in keys:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if get_origin(kind) in (dict, tuple):
            kind = get_args(kind)[get_origin(kind) is dict]
        elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            kind = next((one.type for one in msgspec.structs.fields(kind) if one.encode_name == key), None)
        else:
            return None
    return kind


def _fields(kind: Any) -> list[str]:
    return [one.encode_name for one in msgspec.structs.fields(kind)] if kind else []


def _odd_ones(table: dict[str, Any], kind: Any) -> Iterator[str]:
    """The keys down to the first value that cannot be read."""
    if get_origin(kind) is not dict:
        return
    for key, value in table.items():
        try:
            msgspec.convert(value, get_args(kind)[1])
        except msgspec.ValidationError:
            yield key
            yield from _odd_ones(value, get_args(kind)[1])
            return
