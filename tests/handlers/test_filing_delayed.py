"""A delay is told while it lasts, and never after the number."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.city_file import read_city
from bot.conversation import Conversation, FollowedRequest
from bot.effects import Say
from bot.engine import decide
from bot.events import FilingDelayed
from bot.messages import Contact

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CITY = read_city(Path(__file__).parents[2] / "bot/demo/city.toml")
FILING = FollowedRequest("k-1", type_code="pothole")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (FILING, ["filing-delayed"]),
        (replace(FILING, status="open", service_request_id="101"), []),
        (replace(FILING, status="closed", service_request_id="101"), []),
        (replace(FILING, status="refused"), []),
        (replace(FILING, filing_key="another"), ["filing-delayed"]),
    ],
)
def test_a_delay_is_not_told_after_what_it_delayed(known, told):
    conversation = Conversation(Contact("sms", "+12065550100"), requests=(known,))
    decision = decide(CITY, conversation, FilingDelayed(NOW, "k-1"))
    assert [order.key for order in decision.orders if isinstance(order, Say)] == told
