"""The same answer in JSON or XML."""

from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree as ET

import msgspec

Format = Literal["json", "xml"]
Row = dict[str, Any]

SINGULAR = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "extensions": "extension",
    "photos": "photo",
    "notes": "note",
    "groups": "group",
    "depends_on": "key",
}


@dataclass(frozen=True, slots=True)
class Answer:
    status_code: int
    content_type: bytes
    body: bytes


def answer(format_: Format, root: str, content: list[Row] | Row, status_code: int = 200) -> Answer:
    """`root` names the XML document; JSON has none, a list of rows is a bare array there (the Spark convention)."""
    if format_ == "json":
        return Answer(status_code, b"application/json; charset=utf-8", msgspec.json.encode(content))
    return Answer(status_code, b"text/xml; charset=utf-8", _xml(root, content))


def _xml(root: str, content: Any) -> bytes:
    element = ET.Element(root)
    _fill(element, content)
    document: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return document


def _fill(element: ET.Element, value: Any) -> None:
    match value:
        case dict():
            for name, inner in value.items():
                _fill(ET.SubElement(element, name), inner)
        case list():
            for inner in value:
                _fill(ET.SubElement(element, SINGULAR[element.tag]), inner)
        case bool():
            element.text = "true" if value else "false"
        case None:
            pass
        case _:
            element.text = str(value)
