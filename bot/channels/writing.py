"""Text in the form platforms take: choices as numbered lines, long texts in parts."""

from collections.abc import Iterable

from bot.messages import Choice

_BREAKS = ("\n\n", "\n", ". ", " ")


def numbered(text: str, choices: Iterable[Choice]) -> str:
    """`text` with one line per choice, for platforms without buttons; the number is the answer."""
    lines = [
        f"{choice.typed.upper()}: {choice.label}" if choice.typed else f"{number}. {choice.label}"
        for number, choice in enumerate(choices, 1)
    ]
    return "\n".join([text, *lines]) if lines else text


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units (which is how the platforms count), cut at the end of a paragraph,
    line, sentence or word where there is one in the second half of the part. An empty text is one empty part.
    """
    parts = []
    while len(head := _prefix(text, limit)) < len(text):
        cut = _last_break(head)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text or not parts else parts


def _prefix(text: str, limit: int) -> str:
    if len(text) * 2 <= limit:
        return text
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")


def _last_break(head: str) -> int:
    for mark in _BREAKS:
        at = head.rfind(mark, len(head) // 2)
        if at > 0:
            return at + len(mark)
    return len(head)
