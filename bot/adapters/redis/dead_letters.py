"""What was set aside: orders and entries of the partitions, and what came in and nobody could read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec
import structlog

from bot import metrics
from bot.adapters.redis.keys import UNREAD, keys_of, unread_seen
from bot.adapters.redis.store import KEEP, RETRY, Store
from bot.adapters.redis.stored import pack

PAGE = 500
UNREAD_AT_MOST = 5_000
"""The newest are kept: a provider that changed its format must not fill the store."""
SEEN_SECONDS = 48 * 3600
"""As long as a webhook is known again."""
Fields = dict[bytes, bytes]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`letter_id` is `partition/stream id`, or `unread/stream id`; `contact` of one that is `unread` only the channel.
    `body` is the stored JSON without its version: personal, not for logs.
    """

    letter_id: str
    kind: str
    contact: str
    reason: str
    body: str

    @property
    def unread(self) -> bool:
        return self.kind == "unread"


class OnlyToShow(Exception):
    """Nobody knows whose this letter is: it cannot be put back."""


class DeadLetters:
    """An empty answer means there is no such letter."""

    def __init__(self, store: Store, partitions: int) -> None:
        self._store = store
        self._streams = {**{str(number): keys_of(number).dead for number in range(partitions)}, "unread": UNREAD}

    async def keep_unread(self, source: str, body: str, reason: str) -> None:
        """What a provider sent (`body` is JSON) and nobody can read; sent again it is kept once. Durable when it returns."""
        seen = unread_seen(sha256(body.encode()).hexdigest())
        letter = (source, pack(msgspec.Raw(body.encode())), reason)
        if await self._store.run(KEEP, (seen, UNREAD), SEEN_SECONDS * 1000, UNREAD_AT_MOST, *letter):
            metrics.DEAD_LETTERS.labels("unread").inc()
            log.error("dead_letter", channel=source, reason=reason)

    async def every(self) -> AsyncIterator[DeadLetter]:
        """All there are, by partition and age."""
        for name, stream in self._streams.items():
            after = b"-"
            while page := await self._store.call("XRANGE", stream, after, "+", "COUNT", PAGE):
                for entry_id, fields in page:
                    yield _letter(name, entry_id, fields)
                after = b"(" + page[-1][0]

    async def show(self, letter_id: str) -> DeadLetter | None:
        name, entry_id = _parts(letter_id)
        fields = await self._fields(name, entry_id)
        return _letter(name, entry_id.encode(), fields) if fields else None

    async def retry(self, letter_id: str) -> bool:
        """Put it back where it came from, in one step, and let the partition be read anew so that its owner sees it.
        Raises `OnlyToShow`.
        """
        name, entry_id = _parts(letter_id)
        if not (fields := await self._fields(name, entry_id)):
            return False
        if name == "unread":
            raise OnlyToShow(letter_id)
        back = (self._streams[name], fields[b"from"].decode(), keys_of(int(name)).lease)
        return bool(await self._store.run(RETRY, back, entry_id, fields[b"c"], fields[b"b"]))

    async def drop(self, letter_id: str) -> bool:
        name, entry_id = _parts(letter_id)
        return bool(
            entry_id and name in self._streams and await self._store.call("XDEL", self._streams[name], entry_id)
        )

    async def _fields(self, name: str, entry_id: str) -> Fields | None:
        if not entry_id or name not in self._streams:
            return None
        entries = await self._store.call("XRANGE", self._streams[name], entry_id, entry_id)
        return entries[0][1] if entries else None


def _parts(letter_id: str) -> tuple[str, str]:
    """Stream and entry; no entry where it is no id."""
    name, _, entry_id = letter_id.partition("/")
    return name, entry_id if entry_id.replace("-", "").isdigit() else ""


def _letter(name: str, entry_id: bytes, fields: Fields) -> DeadLetter:
    kind = fields[b"from"].decode().rpartition(":")[2]
    contact, reason = fields[b"c"].decode(), fields[b"reason"].decode()
    return DeadLetter(f"{name}/{entry_id.decode()}", kind, contact, reason, fields[b"b"][1:].decode())
