"""The questions of a service definition, with the datatypes real servers invent brought back to the standard's six."""

from collections.abc import Iterable
from typing import Any, get_args

from crm_client.models import Attribute, AttributeValue, Datatype
from crm_client.payloads import Row
from crm_client.values import integer, text, yes

FOREIGN: dict[str, Datatype] = {
    "picklist": "singlevaluelist",
    "select": "singlevaluelist",
    "radio": "singlevaluelist",
    "multipicklist": "multivaluelist",
    "multi picklist": "multivaluelist",
    "date": "datetime",
    "date/time": "datetime",
    "integer": "number",
    "decimal": "number",
    "currency": "number",
    "textarea": "text",
}
"""What Salesforce and others call them; anything unknown is asked as free text, which every server takes."""

STANDARD: dict[str, Datatype] = {name: name for name in get_args(Datatype)}
YES_OR_NO = (AttributeValue("true", "Yes"), AttributeValue("false", "No"))


def attributes_from(rows: Iterable[Row]) -> tuple[Attribute, ...]:
    """In the order the server asks for; an attribute without a code cannot be answered, only shown."""
    found = [_attribute(row) for row in rows]
    return tuple(sorted((one for one in found if one.code or not one.variable), key=lambda one: one.order))


def _attribute(row: Row) -> Attribute:
    written = text(row.get("datatype")).lower()
    values = _values(row.get("values")) or (YES_OR_NO if written.startswith("boolean") else ())
    return Attribute(
        code=text(row.get("code")),
        datatype=_datatype(written, values),
        description=text(row.get("description")),
        datatype_description=text(row.get("datatype_description")),
        required=yes(row.get("required")),
        variable=yes(row.get("variable", True)) and written != "informational",
        order=integer(row.get("order")),
        values=values,
        depends_on=_depends_on(row),
        automated=bool(text(row.get("automated"))),
    )


def _datatype(written: str, values: tuple[AttributeValue, ...]) -> Datatype:
    if written.startswith("boolean"):
        return "singlevaluelist"
    found = STANDARD.get(written) or FOREIGN.get(written, "text")
    return "text" if found.endswith("list") and not values else found


def _values(given: Any) -> tuple[AttributeValue, ...]:
    """A list of key and name, of texts, one such entry, XML's `{"value": ...}`, a mapping; a mere number is none."""
    if isinstance(given, dict):
        inner = given.get("value")
        if isinstance(inner, list | dict):
            return _values(inner)
        given = (
            [given]
            if "key" in given or "name" in given
            else [{"key": key, "name": name} for key, name in given.items()]
        )
    if not isinstance(given, list):
        return ()
    found = (_value(entry) for entry in given)
    return tuple({value.key: value for value in found if value.key}.values())


def _value(entry: Any) -> AttributeValue:
    if not isinstance(entry, dict):
        return AttributeValue(text(entry), text(entry))
    name = text(entry.get("name"))
    key = text(entry.get("key")) or name
    return AttributeValue(key, name or key)


def _depends_on(row: Row) -> tuple[str, str] | None:
    """Ours is `["code", "key"]`; Salesforce's is `dependencies.conditions[{attribute, value}]`, read when there is one."""
    given = row.get("depends_on")
    if isinstance(given, dict) and len(given) == 1:  # XML: two like elements
        (given,) = given.values()
    if isinstance(given, list) and len(given) == 2:
        return text(given[0]), text(given[1])
    dependencies = row.get("dependencies")
    conditions = dependencies.get("conditions") if isinstance(dependencies, dict) else None
    if isinstance(conditions, list) and len(conditions) == 1 and isinstance(conditions[0], dict):
        (condition,) = conditions
        code, key = text(condition.get("attribute")), text(condition.get("value"))
        return (code, key) if code and key else None
    return None
