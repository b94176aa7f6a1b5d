"""A city in memory: the real engine, understanding, texts and gazetteer; a desk and a clock made of nothing.

A transcript is played line by line:

    # a comment
    : channel sms                     set up (channel, quiet 21 8, city key …)
    > big pothole outside 12 Elm St   the resident writes
    > [photo] [pin 41.6 -93.9] text   … with a photo, a pin
    < Pothole at 12 Elm St …          every line the bot says, choices numbered
    ! file POTHOLE 12 Elm St          orders that change the world
    ~ 2 days                          time passes; timers that fall due fire
    = closed Filled it.               what the desk does with the newest request (closed, open, news, refuse, down, up)
"""

import asyncio
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec

from bot import effects, events
from bot.channels.writing import numbered
from bot.city import QuietHours, read_city
from bot.conversation import Conversation
from bot.engine import decide
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage
from bot.places.build import build_gazetteer
from bot.places.finder import make_place_finder
from bot.ports import Nlu, PlaceFinder
from bot.service_requests import Attribute, AttributeValue, ServiceRequest
from bot.speech import worded
from bot.turn import Turns

DEMO = Path(__file__).parents[2] / "bot" / "demo"
START = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)  # a Monday, ten in the morning in Lindale
UNITS = {"minute": 60, "hour": 3600, "day": 86400}
QUESTIONS = {
    "STREETLIGHT": (
        Attribute(
            "problem",
            "singlevaluelist",
            "What is wrong with the light?",
            required=True,
            values=(
                AttributeValue("out", "Out"),
                AttributeValue("flickers", "Flickers"),
                AttributeValue("day", "On all day"),
            ),
        ),
        Attribute("pole_number", "string", "What number is on the pole?"),
    )
}


@dataclass
class MemoryDesk:
    """Takes requests into a list."""

    requests: dict[str, ServiceRequest] = field(default_factory=dict)
    down: bool = False

    async def attributes(self, service_code: str) -> tuple[Attribute, ...]:
        if self.down:
            raise ConnectionError("the desk is down")
        return QUESTIONS.get(service_code, ())

    async def nearby(self, service_code: str, point: GeoPoint, metres: float) -> tuple[ServiceRequest, ...]:
        return tuple(
            one
            for one in self.requests.values()
            if one.service_code == service_code and one.status == "open" and one.point == point
        )

    async def look_up(self, ids: tuple[str, ...]) -> tuple[ServiceRequest, ...]:
        if self.down:
            raise ConnectionError("the desk is down")
        return tuple(self.requests[one] for one in ids if one in self.requests)


