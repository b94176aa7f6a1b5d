"""A gazetteer ready to open, whatever the city file names: a built one as it is, sources built on first use."""

from collections.abc import Sequence
from pathlib import Path

from bot.places.build import build_gazetteer
from bot.places.schema import APPLICATION_ID, VERSION


def is_built(path: Path) -> bool:
    """Whether the file is one `gazetteer build` wrote, of this version."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    written, version = int.from_bytes(head[68:72]), int.from_bytes(head[60:64])
    return head.startswith(b"SQLite format 3\0") and (written, version) == (APPLICATION_ID, VERSION)


def prepared_gazetteer(sources: Sequence[Path], folder: Path) -> Path:
    """The one source itself when it is built; else a gazetteer in `folder`, built again when a source is newer.

    Raises UnreadableSource.
    """
    if len(sources) == 1 and is_built(sources[0]):
        return sources[0]
    out = folder / f"{sources[0].name.split('.')[0]}.gazetteer.sqlite"
    newest = max(source.stat().st_mtime for source in sources if source.exists())
    if not is_built(out) or out.stat().st_mtime < newest:
        folder.mkdir(parents=True, exist_ok=True)
        build_gazetteer(out, sources)
    return out
