"""A city's history as it is read: every line that can be used, and what was wrong with the others."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.fit import Progress
from bot.nlu.json_lines import open_lines, read_rows
from bot.nlu.text import LONGEST, words

MOST_COMPLAINTS = 10
EVERY = 50_000


class HistoryUnfit(ValueError):
    """The history cannot be learnt from; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Report:
    text: str
    code: str


@dataclass(slots=True)
class Complaints:
    """The first few are said; a file of another kind would fill the screen with the rest."""

    say: Progress
    count: int = 0

    def __call__(self, complaint: str) -> None:
        self.count += 1
        if self.count <= MOST_COMPLAINTS:
            self.say(complaint)


def read_reports(source: str, say: Progress) -> list[Report]:
    """Reports with words and a code. Says which lines are none, by number, and how far it is.

    Raises `HistoryUnfit` where the file breaks off, `OSError` where it cannot be opened.
    """
    say(f"reading {'standard input' if source == '-' else source}")
    complaints = Complaints(say)
    try:
        rows = list(_reports(source, complaints))
    except (EOFError, zlib.error) as error:
        raise HistoryUnfit(f"{source} breaks off in the middle: copy it again ({error})") from error
    if complaints.count > MOST_COMPLAINTS:
        say(f"… and {complaints.count - MOST_COMPLAINTS:,} more lines that are no reports")
    told = [report for report in rows if report.code and words(report.text)]
    if empty := len(rows) - len(told):
        say(f"{empty:,} reports without words or code are left out")
    return told


def _reports(source: str, complaints: Complaints) -> Iterator[Report]:
    with open_lines(source) as lines:
        for number, row in enumerate(read_rows(lines, ("text", "code"), complaints), 1):
            if number % EVERY == 0:
                complaints.say(f"{number:,} reports read")
            yield Report(row["text"][:LONGEST], row["code"].strip())