class World:
    """One resident, one city."""

    def __init__(self, nlu: Nlu, places: PlaceFinder, channel: str = "sms") -> None:
        self.now = START
        self.city = read_city(DEMO / "city.toml")
        self.contact = Contact(channel, "+15550100")
        self.conversation = Conversation(self.contact)
        self.desk = MemoryDesk()
        self.timers: dict[str, tuple[datetime, events.Arrival]] = {}
        self.waiting: list[effects.FileRequest] = []
        self.lines: list[str] = []
        self.ids = count(1)
        self.turns = Turns(self._decide, nlu, places, self.desk, lambda: self.now)

    def _decide(self, conversation, event):
        return decide(self.city, conversation, event)

    def play(self, line: str) -> list[str]:
        """What happens because of one line of a transcript."""
        self.lines = []
        mark, _, rest = line.partition(" ")
        {">": self.hear, "~": self.pass_time, "=": self.desk_does, ":": self.set_up}[mark](rest.strip())
        return self.lines

    def set_up(self, rest: str) -> None:
        what, _, value = rest.partition(" ")
        if what == "channel":
            self.contact = Contact(value, "+15550100")
            self.conversation = replace(self.conversation, contact=self.contact)
        elif what == "quiet":
            start, end = (datetime(2000, 1, 1, int(hour)).time() for hour in value.split())
            self.city = msgspec.structs.replace(self.city, quiet_hours=QuietHours(start, end))
        elif what == "neighbor":
            self._neighbor_filed(value)
        else:
            raise ValueError(f"unknown set-up {what!r}")

    def _neighbor_filed(self, service_code: str) -> None:
        at = asyncio.run(self.turns.places.find("12 Elm St", ())).places[0]
        number = f"10{next(self.ids)}"
        self.desk.requests[number] = ServiceRequest(
            number,
            "open",
            service_code,
            service_code.title(),
            address=at.address,
            point=at.point,
            requested_datetime=START - timedelta(days=3),
        )

    def hear(self, rest: str) -> None:
        attachments, point, choice, opt_out = [], None, None, None
        while match := re.match(r"\[(\w+)([^\]]*)\]\s*", rest):
            rest = rest[match.end() :]
            words = match[2].split()
            if match[1] == "photo":
                attachments.append(Attachment(f"photo{next(self.ids)}", "https://provider.example/1", "image/jpeg"))
            elif match[1] == "pin":
                point = GeoPoint(float(words[0]), float(words[1]))
            elif match[1] == "press":
                choice = words[0]
            elif match[1] == "carrier":
                opt_out = words[0]
        message = InboundMessage(
            self.contact, f"m{next(self.ids)}", self.now, rest, point, tuple(attachments), choice, opt_out_type=opt_out
        )
        self.take(events.MessageArrived(self.now, message))

    def take(self, arrival: events.Arrival) -> None:
        decision = asyncio.run(self.turns.take(self.conversation, arrival))
        self.conversation = decision.conversation
        for order in decision.orders:
            self.carry_out(order)

    def carry_out(self, order: effects.Order) -> None:
        match order:
            case effects.Say():
                message = worded(self.city, order, self.contact, "1")
                self.lines += [f"< {line}" for line in numbered(message.text, message.choices).splitlines()]
                self.lines += [f"< [photo {message.photo_url}]"] if message.photo_url else []
            case effects.Schedule():
                self.timers[order.name] = (order.due, order.event)
            case effects.Unschedule():
                self.timers.pop(order.name, None)
            case effects.FileRequest():
                self._file(order)
            case effects.Reopen():
                self.lines.append(f"! reopen {order.service_request_id}: {order.words}")
                self.desk.requests[order.service_request_id] = msgspec.structs.replace(
                    self.desk.requests[order.service_request_id], status="open"
                )
                self.take(events.RequestReopened(self.now, order.service_request_id))
            case effects.RecordFeedback():
                self.lines.append(f"! feedback fixed={order.fixed} rating={order.rating} {order.comment}".rstrip())
            case effects.RecordConsent():
                self.lines.append(
                    f"! consent {order.purpose} {'granted' if order.granted else 'withdrawn'} by {order.source}"
                )
            case effects.CallStaff():
                self.lines.append(f"! staff {order.reason}: {order.words}")
            case effects.Follow():
                self.lines.append(f"! follow {order.service_request_id}")
            case effects.FetchPhoto():
                self.lines.append("! fetch photo")

    def _file(self, order: effects.FileRequest) -> None:
        answers = "".join(
            f" {code}={values if isinstance(values, str) else ','.join(values)}"
            for code, values in order.attributes.items()
        )
        photos = f" with {len(order.media_ids)} photo(s)" if order.media_ids else ""
        self.lines.append(
            f"! file {order.service_code} at {order.address_string} ({order.place_precision}){answers}{photos}"
        )
        if self.desk.down:
            self.waiting.append(order)
            self.take(events.FilingDelayed(self.now, order.filing_key))
            return
        number = f"10{next(self.ids)}"
        self.desk.requests[number] = ServiceRequest(
            number,
            "open",
            order.service_code,
            order.service_code.title(),
            address=order.address_string,
            point=order.point,
        )
        self.take(events.RequestFiled(self.now, order.filing_key, number))

    def desk_does(self, rest: str) -> None:
        what, _, note = rest.partition(" ")
        if what in ("down", "up"):
            self.desk.down = what == "down"
            waiting, self.waiting = self.waiting, []
            for order in waiting:
                self._file(order)
            return
        number, request = list(self.desk.requests.items())[-1]
        status = request.status if what == "news" else what
        changed = msgspec.structs.replace(request, status=status, status_notes=note, updated_datetime=self.now)
        self.desk.requests[number] = changed
        self.take(events.RequestChanged(self.now, changed, request.status))
        self.pass_time("0 minutes")

    def pass_time(self, rest: str) -> None:
        number, unit = rest.split()
        until = self.now + timedelta(seconds=int(number) * UNITS[unit.rstrip("s")])
        while due := min(((at, name) for name, (at, _) in self.timers.items() if at <= until), default=None):
            self.now = max(self.now, due[0])
            self.take(self.timers.pop(due[1])[1])
        self.now = until


def demo_places(folder: Path) -> PlaceFinder:
    built = folder / "lindale.gazetteer"
    build_gazetteer(built, [DEMO / "addresses.csv", DEMO / "landmarks.geojson"])
    return make_place_finder(gazetteer=built, jurisdiction=DEMO / "jurisdiction.geojson", clock=lambda: 0.0)
