"""Pin links: what an id stands for, for a day."""

from dataclasses import dataclass, replace

import msgspec

from bot.adapters.redis.keys import pin_link
from bot.adapters.redis.store import Store
from bot.pin_link import LINK_SECONDS, PinLink, pin_id


@dataclass(frozen=True, slots=True)
class RedisPins:
    """`secret` is shared by all processes of the city; without it nobody can tell a contact's ids."""

    store: Store
    secret: bytes
    seconds: int = LINK_SECONDS

    async def keep(self, link: PinLink, reference: str) -> str:
        pin = pin_id(self.secret, link.contact, reference)
        await self.store.call("SET", pin_link(pin), msgspec.json.encode(link), "EX", self.seconds, "NX")
        return pin

    async def read(self, pin: str) -> PinLink | None:
        kept = await self.store.call("GET", pin_link(pin))
        return msgspec.json.decode(kept, type=PinLink) if kept else None

    async def use(self, pin: str) -> None:
        link = await self.read(pin)
        if link:
            used = msgspec.json.encode(replace(link, used=True))
            await self.store.call("SET", pin_link(pin), used, "XX", "KEEPTTL")
