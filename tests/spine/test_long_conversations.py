"""A conversation of ten thousand messages stays as small as any: it is read and written with every turn."""

from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from bot.adapters.redis.stored import pack
from bot.city_file import read_city
from bot.conversation import Conversation
from bot.effects import Say
from bot.engine import decide
from bot.events import MessageArrived
from bot.messages import Attachment, GeoPoint, InboundMessage
from bot.nlu.understanding import Mention, Problem, RankedType, Understanding
from bot.places.place import Place, PlaceSearch
from bot.turn import Turns
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import NOW, contact

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
TEXT = "deep pothole at 12 Elm St and ugly graffiti at 20 Oak St"
FIRST, SECOND = Mention(16, 25, "12 Elm St", "address"), Mention(47, 56, "20 Oak St", "address")
POTHOLE, GRAFFITI = (RankedType("pothole", 0.95),), (RankedType("graffiti", 0.95),)


def report(types, mentions, problems=()):
    return Understanding("en", 0.99, "report", 0.99, types, abstain=False, mentions=mentions, problems=problems)


KINDS = {
    "the same again": [report(POTHOLE, (FIRST,))],
    "another problem each time": [report(POTHOLE, (FIRST,)), report(GRAFFITI, (SECOND,))],
    "two problems each time": [
        report(POTHOLE, (FIRST,), (Problem(0, 25, POTHOLE, (FIRST,)), Problem(30, 56, GRAFFITI, (SECOND,))))
    ],
    "nothing anybody understands": [Understanding("en", 0.3, "other", 0.3)],
    "yes to everything": [
        report(POTHOLE, (FIRST,)),
        Understanding("en", 0.99, "yes", 0.99, ()),
    ],
}


@dataclass
class Reads:
    answers: list[Understanding]
    turns: cycle = field(init=False)

    def __post_init__(self):
        self.turns = cycle(self.answers)

    def understand(self, text, language=None):
        return next(self.turns)


class OnePlace:
    async def find(self, text, mentions, *, near=None, language="en"):
        place = Place("12 Elm St", GeoPoint(41.6, -93.9), "address", 0.95, "gazetteer")
        return PlaceSearch("found", text, (place,))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("photos", [0, 3])
async def test_it_stays_small(kind, photos):
    turns = Turns(partial(decide, CITY), Reads(KINDS[kind]), OnePlace(), FakeDesk(), lambda: NOW)
    conversation = Conversation(contact())
    longest, said = 0, set()
    for number in range(10_000 // (1 + photos)):
        attachments = tuple(Attachment(f"m{number}-{each}", "u", "image/jpeg") for each in range(photos))
        message = InboundMessage(contact(), f"{number}", NOW, f"{TEXT} {number}", attachments=attachments)
        decision = await turns.take(conversation, MessageArrived(NOW, message))
        conversation = decision.conversation
        assert len(decision.orders) < 10
        said |= {order.key for order in decision.orders if isinstance(order, Say)}
        longest = max(longest, 0 if number % 100 else len(pack(conversation)))
    assert longest < 16_000
    assert ("enough-noted" in said) == (kind == "another problem each time")
