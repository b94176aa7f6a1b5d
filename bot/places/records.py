"""What a gazetteer is built from, whatever the file: addresses, landmarks, and lines nobody can read."""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path


class UnreadableSource(Exception):
    """A whole file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """`address` as the source writes it, crossings as `INTERSECTION of A & B`; `where` is a line for reports."""

    where: str
    address: str
    lat: float
    long: float
    zip: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class LandmarkRecord:
    name: str
    kind: str
    lat: float
    long: float
    address: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class AssetRecord:
    """A thing with a number on it. `kind` is one of `assets.KINDS`; `road` where numbers begin anew on each road."""

    where: str
    kind: str
    code: str
    lat: float
    long: float
    road: str = ""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    where: str
    reason: str


Record = AddressRecord | LandmarkRecord | AssetRecord | BrokenLine


def content_of(path: Path) -> bytes:
    """The whole file, unpacked when its name ends in `.gz`. Raises UnreadableSource when it is cut short."""
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableSource(f"{path} is truncated or no gzip file ({error}); fetch it again") from error
