"""How much one address may ask of what costs disk or computing: so much at once, then a steady trickle.

Addresses are as uvicorn gives them: behind a proxy, whoever FORWARDED_ALLOW_IPS believes (docs/settings.md). Generous, as a
phone company may have a whole town behind one address. Each process counts for itself.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.requests import HTTPConnection

MOST_ADDRESSES: Final = 10_000
"""Remembered; those who asked longest ago are forgotten first, which forgives them."""
_NETWORK: Final = 64
"""Bits of an IPv6 address that are one household's or one server's; it has all the others for itself."""


@dataclass(slots=True)
class Limit:
    """`burst` at once, then one in `seconds`."""

    burst: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _full_at: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """When an address will have its whole burst again."""

    def takes(self, request: HTTPConnection) -> bool:
        """Whether there is room for one more; what is refused costs nothing."""
        who, now = _caller(request), self.clock()
        full_at = max(self._full_at.get(who, now), now) + self.seconds
        if full_at > now + self.burst * self.seconds:
            return False
        self._full_at[who] = full_at
        self._full_at.move_to_end(who)
        if len(self._full_at) > MOST_ADDRESSES:
            self._full_at.popitem(last=False)
        return True


def photos() -> Limit:
    """Some 3,000 a day from one address, beside the first ones."""
    return Limit(burst=60, seconds=30)


def drawings() -> Limit:
    """Pin pages and pictures of the map: each step on a pin page asks for two or three."""
    return Limit(burst=120, seconds=0.5)


def _caller(request: HTTPConnection) -> str:
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or int(address) >> _NETWORK)
