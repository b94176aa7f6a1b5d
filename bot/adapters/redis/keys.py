"""The names of the keys. Everything of a partition carries its hash tag, everything of a request that request's."""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from bot.messages import Contact

PREFIX = "text311:"
PARTITION_COUNT = PREFIX + "partitions"
WORKERS = PREFIX + "workers"
MAIL_BELL = PREFIX + "mail"
"""The pub/sub channel that rings when a mailbox got something."""

WATCH = PREFIX + "{watch}:"
UNREAD = PREFIX + "{unread}:unread"
"""The dead letters that belong to no partition, as nobody can read whose they are."""


def partition_of(contact: Contact, partitions: int) -> int:
    return crc32(str(contact).encode()) % partitions


@dataclass(frozen=True, slots=True)
class PartitionKeys:
    prefix: str
    lease: str
    fence: str
    inbox: str
    orders: str
    timers: str
    timer_events: str
    turn_tries: str
    order_tries: str
    dead: str

    def conversation(self, contact: Contact) -> str:
        return f"{self.prefix}c:{contact}"

    def mailbox(self, contact: Contact) -> str:
        return f"{self.prefix}web:{contact}"

    def seen(self, once: str) -> str:
        return f"{self.prefix}seen:{once}"

    def rate(self, contact: Contact) -> str:
        return f"{self.prefix}rate:{contact}"

    def filing(self, filing_key: str) -> str:
        return f"{self.prefix}filing:{filing_key}"

    def sent(self, order_id: str) -> str:
        return f"{self.prefix}sent:{order_id}"


@lru_cache(maxsize=4096)
def keys_of(partition: int) -> PartitionKeys:
    prefix = f"{PREFIX}{{p{partition}}}:"
    names = ("lease", "fence", "inbox", "orders", "timers", "timer_events", "turn_tries", "order_tries", "dead")
    return PartitionKeys(prefix, *(prefix + name for name in names))


def followers(service_request_id: str) -> str:
    return f"{PREFIX}{{r{service_request_id}}}:followers"


def last_told(service_request_id: str) -> str:
    return f"{PREFIX}{{r{service_request_id}}}:told"


def unread_seen(digest: str) -> str:
    return f"{PREFIX}{{unread}}:seen:{digest}"


def pin_link(pin: str) -> str:
    return f"{PREFIX}pin:{pin}"
