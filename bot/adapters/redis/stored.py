"""Stored bodies: one version character, then JSON.

Adding a field with a default keeps the version; anything else raises it and adds a line to `UPGRADES`.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

from bot.conversation import Conversation
from bot.effects import Order
from bot.events import Arrival
from bot.service_requests import ServiceRequest
from bot.spine import FilingMemo, Tried

VERSION = 1
UPGRADES: dict[int, Callable[[bytes], bytes]] = {}
"""From that version's JSON to the next one's."""

_encoder = msgspec.json.Encoder()
T = TypeVar("T")


class Unreadable(Exception):
    """Not a body of ours, or broken."""


class WrittenByNewer(Exception):
    """A newer version of the program wrote this: leave it alone, update this process."""


def pack(value: Any) -> bytes:
    return b"%d" % VERSION + _encoder.encode(value)


class Stored(Generic[T]):
    """Reads bodies of one type. Raises `Unreadable` or `WrittenByNewer`."""

    def __init__(self, kind: Any) -> None:
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def unpack(self, body: bytes) -> T:
        text = self._upgraded(body)
        try:
            return self._decoder.decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Unreadable(str(error)) from error

    def _upgraded(self, body: bytes) -> bytes:
        version, text = body[:1], body[1:]
        if not version.isdigit():
            raise Unreadable("no version in front")
        number = int(version)
        if number > VERSION:
            raise WrittenByNewer(f"version {number}, this program knows {VERSION}: update it")
        for old in range(number, VERSION):
            if old not in UPGRADES:
                raise Unreadable(f"version {old} is too old")
            text = UPGRADES[old](text)
        return text


ARRIVAL: Stored[Arrival] = Stored(Arrival)
ORDER: Stored[Order] = Stored(Order)
CONVERSATION: Stored[Conversation] = Stored(Conversation)
MEMO: Stored[FilingMemo] = Stored(FilingMemo)
SERVICE_REQUEST: Stored[ServiceRequest] = Stored(ServiceRequest)
TRIED: Stored[Tried] = Stored(Tried)


def read_tried(body: bytes | None) -> Tried:
    """It was once a bare number."""
    if not body:
        return Tried()
    return Tried(int(body)) if body.isdigit() else TRIED.unpack(body)
