"""The durable inbox: accepted once, kept until its turn is committed."""

from dataclasses import dataclass
from functools import cache

import structlog

from bot import metrics
from bot.adapters.redis.keys import keys_of, partition_of
from bot.adapters.redis.store import ADMIT, Store
from bot.adapters.redis.stored import pack
from bot.events import Arrival, MessageArrived
from bot.messages import Contact

log = structlog.get_logger()
_arrivals = cache(metrics.ARRIVALS.labels)


@dataclass(frozen=True, slots=True)
class RedisInbox:
    store: Store
    partitions: int
    seen_seconds: float = 48 * 3600
    """Providers repeat a webhook for 24 hours at most (Telegram)."""
    flood_limit: int = 200
    """Messages of one contact in `flood_seconds`; what is above is dropped. 0 lifts it."""
    flood_seconds: float = 10

    async def admit(self, contact: Contact, event: Arrival, once: str) -> bool:
        """Durable when it returns. False when it came before, or when the contact floods us."""
        keys = keys_of(partition_of(contact, self.partitions))
        limit = self.flood_limit if isinstance(event, MessageArrived) else 0
        outcome: int = await self.store.run(
            ADMIT,
            (keys.seen(once), keys.inbox, keys.rate(contact)),
            round(self.seen_seconds * 1000),
            str(contact),
            pack(event),
            limit,
            round(self.flood_seconds * 1000),
        )
        _count(contact, event, outcome)
        return outcome == 1


def _count(contact: Contact, event: Arrival, outcome: int) -> None:
    name = {1: "admitted", 0: "repeated", -1: "flooding"}[outcome]
    _arrivals(contact.channel, type(event).__name__, name).inc()
    if outcome < 0:
        log.warning("contact_floods", channel=contact.channel)
