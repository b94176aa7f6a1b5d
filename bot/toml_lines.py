"""On which line of a TOML file a key stands, for complaints. Pure."""

import re
import tomllib

Path = tuple[str, ...]
_HEADER = re.compile(r"\s*\[{1,2}(.+?)\]{1,2}\s*(#.*)?$")


def line_of(text: str, keys: Path) -> int:
    """The line of the key at that path, or of the innermost table around it; 1 where there is none."""
    table: Path = ()
    best, line = 0, 1
    for number, written in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(written):
            path = table = _path(header[1])
        else:
            path = table + _path(written.partition("=")[0])
        if len(path) > best and keys[: len(path)] == path:
            best, line = len(path), number
    return line


def _path(written: str) -> Path:
    """`a."b c"` → a, b c; empty for what is no key, such as a comment or a further line of a list."""
    try:
        inner = tomllib.loads(f"{written} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    path: Path = ()
    while isinstance(inner, dict) and inner:  # empty behind a comment
        ((key, inner),) = inner.items()
        path += (key,)
    return path
