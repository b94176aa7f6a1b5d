"""Residents who asked for a person: what they said, what staff answered, and who is still waiting. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

BY_STAFF = ("answered", "finished")
OVER = ("finished", "left")
"""Staff gave the conversation back, or the resident went back to the bot."""


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    reason: str
    """asked, more, answered, finished, left, or why the bot called staff by itself."""
    words: str

    @property
    def by_staff(self) -> bool:
        return self.reason in BY_STAFF


@dataclass(frozen=True, slots=True)
class Call:
    """`contact` as `channel:address`. The lines since it began, oldest first."""

    contact: str
    lines: tuple[Line, ...]

    @property
    def since(self) -> datetime:
        return self.lines[0].at

    @property
    def waiting(self) -> bool:
        """Nobody has answered what was said last."""
        return not self.lines[-1].by_staff


def open_calls(rows: Iterable[Mapping[str, Any]]) -> list[Call]:
    """From rows of the table `staff_calls`, all or those since a contact's last call was over, oldest first. Who waits longest comes first, then the answered ones."""
    lines: dict[str, list[Line]] = {}
    for row in rows:
        line = Line(row["at"], row["reason"], row["words"])
        if line.reason in OVER:
            lines.pop(row["contact"], None)
        elif row["contact"] in lines or not line.by_staff:
            lines.setdefault(row["contact"], []).append(line)
    calls = [Call(contact, tuple(said)) for contact, said in lines.items()]
    return sorted(calls, key=lambda call: (not call.waiting, call.since))
