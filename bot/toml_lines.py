"""On which line of a TOML file a key stands, and what may have been meant by it, for complaints. Pure."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

Keys = tuple[str | int, ...]
"""From the outermost table to the key; a number is which one of several `[[tables]]` it is, from 0."""
_HEADER = re.compile(r"\s*(\[{1,2})(.+?)\]{1,2}\s*(#.*)?$")


def line_of(text: str, keys: Keys) -> int:
    """The line of the key at that path, or of the innermost table around it; 1 where there is none."""
    table: Keys = ()
    best, line = 0, 1
    seen: Counter[Keys] = Counter()
    for number, written in enumerate(text.splitlines(), 1):
        path: Keys
        if header := _HEADER.match(written):
            path = table = _path(header[2])
            if header[1] == "[[":
                table = (*path, seen[path])
                seen[path] += 1
        else:
            path = table + _path(written.partition("=")[0])
        for one in (path, table):
            if len(one) > best and keys[: len(one)] == one:
                best, line = len(one), number
    return line


def _path(written: str) -> tuple[str, ...]:
    """`a."b c"` → a, b c; empty for what is no key, such as a comment or a further line of a list."""
    try:
        inner = tomllib.loads(f"{written} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    path: tuple[str, ...] = ()
    while isinstance(inner, dict) and inner:  # empty behind a comment
        ((key, inner),) = inner.items()
        path += (key,)
    return path


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "pothole"?` where something is near, else nothing."""
    found = get_close_matches(word, sorted(known), 1)
    return f'; did you mean "{found[0]}"?' if found else ""
