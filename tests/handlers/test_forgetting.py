"""A resident who is forgotten leaves nothing but that they may not be written to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.city_file import read_city
from bot.conversation import Conversation, Draft, FollowedRequest, Step
from bot.effects import ForgetRecords, Say, Unschedule
from bot.engine import decide
from bot.events import RequestChanged, RequestFiled, ResidentForgotten
from bot.messages import Contact
from bot.service_requests import ServiceRequest

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
WHO = Contact("sms", "+12065550100")
FILED = FollowedRequest("k", "9", status="open", words="my words", address="12 Elm St")
KNOWN = Conversation(
    WHO,
    language="es",
    step=Step.LOCATING,
    draft=Draft("d", NOW, description="my words"),
    waiting=(Draft("e", NOW),),
    requests=(FILED,),
    updates_allowed=False,
)


def test_words_places_and_requests_go_and_the_stop_stays():
    decision = decide(CITY, KNOWN, ResidentForgotten(NOW))
    assert decision.conversation == Conversation(WHO, language="es", updates_allowed=False, forgotten_at=NOW)
    names = {order.name for order in decision.orders if isinstance(order, Unschedule)}
    assert names == {"draft:d", "draft:e", "late:9", "survey:9"}
    assert decision.orders[-1] == ForgetRecords()


def test_news_that_were_on_their_way_reach_nobody_and_later_ones_do():
    forgotten = decide(CITY, Conversation(WHO, requests=(FILED,)), ResidentForgotten(NOW)).conversation

    def told(after):
        change = RequestChanged(NOW + after, ServiceRequest("9", "closed"), "open")
        return any(isinstance(order, Say) for order in decide(CITY, forgotten, change).orders)

    assert not told(timedelta(hours=15))
    assert told(timedelta(days=2))  # followed anew meanwhile


def test_a_report_that_is_just_being_sent_still_gets_its_number():
    sending = Conversation(WHO, requests=(FollowedRequest("k", status="filing", address="12 Elm St"),))
    forgotten = decide(CITY, sending, ResidentForgotten(NOW)).conversation
    told = decide(CITY, forgotten, RequestFiled(NOW, "k", "10"))
    assert told.conversation.requests[0].service_request_id == "10"
    assert any(isinstance(order, Say) for order in told.orders)
