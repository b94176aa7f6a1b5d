"""A dictionary that works out what it does not hold, and forgets everything when it has grown too large."""

from collections.abc import Callable
from typing import TypeVar

LONGEST = 100
"""Characters of a text that is remembered; longer ones are no words, and would fill the memory."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """`functools.lru_cache` without the call: a look-up of what is known never leaves C.

    Safe to share between threads: at worst two of them work out the same value.
    """

    def __init__(self, work_out: Callable[[Key], Value], most: int = 20_000) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, key: Key) -> Value:
        if isinstance(key, str) and len(key) > LONGEST:
            return self._work_out(key)
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._work_out(key)
        return value
