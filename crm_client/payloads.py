"""From the bytes a server sent to rows (dictionaries), whatever format, wrapping or charset it chose.

Numbers stay text, so that `001` and `12` keep their zeros; the readers in `values` turn them into what is wanted.
"""

import codecs
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

Row = dict[str, Any]

WRAPPERS = ("service_requests", "requests", "services", "service_request_updates", "errors", "results", "data")
LISTS = frozenset({"attributes", "values", "endpoints", "formats", "extensions", "photos", "notes", "groups"})
BARE_LEADING_ZERO = re.compile(r"([:\[,]\s*)(0\d+)(?=\s*[,\]}])")


class UnreadableError(ValueError):
    """Neither JSON nor XML: most often an HTML page of a proxy."""


def rows(body: bytes, charset: str | None = None) -> list[Row]:
    """The rows of any GeoReport answer: a list has many, a definition or a lone object is one row."""
    text = decode(body, charset).strip()
    if not text:
        return []
    try:
        return _as_rows(_from_xml(text) if text.startswith("<") else _from_json(text))
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error


def decode(body: bytes, charset: str | None) -> str:
    """UTF-8 whatever the header says: servers label it wrongly more often than they use anything else."""
    for name in ("utf-8-sig", charset or "utf-8", "cp1252"):
        try:
            return body.decode(codecs.lookup(name).name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", errors="replace")


def _from_json(text: str) -> Any:
    try:
        return _loads(text)
    except ValueError:
        pass
    try:
        return _loads(BARE_LEADING_ZERO.sub(r'\1"\2"', text))  # the standard's own samples hold numbers like 001
    except ValueError as error:
        raise UnreadableError("neither JSON nor XML") from error


_loads = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None, strict=False).decode


def _from_xml(text: str) -> Any:
    if "<!ENTITY" in text:
        raise UnreadableError("XML with entities of its own is refused")
    try:
        root = ET.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))  # noqa: S314  entities are refused above
    except ET.ParseError as error:
        raise UnreadableError("neither JSON nor XML") from error
    if root.tag.lower().endswith("html"):
        raise UnreadableError("an HTML page")
    items = [_value(child) for child in root]
    return items if _is_list(root, items) else _value(root)


def _is_list(root: ET.Element, items: list[Any]) -> bool:
    """A root like <services>: children alike, each with fields of its own."""
    one_tag = len({child.tag for child in root}) == 1
    return root.tag in WRAPPERS or (one_tag and all(isinstance(item, dict) for item in items))


def _value(element: ET.Element) -> Any:
    children = list(element)
    if not children:
        return (element.text or "").strip()
    if element.tag in LISTS:
        return [_value(child) for child in children]
    row: Row = {}
    for child in children:
        value = _value(child)
        row[child.tag] = [*_many(row[child.tag]), value] if child.tag in row else value
    return row


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _as_rows(data: Any) -> list[Row]:
    if isinstance(data, list):
        return [row for row in data if isinstance(row, dict)]
    if not isinstance(data, dict):
        raise UnreadableError("neither a list nor an object")
    for name in WRAPPERS:
        if name in data and isinstance(data[name], list | dict):
            return _as_rows(data[name])
    if len(data) == 1:
        (inner,) = data.values()
        if isinstance(inner, dict) or (isinstance(inner, list) and all(isinstance(item, dict) for item in inner)):
            return _as_rows(inner)
    return [data] if data else []
