"""Answers to a service definition's questions, checked against the definition. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from crm_server.catalogue import Attribute, Service
from crm_server.georeport.times import moment

FIELD = re.compile(r"attribute\[([^\[\]]+)\](\[\d*\])?")
LONGEST = {"string": 250, "text": 4000}

Answers = dict[str, list[str]]


def answers_in(fields: Iterable[tuple[str, str]]) -> Answers:
    """`attribute[code]=x` and `attribute[code][]=x&attribute[code][]=y` by code."""
    answers: Answers = {}
    for name, value in fields:
        if match := FIELD.fullmatch(name):
            answers.setdefault(match[1], []).append(value)
    return answers


def check_answers(service: Service, answers: Answers, time_zone: ZoneInfo) -> tuple[Answers, list[str]]:
    """The answers that count, and what is wrong with the others, in words for the resident.

    Answers to questions that do not arise (notices, unmet conditions) are left out; so are codes the definition does
    not know, for clients that send the same extra fields to every city.
    """
    kept: Answers = {}
    wrong: list[str] = []
    for attribute in service.attributes:
        if not attribute.variable or not _arises(attribute, answers):
            continue
        given = answers.get(attribute.code, [])
        wrong += _complaints(attribute, given, time_zone)
        if given:
            kept[attribute.code] = given
    return kept, wrong


def _arises(attribute: Attribute, answers: Answers) -> bool:
    if attribute.depends_on is None:
        return True
    code, key = attribute.depends_on
    return key in answers.get(code, [])


def _complaints(attribute: Attribute, given: list[str], time_zone: ZoneInfo) -> list[str]:
    asked = f'"{attribute.description}" ({attribute.code})'
    if not given:
        return [f"{asked} needs an answer."] if attribute.required else []
    if len(given) > 1 and attribute.datatype != "multivaluelist":
        return [f"{asked} takes one answer only."]
    return [f"{asked}: {wrong}" for value in given if (wrong := _complaint(attribute, value, time_zone))]


def _complaint(attribute: Attribute, value: str, time_zone: ZoneInfo) -> str:
    match attribute.datatype:
        case "singlevaluelist" | "multivaluelist":
            keys = [choice.key for choice in attribute.values]
            return "" if value in keys else f"{value[:50]!r} is not one of {', '.join(keys)}."
        case "number":
            return "" if _is_number(value) else f"{value[:50]!r} is not a number."
        case "datetime":
            return "" if _is_moment(value, time_zone) else f"{value[:50]!r} is not a time like 2026-05-01T09:30:00Z."
        case "string" | "text" as datatype:
            return "" if len(value) <= LONGEST[datatype] else f"please use at most {LONGEST[datatype]} characters."


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_moment(value: str, time_zone: ZoneInfo) -> bool:
    try:
        moment(value, time_zone)
    except ValueError:
        return False
    return True
