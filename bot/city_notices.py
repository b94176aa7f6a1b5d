"""The `[[notices]]` of a city file: what everybody is told for a while, or who reports something. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha1
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from bot.toml_lines import Keys, nearest

LocalTime = Annotated[datetime, Meta(tz=False)]
"""A wall-clock time of the city."""


class Notice(Struct, frozen=True, forbid_unknown_fields=True, rename={"begins": "from"}):
    """`until` must be said: nobody thinks of a notice again once the snow is gone."""

    text: dict[str, str]
    """Per language; the city's main language stands in for one that is missing."""
    until: LocalTime
    begins: LocalTime | None = None
    """None: at once."""
    types: tuple[str, ...] = ()
    """Said to whoever reports one of these. None named: to everybody, and on the front page of the web chat."""
    instead: bool = False
    """Nothing is filed while it holds: the text says where to turn."""

    @property
    def key(self) -> str:
        """What is remembered of having said it: another text is another notice, another end of it is not."""
        said = "\0".join(f"{language}\0{text}" for language, text in sorted(self.text.items()))
        return sha1(said.encode(), usedforsecurity=False).hexdigest()[:12]

    def text_in(self, language: str, main: str) -> tuple[str, str]:
        """(its language, the text): in that language, else in the main one."""
        found = next(one for one in (language, main, *self.text) if one in self.text)
        return found, self.text[found]


def current(notices: Iterable[Notice], time_zone: str, at: datetime) -> tuple[Notice, ...]:
    """Those that hold at `at`, which is aware."""
    return tuple(one for one in notices if _begun(one, time_zone, at) and not ended(one, time_zone, at))


def ended(notice: Notice, time_zone: str, at: datetime) -> bool:
    return at >= max(_moments(notice.until, time_zone))


def _begun(notice: Notice, time_zone: str, at: datetime) -> bool:
    return notice.begins is None or at >= min(_moments(notice.begins, time_zone))


@lru_cache(maxsize=256)  # asked at every step of a report while a notice holds
def _moments(local: datetime, time_zone: str) -> tuple[datetime, datetime]:
    """Both that a wall clock can mean: an hour in autumn comes twice, and one in spring never. A notice holds from the
    earlier one of its beginning to the later one of its end. In UTC, as Python compares times of one zone by the wall.
    """
    zone = ZoneInfo(time_zone)
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def complaints(
    notices: Sequence[Notice], types: Collection[str], main: str, longest: int
) -> Iterator[tuple[Keys, str]]:
    """(path of the key, what is wrong with it and how to mend it). `main` is the city's main language, `longest` how
    many characters of a text are ever sent.
    """
    for number, notice in enumerate(notices):
        for keys, complaint in (*_of_notice(notice, types, main), *_of_texts(notice.text, longest)):
            yield ("notices", number, *keys), complaint


def _of_notice(notice: Notice, types: Collection[str], main: str) -> Iterator[tuple[Keys, str]]:
    if notice.begins is not None and notice.until <= notice.begins:
        yield ("until",), f"it ends ({notice.until}) before it begins ({notice.begins})."
    for one in notice.types:
        if one not in types:
            yield ("types",), f'no such request type as "{one}"{nearest(one, types)}'
    if main not in notice.text:
        yield ("text",), f'it needs a text in the city\'s main language: text = {{ {main} = "…" }}.'


def _of_texts(texts: Mapping[str, str], longest: int) -> Iterator[tuple[Keys, str]]:
    for language, text in texts.items():
        keys = ("text", language)
        if not text.strip():
            yield keys, "it is empty; write what residents are told, or take the language out."
        elif len(text) > longest:
            yield keys, f"{len(text)} characters; at most {longest} are ever sent."
        elif odd := re.search(r"\{[^}]*\}?", text):
            yield keys, f"residents would read {odd[0]} as it stands; nothing is filled in here."
