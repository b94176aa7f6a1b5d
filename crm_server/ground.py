"""What lies under the crews' pins. The CRM knows no streets: who does is passed to `create_app`."""

from typing import Protocol


class Ground(Protocol):
    def picture(self, view: tuple[float, float, float], size: tuple[int, int]) -> str:
        """An SVG, north up. `view` is latitude and longitude of the middle and the metres from left to right; `size` in
        pixels. May raise anything; the pins are then shown without it.
        """
        ...
