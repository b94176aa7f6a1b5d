"""What a provider sent and nobody can read: how it is written down for an operator, and who sent it as far as that shows."""

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.channels.base import FetchFailed, MalformedWebhook

SetAside = Callable[[str, str], Awaitable[None]]
"""Keeps what is `written_down`, with the reason. Durable when it returns, or raises."""
UNTAKEABLE: Final = (MalformedWebhook, ValueError, TypeError, RecursionError)
"""What reading and writing down such a thing raises; a store that is away raises something else."""
MOST: Final = 64 * 1024
"""Characters that are kept. The longest message of a resident takes half of it."""


def written_down(body: bytes) -> str:
    """As JSON: what it is, or the fields of a form, or the bare text; of what is too long, the beginning."""
    text = body.decode("utf-8", "replace")
    try:
        kept = json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        kept = json.dumps(dict(parse_qsl(text)) or text)
    return kept if len(kept) <= MOST else json.dumps(kept[: MOST // 2 - 1])


def reason_of(error: Exception) -> str:
    """For logs: other exceptions may quote what they could not read."""
    return str(error) if isinstance(error, FetchFailed | MalformedWebhook) else type(error).__name__


def senders(written: str) -> set[str]:
    """The contacts that it names as those who wrote it, such as `telegram:42`."""
    return {contact for fields in _objects(json.loads(written)) for contact in _writers(fields)}


def _objects(whole: Any) -> Iterator[dict[str, Any]]:
    parts = [whole]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            yield part
            parts += part.values()
        elif isinstance(part, list):
            parts += part


def _writers(fields: dict[str, Any]) -> Iterator[str]:
    if isinstance(number := fields.get("From"), str):  # Twilio
        yield number if number.startswith("whatsapp:") else f"sms:{number}"
    for who in (fields.get("from"), fields.get("chat")):  # Telegram
        if isinstance(who, dict):
            yield f"telegram:{who.get('id')}"
