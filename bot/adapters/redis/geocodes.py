"""What remote geocoders answered and when they may be asked again, shared by every worker of the application."""

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from bot.adapters.redis.keys import PREFIX
from bot.adapters.redis.store import Store
from bot.places.chain import GeocoderBusy
from bot.places.place import Place
from bot.ports import StoreUnavailable

ANSWER, TURN = PREFIX + "geocode:", PREFIX + "geocoder-turn:"
_places = msgspec.json.Decoder(tuple[Place, ...])


@dataclass(frozen=True, slots=True)
class RedisGeocodes:
    """The `Geocodes` of `bot.places.remembering`. Out of reach, it has forgotten everything and gives no turns."""

    store: Store

    async def recall(self, key: str) -> tuple[Place, ...] | None:
        with suppress(StoreUnavailable, msgspec.DecodeError):  # also what an older version has kept
            kept = await self.store.call("GET", ANSWER + key)
            return _places.decode(kept) if kept else None
        return None

    async def keep(self, key: str, places: tuple[Place, ...], seconds: int) -> None:
        with suppress(StoreUnavailable):
            await self.store.call("SET", ANSWER + key, msgspec.json.encode(places), "EX", seconds)

    async def turn(self, name: str, spacing: float) -> float:
        """The key is there until the next turn; whoever can set it has the turn."""
        try:
            if await self.store.call("SET", TURN + name, "1", "NX", "PX", max(1, round(spacing * 1000))):
                return 0.0
            left: int = await self.store.call("PTTL", TURN + name)
        except StoreUnavailable as error:
            raise GeocoderBusy("turns cannot be shared while the store is out of reach") from error
        return max(left, 1) / 1000
