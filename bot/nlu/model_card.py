"""Keeps the figures of the model card up to date: each section stands between its own two marks."""

import re
from pathlib import Path


def put_section(card: Path, title: str, section: str) -> None:
    """Replaces the section of this title, or adds it at the end; makes the card when there is none."""
    begin, end = f"<!-- figures: {title} -->", f"<!-- end: {title} -->"
    block = f"{begin}\n{section.strip()}\n{end}"
    text = card.read_text(encoding="utf-8") if card.is_file() else "# Model card\n"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    written = pattern.sub(lambda _: block, text) if pattern.search(text) else f"{text.rstrip()}\n\n{block}\n"
    card.write_text(written, encoding="utf-8")
