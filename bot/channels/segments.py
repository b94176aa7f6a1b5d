"""How many segments an SMS takes, and a spelling that takes fewer. Segments are what carriers bill.

GSM-7 packs 160 characters into one segment and 153 into each of several; a single character outside its table
turns the whole message into UCS-2, 70 and 67. https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
"""

from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\x0c")
"""Written as an escape and a character: two units, never parted."""

LOOKALIKES = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-",
        "‑": "-", "…": "...", "•": "-", "·": "-", "′": "'", "″": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "\u200b": "", "\ufeff": "", "\t": " ", "`": "'", "´": "'",
    }
)  # fmt: skip
"""Typographic characters whose plain form reads the same. Accents are left alone: they change words."""

_LIMITS = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


@dataclass(frozen=True, slots=True)
class SegmentCount:
    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    """Septets in GSM-7, 16-bit units in UCS-2."""
    segments: int


def plain(text: str) -> str:
    """The same words in characters that do not double the bill."""
    return text.translate(LOOKALIKES)


def count_segments(text: str) -> SegmentCount:
    encoding: Literal["GSM-7", "UCS-2"] = "GSM-7" if all(c in BASIC or c in EXTENSION for c in text) else "UCS-2"
    widths = [_width(character, encoding) for character in text]
    single, several = _LIMITS[encoding]
    units = sum(widths)
    return SegmentCount(encoding, units, 1 if units <= single else _packed(widths, several))


def _width(character: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if character in EXTENSION else 1
    return 2 if character > "\uffff" else 1


def _packed(widths: list[int], limit: int) -> int:
    """Segments needed when a two-unit character moves to the next one rather than being cut in half."""
    segments, free = 1, limit
    for width in widths:
        if width > free:
            segments, free = segments + 1, limit
        free -= width
    return segments
