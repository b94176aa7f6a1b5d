"""Whatever residents write and whatever happens, in any order: the dialogue answers, offers, and forgets nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot import effects, events
from bot.city import RoadOwner
from bot.city_file import read_city
from bot.city_notices import Notice, current
from bot.city_services import ServiceMapping
from bot.conversation import Conversation, Step
from bot.engine import decide
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage
from bot.nlu.understanding import Mention, Problem, RankedType, Understanding
from bot.places.place import Place, PlaceSearch
from bot.service_requests import Attribute, AttributeValue, ServiceRequest
from bot.speech import worded
from bot.texts import keys

DEMO = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
OWN = {"service:PARTY": ServiceMapping(name={"en": "Street party permit"}, words=("street party",))}
ROADS = (
    RoadOwner("the state", "refuse", "555-0170", streets=("Hwy *",), types=("pothole",)),
    RoadOwner("the county", "route", streets=("County Rd",), service_code="COUNTY"),
    RoadOwner("the parks", "tell", area="parks.geojson"),
)
START = datetime(2026, 6, 1, 15, tzinfo=UTC)
SOON, LATER = datetime(2026, 6, 1, 12), datetime(2026, 6, 9)
FOR_ALL = Notice({"en": "Offices are closed."}, until=LATER, begins=SOON)
OF_GRAFFITI = Notice({"en": "The painters are on it."}, until=LATER, types=("graffiti",))
NOT_TAKEN = Notice({"en": "Call the police."}, until=LATER, begins=SOON, types=("noise",), instead=True)
CITY = msgspec.structs.replace(
    DEMO, services=DEMO.services | OWN, roads=ROADS, notices=(FOR_ALL, OF_GRAFFITI, NOT_TAKEN)
)
TYPES = ["pothole", "graffiti", "streetlight_out", "noise", "service:PARTY", "not_a_type_of_this_city"]
PLACE = Place("12 Elm St", GeoPoint(41.6, -93.9), "address", 0.9, "gazetteer")
VALUES = (AttributeValue("a", "Red"), AttributeValue("b", "Blue"))
ATTRIBUTES = (
    Attribute("kind", "singlevaluelist", "Which?", required=True, values=VALUES),
    Attribute("when", "datetime", "Since when?"),
    Attribute("many", "number", "How many?", required=True),
    Attribute("all", "multivaluelist", "Which all?", values=VALUES),
    Attribute("note", "text", "Anything else?", depends_on=("kind", "b")),
    Attribute("told", "string", "We do not fix private roads.", variable=False),
)

ranked = st.lists(st.sampled_from(TYPES), max_size=4, unique=True).map(
    lambda codes: tuple(RankedType(code, 0.9 / (number + 1)) for number, code in enumerate(codes))
)
texts = st.sampled_from(
    ["", "yes", "no", "1", "2", "7", "5 thanks", "pothole", "12 Elm St", "no, Elm Ave", "skip", "cancel", "STOP", "START",
     "help", "still broken", "😀", "partly", "yesterday", "3", "what about my report", "x" * 5000]
)  # fmt: skip


@st.composite
def understandings(draw):
    types = draw(ranked)
    text = draw(texts)
    mentions = (
        (Mention(0, 9, "12 Elm St", draw(st.sampled_from(["address", "street"]))),) if draw(st.booleans()) else ()
    )
    two = draw(st.booleans()) and len(types) > 1
    problems = (Problem(0, 3, types[:1], mentions), Problem(3, 8, types[1:])) if two else ()
    read = Understanding(
        language=draw(st.sampled_from(["en", "es", "fr"])),
        language_confidence=draw(st.sampled_from([0.1, 0.99])),
        intent=draw(st.sampled_from(
            ["report", "status", "greeting", "help", "person", "cancel", "thanks", "yes", "no", "other"]
        )),
        intent_confidence=draw(st.sampled_from([0.3, 0.95])),
        types=types,
        abstain=draw(st.booleans()),
        emergency=draw(st.sampled_from([None, None, None, "gas", "flood"])),
        opt_out=draw(st.sampled_from([False] * 9 + [True])),
        opt_in=draw(st.sampled_from([False] * 9 + [True])),
        mentions=mentions,
        references=("77",) if draw(st.booleans()) else (),
        problems=problems,
        hints={"colour": "red"} if draw(st.booleans()) else {},
    )  # fmt: skip
    return text, read


@st.composite
def happenings(draw):
    """Something that may arrive at any time."""
    kind = draw(st.sampled_from(["message"] * 8 + ["filed", "changed", "survey", "other"]))
    if kind == "message":
        text, read = draw(understandings())
        point = GeoPoint(41.6, -93.9) if draw(st.sampled_from([False] * 5 + [True])) else None
        photo = (Attachment("photo1", "u", "image/jpeg"),) if draw(st.sampled_from([False] * 5 + [True])) else ()
        press = draw(st.sampled_from([None] * 6 + ["yes", "change", "1", "gone"]))
        return ("message", text, read, point, photo, press, draw(st.sampled_from([False] * 9 + [True])))
    if kind == "filed":
        return ("filed", draw(st.booleans()))
    if kind == "changed":
        return ("changed", draw(st.sampled_from(["open", "closed"])))
    return (kind, draw(st.integers(0, 11)))


class Resident:
    """Drives `decide` as a turn does; answers questions with whatever the run says."""

    def __init__(self, channel, draw):
        self.conversation = Conversation(Contact(channel, "1"))
        self.at, self.draw, self.number = START, draw, 0

    def happens(self, what):
        self.at += timedelta(minutes=self.draw(st.sampled_from([1, 1, 60, 3000])))
        self.number += 1
        event = self._event(what)
        orders = []
        for _ in range(8):
            decision = decide(CITY, self.conversation, event)
            self.conversation = decision.conversation
            orders += decision.orders
            if decision.question is None:
                return event, orders
            event = self._answer(decision.question)
        raise AssertionError(f"asked without end at {self.conversation.step}")

    def _event(self, what):
        match what:
            case ("message", text, read, point, photo, press, edited):
                message = InboundMessage(
                    self.conversation.contact, f"m{self.number}", self.at, text, point, photo, press, edited=edited
                )
                return events.MessageReceived(self.at, message, read)
            case ("filed", expected):
                due = self.at + timedelta(days=2) if expected else None
                key = self.conversation.requests[0].filing_key if self.conversation.requests else "nobody's"
                return events.RequestFiled(self.at, key, f"10{self.number}", "", due)
            case ("changed", status):
                number = self.conversation.requests[0].service_request_id if self.conversation.requests else "9"
                return events.RequestChanged(self.at, ServiceRequest(number or "9", status, status_notes="Done."))
            case ("survey", _):
                number = self.conversation.requests[0].service_request_id if self.conversation.requests else "9"
                return events.SurveyDue(self.at, number)
            case (_, index):
                return (
                    events.PhotoKept(self.at, "photo1", GeoPoint(41.61, -93.91)),
                    events.PhotoRefused(self.at, "photo1", "too_large"),
                    events.FilingDelayed(self.at, "k"),
                    events.RequestRefused(self.at, "k", "We do not do that."),
                    events.RequestLate(self.at, "9"),
                    events.RequestReopened(self.at, "9"),
                    events.ContactBlocked(self.at),
                    events.StaffReplied(self.at, "Hello", finished=True),
                    events.ResidentForgotten(self.at),
                    events.FollowersTold(self.at, "k", {"en": "All plows are out."}, ("9",)),
                    events.MessageUnreadable(self.at),
                    events.StaffReplied(self.at, "Which street is it?"),
                )[index]

    def _answer(self, question):
        match question:
            case effects.FindPlaces() | effects.DescribePoint():
                outcome = self.draw(
                    st.sampled_from(["found", "ambiguous", "street_only", "not_found", "outside", "failed"])
                )
                owned = replace(PLACE, roads=self.draw(st.sampled_from([(), *[(one.key,) for one in ROADS]])))
                places = (owned,) if outcome == "found" else (owned, replace(PLACE, address="12 Elm Ave"))
                of = question.of if isinstance(question, effects.DescribePoint) else "words"
                if of != "words":
                    elsewhere = self.draw(
                        st.sampled_from([PLACE, replace(PLACE, point=GeoPoint(41.7, -93.9), source="pin")])
                    )
                    places = (elsewhere, *places[1:])
                return events.PlacesFound(self.at, PlaceSearch(outcome, "12 elm", places, suggestion="Elm St"), of)
            case effects.DescribeService():
                attributes = ATTRIBUTES if self.draw(st.booleans()) else ()
                return events.ServiceDescribed(self.at, question.service_code, attributes)
            case effects.FindNearby():
                near = (ServiceRequest("55", "open"),) if self.draw(st.booleans()) else ()
                return events.NearbyFound(self.at, near)
            case effects.LookUpRequests():
                return events.RequestsLookedUp(
                    self.at, (ServiceRequest("77", "open"),), failed=self.draw(st.booleans())
                )


@settings(max_examples=250, deadline=None)
@given(st.data(), st.sampled_from(["sms", "whatsapp", "telegram", "web"]), st.lists(happenings(), max_size=14))
def test_nothing_breaks_and_nobody_is_left_without_an_answer(data, channel, happened):
    resident = Resident(channel, data.draw)
    for what in happened:
        before = resident.conversation
        _, orders = resident.happens(what)
        after = resident.conversation
        said = [order for order in orders if isinstance(order, effects.Say)]
        assert all(order.key in keys("en") for order in said)
        for order in said:
            if not order.template_only:
                assert worded(CITY, order, after.contact, "").text
        if what[0] == "message" and not said:
            assert silent_on_purpose(before, after, orders), (what, after.step)
        if after.step is Step.CHOOSING_TYPE:
            assert len(after.choices) <= 4
        assert after.step is not Step.CONFIRMING or after.draft is not None
        stored = msgspec.json.encode(after)
        assert msgspec.json.decode(stored, type=Conversation) == after


def silent_on_purpose(before, after, orders):
    """To a person's ears; or the carrier has answered already; or the desk's number is the answer."""
    spoken_for = {effects.CallStaff, effects.RecordConsent, effects.FileRequest}
    return bool(spoken_for & {type(order) for order in orders}) or before.step is Step.WITH_PERSON


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(happenings(), max_size=14))
def test_a_report_is_filed_once_and_only_when_it_was_confirmed(data, happened):
    resident, keys_filed = Resident("telegram", data.draw), []
    for what in happened:
        before = resident.conversation
        _, orders = resident.happens(what)
        filed = [order for order in orders if isinstance(order, effects.FileRequest)]
        keys_filed += [order.filing_key for order in filed]
        if filed:
            assert before.step is Step.CONFIRMING
            assert what[0] == "message"
    assert len(keys_filed) == len(set(keys_filed))


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(happenings(), max_size=10))
def test_after_stop_the_bot_never_speaks_first(data, happened):
    resident = Resident("telegram", data.draw)
    stop = ("message", "stop it", Understanding(opt_out=True), None, (), None, False)
    resident.happens(stop)
    for what in happened:
        if what[0] == "message":
            continue
        _, orders = resident.happens(what)
        if what[0] in ("changed", "survey"):
            assert not [order for order in orders if isinstance(order, effects.Say)]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(happenings(), max_size=14))
def test_a_notice_is_told_once_and_never_with_an_emergency(data, happened):
    """To everybody once a conversation, of a type once a report."""
    resident, heard = Resident("telegram", data.draw), []
    for what in happened:
        event, orders = resident.happens(what)
        said = [order for order in orders if isinstance(order, effects.Say)]
        if isinstance(event, events.ResidentForgotten):
            heard.clear()
        told = [one for one in (FOR_ALL, OF_GRAFFITI) for order in said if order.values.get("notice") == one.text["en"]]
        assert not told or not any(order.key.startswith("emergency-") for order in said)
        draft = resident.conversation.draft
        heard += [(one, draft.draft_id if draft and one.types else "") for one in told]
    assert len(heard) == len({(one.key, of) for one, of in heard})


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(happenings(), max_size=14))
def test_nothing_is_filed_while_a_notice_stands_in_its_place(data, happened):
    resident = Resident("telegram", data.draw)
    for what in happened:
        event, orders = resident.happens(what)
        holding = current(CITY.notices, CITY.time_zone, event.at)
        filed = [order.service_code for order in orders if isinstance(order, effects.FileRequest)]
        assert not (NOT_TAKEN in holding and CITY.service_code("noise") in filed)
