"""What a city's own model was learnt from, and how well: `history.json` beside the model of each language."""

from pathlib import Path

import msgspec

FILE = "history.json"


class Learnt(msgspec.Struct, frozen=True):
    """`accuracy` is the share of the `held_out` reports whose code the model put first, before it learnt them too."""

    codes: tuple[str, ...]
    reports: int
    held_out: int
    accuracy: float


def write_learnt(models: Path, language: str, learnt: Learnt) -> None:
    (models / language / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(learnt)))


def read_learnt(models: Path, language: str) -> Learnt | None:
    """None where the model of that language is the shipped one, or the file cannot be read."""
    try:
        return msgspec.json.decode((models / language / FILE).read_bytes(), type=Learnt)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def learnt_codes(models: Path, languages: tuple[str, ...]) -> frozenset[str]:
    found = (read_learnt(models, language) for language in languages)
    return frozenset(code for learnt in found if learnt for code in learnt.codes)
