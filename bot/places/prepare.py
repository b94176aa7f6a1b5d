"""A gazetteer ready to open, whatever the city file names: a built one as it is, sources built on first use."""

from collections.abc import Sequence
from pathlib import Path

from bot.places.build import build_gazetteer
from bot.places.records import UnreadableSource
from bot.places.schema import VERSION, is_gazetteer, version_of


def is_built(path: Path) -> bool:
    """Whether the file is one `gazetteer build` wrote, of this version."""
    return is_gazetteer(path) and version_of(path) == VERSION


def prepared_gazetteer(sources: Sequence[Path], folder: Path) -> Path:
    """The one source itself when it is built; else a gazetteer in `folder`, built again when a source is newer.

    Raises UnreadableSource.
    """
    if len(sources) == 1 and is_built(sources[0]):
        return sources[0]
    if missing := next((source for source in sources if not source.is_file()), None):
        raise UnreadableSource(f"{missing} is not there; TEXT311_GAZETTEER or the city file names it as a gazetteer")
    out = folder / f"{sources[0].name.split('.')[0]}.gazetteer.sqlite"
    newest = max(source.stat().st_mtime for source in sources)
    if not is_built(out) or out.stat().st_mtime < newest:
        folder.mkdir(parents=True, exist_ok=True)
        build_gazetteer(out, sources)
    return out
