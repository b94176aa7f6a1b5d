"""A report the CRM will not take is told to the resident and kept for staff."""

from datetime import UTC, datetime
from pathlib import Path

from bot.city_file import read_city
from bot.conversation import Conversation, FollowedRequest
from bot.effects import CallStaff, Say
from bot.engine import decide
from bot.events import RequestRefused
from bot.messages import Contact

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
SENT = FollowedRequest("k", service_code="RD-01", words="huge pothole", address="12 Elm St", status="filing")


def test_staff_get_the_reason_and_the_report():
    filing = Conversation(Contact("sms", "+12065550100"), requests=(SENT,))
    decision = decide(CITY, filing, RequestRefused(NOW, "k", "There is no service RD-01"))
    told, call = decision.orders
    assert isinstance(told, Say)
    assert call == CallStaff("refused", "There is no service RD-01\nRD-01\n12 Elm St\nhuge pothole")
    assert decision.conversation.requests[0].status == "refused"


def test_a_filing_nobody_remembers_is_told_all_the_same():
    decision = decide(CITY, Conversation(Contact("sms", "+12065550100")), RequestRefused(NOW, "k", "No."))
    assert decision.orders[1] == CallStaff("refused", "No.")
