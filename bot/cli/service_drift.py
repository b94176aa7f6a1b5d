"""What a city's list of services looked like, and what has become of it since. Pure but for reading and writing it."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from bot.service_requests import Attribute

FILE = "services-seen.json"


class Seen(msgspec.Struct, frozen=True):
    """One service as it was: its name, and each question in a form that changes when its meaning does; None: unread."""

    name: str
    questions: dict[str, str] | None = None


Services = dict[str, Seen]
"""By service_code."""


def questions_of(attributes: Collection[Attribute]) -> dict[str, str]:
    return {one.code: _question(one) for one in attributes if one.variable}


def _question(one: Attribute) -> str:
    values = ",".join(sorted(value.key for value in one.values))
    only_if = "=".join(one.depends_on) if one.depends_on else ""
    parts = (one.datatype, "required" if one.required else "", values, f"if {only_if}" if only_if else "")
    return " ".join(part for part in parts if part)


def drift(seen: Mapping[str, Seen], now: Mapping[str, Seen], mapped: Collection[str]) -> list[str]:
    """A sentence for each difference; `mapped` are the services that the city file files under."""
    return [*_gone(seen, now, mapped), *_new(seen, now, mapped), *_changed(seen, now, mapped)]


def _gone(seen: Mapping[str, Seen], now: Mapping[str, Seen], mapped: Collection[str]) -> Iterator[str]:
    for code in sorted(set(mapped) - now.keys()):
        yield f"{code} is in the city file, and the CRM has no such service: reports for it will be refused."
    for code in sorted(seen.keys() - now.keys() - set(mapped)):
        yield f"{code} ({seen[code].name}) is no longer offered."


def _new(seen: Mapping[str, Seen], now: Mapping[str, Seen], mapped: Collection[str]) -> Iterator[str]:
    for code in sorted(now.keys() - seen.keys() - set(mapped)):
        yield f"{code} ({now[code].name}) is new; `text311 services sync` proposes what it is for."


def _changed(seen: Mapping[str, Seen], now: Mapping[str, Seen], mapped: Collection[str]) -> Iterator[str]:
    for code in sorted(seen.keys() & now.keys()):
        before, after = seen[code], now[code]
        if before.name != after.name:
            yield f"{code} was called {before.name} and is now called {after.name}."
        if code in mapped and before.questions is not None and after.questions is not None:
            yield from _questions_changed(code, before.questions, after.questions)


def _questions_changed(code: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for question in sorted(after.keys() - before.keys()):
        yield f"{code} asks something new: {question} ({after[question]})."
    for question in sorted(before.keys() - after.keys()):
        yield f"{code} no longer asks {question}."
    for question in sorted(before.keys() & after.keys()):
        if before[question] != after[question]:
            yield f"{code} asks {question} otherwise: {before[question]} has become {after[question]}."


def recall(data_dir: Path, url: str) -> Services | None:
    """What was remembered of this server; None if nothing was, or nothing readable."""
    try:
        return msgspec.json.decode((data_dir / FILE).read_bytes(), type=dict[str, Services]).get(url.rstrip("/"))
    except (OSError, msgspec.DecodeError):
        return None


def remember(data_dir: Path, url: str, services: Services) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Services])
    except (OSError, msgspec.DecodeError):
        kept = {}
    path.write_bytes(msgspec.json.format(msgspec.json.encode({**kept, url.rstrip("/"): services})))
