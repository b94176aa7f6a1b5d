"""A short link to the pin page: an opaque id in the address, everything it stands for kept by us (decision 0020)."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from bot.messages import ChannelName, Contact

LINKED_CHANNELS: Final[frozenset[ChannelName]] = frozenset({"sms", "console"})
"""Those that have no way to send a location of their own: the link stands in the text. In the web chat it is a button."""
LINK_SECONDS: Final = 24 * 3600
"""Shorter than the inbox remembers a message, so that one link is never one place twice."""
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Easy to read aloud and to type: no 0 and o, no 1, i and l."""
_LENGTH: Final = 10
"""31 to the power of 10 is about 2 to the 49: with 10,000 links open a guess hits once in 80 billion."""


@dataclass(frozen=True, slots=True)
class PinLink:
    """Whose place it is. `street` is the one that was asked about; `used` once a place was sent by it."""

    contact: Contact
    language: str
    street: str = ""
    used: bool = False


def pin_id(secret: bytes, contact: Contact, reference: str) -> str:
    """The id for one message of ours, named by `reference`: the same when the message is tried again."""
    digest = hmac.digest(secret, f"{contact}|{reference}".encode(), hashlib.sha256)
    number, letters = int.from_bytes(digest), []
    for _ in range(_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


def is_pin_id(text: str) -> bool:
    """Whether it can be one at all, before anybody is asked."""
    return len(text) == _LENGTH and set(text) <= set(_LETTERS)


def pin_url(base: str, pin: str) -> str:
    """`base` is empty for a page of ours, which stands beside."""
    return f"{base.rstrip('/')}/p/{pin}" if base else f"p/{pin}"
