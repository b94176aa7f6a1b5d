"""Which faults a faulty city has, and how often: read from a file, decided by seed and number. Pure."""

import tomllib
from hashlib import blake2b
from pathlib import Path
from typing import Literal, get_args

import msgspec

Fault = Literal["error_before", "error_after", "timeout_after", "reset", "html", "slow"]
"""What may happen to one call; "flapping" is on top of that and goes by time."""
Share = float


class FaultsFileError(Exception):
    """The file cannot be used; the text says why and what to write instead."""


class Shares(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From 0 to 1. The first six are shares of the calls, and exclude each other; `flapping` is a share of the time;
    the rest are shares of the requests, and stay with a request for ever.
    """

    error_before: Share = 0
    """500, and nothing was done."""
    error_after: Share = 0
    """500, and everything was done."""
    timeout_after: Share = 0
    """Everything was done, then silence for `Seconds.timeout`, then the connection is cut."""
    reset: Share = 0
    """Everything was done; the connection is cut in mid-answer."""
    html: Share = 0
    """A page for people with status 200, 502 or 503; what was asked for is done in half of the first two cases."""
    slow: Share = 0
    """Done and answered, only late, by up to `Seconds.slow`."""
    flapping: Share = 0
    """Down for whole spells of `Seconds.spell`: 503, and nothing is done."""
    slow_token: Share = 0
    """A filing is answered with a token, which becomes an id after `Seconds.token`."""
    lost_attributes: Share = 0
    """The answers to the service's questions are gone."""
    moved: Share = 0
    """The point is `moved_metres` away from where it was put."""
    nowhere: Share = 0
    """The point is null."""


class Seconds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slow: float = 3
    timeout: float = 130
    token: float = 5
    spell: float = 5


class Faults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same seed and the same calls in the same order give the same faults."""

    seed: int = 311
    log: str = ""
    """Where every call is written down, beside the file; empty for nowhere."""
    forget_keys: bool = False
    """Whether the city is one of the many that pass over `Idempotency-Key`."""
    moved_metres: float = 60
    shares: Shares = Shares()
    seconds: Seconds = Seconds()

    def fault(self, kind: str, number: int) -> Fault | None:
        """What happens to the call of this kind and number."""
        drawn = self.chance(kind, number)
        for name in get_args(Fault):
            drawn -= getattr(self.shares, name)
            if drawn < 0:
                fault: Fault = name
                return fault
        return None

    def down(self, seconds: float) -> bool:
        """Whether the city is in a spell of being down, that long after it began."""
        return self.chance("spell", int(seconds / self.seconds.spell)) < self.shares.flapping

    def struck(self, what: Literal["slow_token", "lost_attributes", "moved", "nowhere"], request_id: str) -> bool:
        """Whether this request has this fault."""
        return bool(self.chance(what, request_id) < getattr(self.shares, what))

    def chance(self, *about: object) -> float:
        """In [0, 1), always the same for the same seed and subject."""
        digest = blake2b(repr((self.seed, *about)).encode(), digest_size=7).digest()
        return float(int.from_bytes(digest)) / 2.0**56


def read_faults(path: Path) -> Faults:
    """Raises `FaultsFileError`."""
    try:
        faults = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Faults)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FaultsFileError(f"{path}: {error}. docs/faults.md shows what the file may hold.") from error
    shares = {name: getattr(faults.shares, name) for name in faults.shares.__struct_fields__}
    if wrong := [name for name, share in shares.items() if not 0 <= share <= 1]:
        raise FaultsFileError(f"{path}: [shares] {', '.join(wrong)} should be between 0 and 1, such as 0.05.")
    if sum(shares[name] for name in get_args(Fault)) > 1:
        raise FaultsFileError(
            f"{path}: [shares] {', '.join(get_args(Fault))} exclude each other; make them at most 1 together."
        )
    if faults.seconds.spell <= 0:
        raise FaultsFileError(f"{path}: [seconds] spell should be more than 0.")
    return faults


class FaultsFile:
    """The faults as the file says now: it may be changed while the city runs. Raises `FaultsFileError` at first only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written_at = path.stat().st_mtime_ns if path.exists() else 0
        self._faults = read_faults(path)

    def __call__(self) -> Faults:
        try:
            written_at = self._path.stat().st_mtime_ns
            if written_at != self._written_at:
                self._faults, self._written_at = read_faults(self._path), written_at
        except (FaultsFileError, OSError):
            return self._faults  # half written, perhaps: the next call sees
        return self._faults
