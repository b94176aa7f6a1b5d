"""Colours a resident must be able to read: WCAG AA (4.5 to 1) in the light scheme and in the dark."""

import re

import pytest

from bot.web_front import PAGES

PAIRS = [
    ("ink", "ground"), ("ink", "paper"), ("soft", "ground"), ("soft", "paper"), ("accent", "paper"), ("accent", "ground"),
    ("on-accent", "accent"), ("on-mine", "mine"), ("on-theirs", "theirs"), ("warn", "warn-ground"),
]  # fmt: skip


def colours(scheme: str) -> dict[str, str]:
    css = (PAGES / "static/page.css").read_text("utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_what_it_stands_on(scheme: str, ink: str, ground: str) -> None:
    known = colours(scheme)
    lighter, darker = sorted((luminance(known[ink]), luminance(known[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
