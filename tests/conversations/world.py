"""A city in memory: the real engine, understanding, texts and gazetteer; a desk and a clock made of nothing.

A transcript is played line by line:

    # a comment
    : channel sms                     set up (channel, quiet 21 8, languages en pt, own services, phrases, neighbor POTHOLE,
                                      default OTHER …)
    : road the state: River * refuse  whose road that is (refuse, tell, route SERVICE)
    : notice 0 48 snow_ice: Plows ... from and until, in hours from now; types or `all`; what is told (`es: …` in Spanish)
    : instead 0 48 noise: Call ...    the same, and nothing is filed
    : geocoders down                  nobody can look up a place
    : as shown                        what a channel adds is written too: [buttons], the location button, the map's link
    > big pothole outside 12 Elm St   the resident writes
    > [photo] [pin 41.6 -93.9] text   … with a photo, a pin
    > [photo 41.6 -93.9]              … with a photo that says where it was taken
    > [video]                         … with a file that is no photo
    < Pothole at 12 Elm St …          every line the bot says, choices numbered
    ! file POTHOLE 12 Elm St          orders that change the world
    ~ 2 days                          time passes; timers that fall due fire
    @ We will call you.              what staff write; "@! …" also gives the conversation back to the bot
    @all All plows are out.          what staff tell all who follow such a request (`es: …` in Spanish)
    = closed Filled it.               what the desk does with the newest request (closed, open, news, down, up), or what
                                      staff correct (service TREE in 3 days, promise in 2 days)
"""

