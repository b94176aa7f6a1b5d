"""Pin links in memory; `away` makes it as if Redis were down."""

from dataclasses import dataclass, field, replace

from bot.pin_link import PinLink, pin_id
from bot.ports import StoreUnavailable


@dataclass
class MemoryPins:
    kept: dict[str, PinLink] = field(default_factory=dict)
    away: bool = False

    async def keep(self, link: PinLink, reference: str) -> str:
        pin = pin_id(b"a secret of the tests", link.contact, reference)
        self.kept.setdefault(pin, link)
        return pin

    async def read(self, pin: str) -> PinLink | None:
        if self.away:
            raise StoreUnavailable("no Redis here")
        return self.kept.get(pin)

    async def use(self, pin: str) -> None:
        if pin in self.kept:
            self.kept[pin] = replace(self.kept[pin], used=True)
