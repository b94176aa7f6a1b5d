"""What people say around the point (`corpus/<language>/small_talk.txt`), put around training texts on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.nlu.corpus import CORPUS, read_lines
from bot.nlu.slots import PlaceMaker, fill, place_maker
from bot.nlu.text import hide_places, words


@dataclass(frozen=True, slots=True)
class SmallTalk:
    before: tuple[str, ...]
    after: tuple[str, ...]
    maker: PlaceMaker

    def around(self, said: Sequence[str], random: Random) -> tuple[str, ...]:
        """The words of a message with talk before them, after them, or both."""
        before = self._words(self.before, random) + self._words(self.before, random)
        after = self._words(self.after, random)
        either = random.random()
        return (*(before if either < 0.7 else ()), *said, *(after if either > 0.4 else ()))

    def _words(self, phrases: tuple[str, ...], random: Random) -> list[str]:
        if not phrases:
            return []
        filled = fill(random.choice(phrases), self.maker, random)
        return words(hide_places(filled.text, [(m.start, m.end) for m in filled.mentions if m.kind != "landmark"]))


def small_talk(language: str, corpus: Path = CORPUS) -> SmallTalk:
    rows = [text.partition(":") for _, text in read_lines(corpus / language / "small_talk.txt")]
    before, after = (tuple(said.strip() for where, _, said in rows if where == side) for side in ("before", "after"))
    return SmallTalk(before, after, place_maker(language, corpus))
