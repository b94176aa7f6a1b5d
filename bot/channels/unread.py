"""What a provider sent and nobody can read: how it is written down for an operator, and who sent it as far as that shows."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.channels.base import FetchFailed, MalformedWebhook
from bot.messages import Contact

SetAside = Callable[[str, str], Awaitable[None]]
"""Keeps what is `written_down`, with the reason. Durable when it returns, or raises."""
UNTAKEABLE: Final = (MalformedWebhook, ValueError, TypeError, RecursionError)
"""What reading and writing down such a thing raises; a store that is away raises something else."""
MOST: Final = 64 * 1024
"""Characters that are kept. The longest message of a resident takes half of it."""
_MOST_SENDERS: Final = 20
_PHONE: Final = re.compile(r"(whatsapp:)?(\+[1-9]\d{6,14})")
"""A resident's. Behind a short code or a name is a machine, and two machines may answer each other for ever."""


def written_down(body: bytes) -> str:
    """As JSON: what it is, or the fields of a form, or the bare text; of what is too long, the beginning and who sent it."""
    text = body.decode("utf-8", "replace")
    try:
        kept = json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        kept = json.dumps(dict(parse_qsl(text)) or text)
    return kept if len(kept) <= MOST else json.dumps(_beginning(kept))


def _beginning(kept: str) -> dict[str, Any] | str:
    """Less than half as long as may be kept, as writing it down may double it."""
    who, begun = sorted(senders(kept))[:_MOST_SENDERS], kept[: MOST // 2 - 1000]
    return {"sent_by": who, "beginning": begun} if who else begun


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
    if isinstance(cut := fields.get("sent_by"), list):  # ours, see `_beginning`
        yield from map(str, cut)
    if isinstance(number := fields.get("From"), str):  # Twilio
        yield number if number.startswith("whatsapp:") else f"sms:{number}"
    for who in (fields.get("from"), fields.get("chat")):  # Telegram
        if isinstance(who, dict):
            yield f"telegram:{who.get('id')}"


def to_answer(written: str) -> Contact | None:
    """The resident who may be asked for it in words; None where that is not plain, or a machine or a group wrote."""
    whole = json.loads(written)
    return (_texter(whole) or _chatter(whole)) if isinstance(whole, dict) else None


def _texter(form: dict[str, Any]) -> Contact | None:
    phone = _PHONE.fullmatch(str(form.get("From", "")))
    return Contact("whatsapp" if phone[1] else "sms", phone[2]) if phone else None


def _chatter(update: dict[str, Any]) -> Contact | None:
    for kind in ("message", "edited_message"):
        match update.get(kind):
            case {"from": {"is_bot": True}}:
                return None
            case {"chat": {"id": int(chat_id), "type": "private"}}:
                return Contact("telegram", str(chat_id))
    return None