import asyncio
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from bot import effects, events
from bot.channels.writing import numbered
from bot.city import QuietHours, RoadOwner
from bot.city_file import read_city
from bot.city_notices import Notice
from bot.city_services import ServiceMapping
from bot.conversation import Conversation
from bot.engine import decide
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage, OutboundMessage
from bot.nlu.city_words import CityReader
from bot.nlu.pipeline import load
from bot.places.build import build_gazetteer
from bot.places.finder import make_place_finder
from bot.places.place import Place, PlaceSearch
from bot.places.roads import RoadRule, Roads
from bot.ports import Nlu, PlaceFinder
from bot.service_requests import Attribute, AttributeValue, ServiceRequest
from bot.speech import spoken
from bot.telling import key_of
from bot.turn import Turns
from tests.fakes.pins import MemoryPins

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
    ),
    "PARTY": (Attribute("guests", "number", "How many guests do you expect?", required=True),),
}
PHRASES = {
    "What is wrong with the light?": "¿Qué le pasa a la luz?",
    "Out": "No se enciende",
    "Flickers": "A veces parpadea",
    "What number is on the pole?": "¿Qué número tiene el poste?",
}
OWN_SERVICES = {
    "service:PARTY": ServiceMapping(
        name={"en": "Street party permit", "es": "Permiso para fiesta en la calle"},
        words=("street party", "block party", "permit*", "fiesta en la calle", "permiso*"),
    ),
    "service:LOST": ServiceMapping(name={"en": "Lost pet"}, words=("lost cat", "lost dog", "pet")),
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


def _road(owner: str, rest: str) -> RoadOwner:
    """`state: Hwy 30 refuse`, or `route SERVICE`."""
    street, action, service_code = re.fullmatch(r"(.*) (refuse|tell|route ?)(\w*)", rest).groups()
    return RoadOwner(owner, action.strip(), "555-0170", streets=(street,), service_code=service_code)


class OnRoads:
    """Places that know whose road they are on, as a finder of that city's would."""

    def __init__(self, places, city):
        self.places, self.roads = places, Roads([RoadRule(one.key, one.streets) for one in city.roads])

    async def find(self, text, mentions, *, near=None, language="en"):
        return self.roads.marked(await self.places.find(text, mentions, near=near, language=language))

    async def describe(self, point):
        return self.roads.marked(await self.places.describe(point))


class PlacesDown:
    """Every geocoder is down, and there is no gazetteer."""

    async def find(self, text, mentions, *, near=None, language="en"):
        return PlaceSearch("failed", text)

    async def describe(self, point):
        return PlaceSearch("found", places=(Place("", point, "pin", 0.9, "pin"),))


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
        self.as_shown = False
        self.taken_at: dict[str, GeoPoint] = {}
        self.turns = Turns(self._decide, nlu, places, self.desk, lambda: self.now)

    def _decide(self, conversation, event):
        return decide(self.city, conversation, event)

    def play(self, line: str) -> list[str]:
        """What happens because of one line of a transcript."""
        self.lines = []
        mark, _, rest = line.partition(" ")
        {
            ">": self.hear,
            "~": self.pass_time,
            "=": self.desk_does,
            "@": self.staff,
            "@!": self.staff_finish,
            "@all": self.staff_tell_all,
            ":": self.set_up,
        }[mark](rest.strip())
        return self.lines

    def set_up(self, rest: str) -> None:
        what, _, value = rest.partition(" ")
        if what == "channel":
            self.contact = Contact(value, "+15550100")
            self.conversation = msgspec.structs.replace(self.conversation, contact=self.contact)
        elif what == "quiet":
            start, end = (datetime(2000, 1, 1, int(hour)).time() for hour in value.split())
            self.city = msgspec.structs.replace(self.city, quiet_hours=QuietHours(start, end))
        elif what == "own":  # a city with services of its own
            services = self.city.services | OWN_SERVICES
            self.city = msgspec.structs.replace(self.city, services=services)
            self.turns = replace(self.turns, nlu=CityReader(self.turns.nlu, self.city.words_of_services()))
        elif what == "default":  # a service that takes what has none of its own
            self.city = msgspec.structs.replace(self.city, default_service=value)
        elif what == "phrases":  # a city that has translated its questions, but for "On all day"
            book = {"es": self.city.phrases["es"] | PHRASES}
            self.city = msgspec.structs.replace(self.city, phrases=book)
        elif what == "as":
            self.as_shown = True
        elif what == "road":
            owner, _, rest = value.partition(": ")
            self.city = msgspec.structs.replace(self.city, roads=(*self.city.roads, _road(owner, rest)))
            self.turns = replace(self.turns, places=OnRoads(self.turns.places, self.city))
        elif what in ("notice", "instead"):
            self.city = msgspec.structs.replace(self.city, notices=(*self.city.notices, self._notice(what, value)))
        elif what == "geocoders":
            self.turns = replace(self.turns, places=PlacesDown())
        elif what == "neighbor":
            self._neighbor_filed(value)
        elif what == "languages":
            self.city = msgspec.structs.replace(self.city, languages=tuple(value.split()))
            self.turns = replace(self.turns, nlu=nlu_of(self.city.languages))
        else:
            raise ValueError(f"unknown set-up {what!r}")

    def _notice(self, what: str, value: str) -> Notice:
        when, _, words = value.partition(": ")
        begins, until, types = when.split(" ", 2)
        wall = self.now.astimezone(ZoneInfo(self.city.time_zone)).replace(tzinfo=None)
        english, _, spanish = words.partition(" es: ")
        return Notice(
            text={"en": english} | ({"es": spanish} if spanish else {}),
            begins=wall + timedelta(hours=int(begins)),
            until=wall + timedelta(hours=int(until)),
            types=() if types == "all" else tuple(types.split()),
            instead=what == "instead",
        )

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
                if words:
                    self.taken_at[attachments[-1].media_id] = GeoPoint(float(words[0]), float(words[1]))
            elif match[1] == "video":
                attachments.append(Attachment(f"video{next(self.ids)}", "https://provider.example/2", "video/mp4"))
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
        for one in attachments:
            self.take(self._looked_at(one))

    def _looked_at(self, file: Attachment) -> events.Arrival:
        if file.content_type != "image/jpeg":
            return events.PhotoRefused(self.now, file.media_id, "not_a_photo")
        return events.PhotoKept(self.now, file.media_id, self.taken_at.get(file.media_id))

    def take(self, arrival: events.Arrival) -> None:
        decision = asyncio.run(self.turns.take(self.conversation, arrival))
        self.conversation = decision.conversation
        for order in decision.orders:
            self.carry_out(order)

    def carry_out(self, order: effects.Order) -> None:
        match order:
            case effects.Say():
                message = asyncio.run(spoken(self.city, MemoryPins(), self._pages(), order, self.contact, "1"))
                self.lines += [f"< {line}" for line in self._shown(message).splitlines()]
                self.lines += [f"< [photo {message.photo_url}]"] if message.photo_url else []
            case effects.Schedule():
                self.timers[order.name] = (order.due, order.event)
            case effects.Unschedule():
                self.timers.pop(order.name, None)
            case effects.FileRequest():
                self._file(order)
            case effects.AddWords():
                photos = f" with {len(order.media_ids)} photo(s)" if order.media_ids else ""
                self.lines.append(f"! add to {order.service_request_id}: {order.words!r}{photos}")
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
                photos = f" with {len(order.media_ids)} photo(s)" if order.media_ids else ""
                self.lines.append(f"! staff {order.reason}: {order.words}".rstrip() + photos)
            case effects.RecordCorrection():
                self.lines.append(f"! correction {order.filed_as} is {order.service_code}: {order.words}")
            case effects.Follow():
                self.lines.append(f"! follow {order.service_request_id}")
            case effects.FetchPhoto():
                self.lines.append("! fetch photo")

    def _pages(self) -> str:
        return "https://311.example.gov" if self.as_shown else ""

    def _shown(self, message: OutboundMessage) -> str:
        """Telegram has room for one keyboard: the location button's. The web chat has both kinds of buttons."""
        has_buttons = {"telegram": not message.ask_location, "web": True}.get(self.contact.channel, False)
        if not self.as_shown:
            return numbered(message.text, message.choices)
        text = message.text if has_buttons else numbered(message.text, message.choices)
        buttons = [one.label for one in message.choices] if has_buttons else []
        if message.ask_location and self.contact.channel in ("telegram", "web"):
            buttons.append(f"📍 {message.location_label}")
        return "\n".join([text, *(f"[{label}]" for label in buttons)])

    def _file(self, order: effects.FileRequest) -> None:
        answers = "".join(
            f" {code}={values if isinstance(values, str) else ','.join(values)}"
            for code, values in order.attributes.items()
        )
        photos = f" with {len(order.media_ids)} photo(s)" if order.media_ids else ""
        self.lines.append(
            f"! file {order.service_code} at {order.address_string} ({order.place_precision}){answers}{photos}"
        )
        note = order.description.rpartition("\n")[2]
        self.lines += [f"! note {note}"] if self.as_shown and note.startswith("[") else []
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

    def staff(self, rest: str) -> None:
        self.take(events.StaffReplied(self.now, rest))

    def staff_finish(self, rest: str) -> None:
        self.take(events.StaffReplied(self.now, rest, finished=True))

    def staff_tell_all(self, rest: str) -> None:
        english, _, spanish = rest.partition(" es: ")
        texts = {"en": english} | ({"es": spanish} if spanish else {})
        self.take(events.FollowersTold(self.now, key_of(texts), texts, tuple(self.desk.requests)))

    def desk_does(self, rest: str) -> None:
        what, _, note = rest.partition(" ")
        if what in ("down", "up"):
            self.desk.down = what == "down"
            waiting, self.waiting = self.waiting, []
            for order in waiting:
                self._file(order)
            return
        number, request = list(self.desk.requests.items())[-1]
        if what in ("service", "promise"):
            changed = msgspec.structs.replace(request, **self._correction(what, note))
        else:
            status = request.status if what == "news" else what
            changed = msgspec.structs.replace(request, status=status, status_notes=note, updated_datetime=self.now)
        self.desk.requests[number] = changed
        self.take(events.RequestChanged(self.now, changed, request.status, what in ("service", "promise")))
        self.pass_time("0 minutes")

    def _correction(self, what: str, rest: str) -> dict:
        """`service TREE in 3 days`, `service TREE`, `promise in 3 days`."""
        code, _, days = f" {rest}".partition(" in ")
        expected = {"expected_datetime": self.now + timedelta(days=int(days.split()[0]))} if days else {}
        return expected | ({"service_code": code.strip(), "service_name": code.strip().title()} if code.strip() else {})

    def pass_time(self, rest: str) -> None:
        number, unit = rest.split()
        until = self.now + timedelta(seconds=int(number) * UNITS[unit.rstrip("s")])
        while due := min(((at, name) for name, (at, _) in self.timers.items() if at <= until), default=None):
            self.now = max(self.now, due[0])
            self.take(self.timers.pop(due[1])[1])
        self.now = until


@cache
def nlu_of(languages: tuple[str, ...]) -> Nlu:
    return load(languages=languages)


def demo_places(folder: Path) -> PlaceFinder:
    built = folder / "lindale.gazetteer"
    build_gazetteer(built, [DEMO / "addresses.csv", DEMO / "landmarks.geojson"])
    return make_place_finder(
        gazetteer=built, jurisdiction=DEMO / "jurisdiction.geojson", city_name="Lindale", clock=lambda: 0.0
    )
