"""Times as ticket tables write them. Pure."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

FORMATS = (
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%y %H:%M", "%m/%d/%y", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%Y %b %d %I:%M:%S %p",
)  # fmt: skip
"""American order before European: a table where days come first shows it by a day above 12."""

Reader = Callable[[str], datetime]


def reader_for(sample: Iterable[str]) -> Reader:
    """The reader that understands most of the sample. Raises ValueError, with an example, when none does half of it."""
    written = [text.strip() for text in sample if text.strip()]
    best: Reader = _iso
    most = -1
    for reader in (_iso, *map(_by, FORMATS)):
        understood = sum(_reads(reader, text) for text in written)
        if understood > most:
            best, most = reader, understood
        if most == len(written):
            break
    if 2 * most < len(written):
        raise ValueError(
            f"cannot tell how times are written, for example {written[0]!r}; write them as 2026-01-31T08:00:00"
        )
    return best


def _iso(text: str) -> datetime:
    """Also with slashes for hyphens. Times with a zone become UTC ones without, so that all can be compared."""
    found = datetime.fromisoformat(text.replace("/", "-") if text[4:5] == "/" else text)
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _by(form: str) -> Reader:
    return lambda text: datetime.strptime(text, form)  # noqa: DTZ007  tables give local times without a zone


def _reads(reader: Reader, text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True
