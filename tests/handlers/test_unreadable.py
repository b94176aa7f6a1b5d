"""A message nobody could read: the resident is asked for it in words, in their language, and keeps what was open."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.city_file import read_city
from bot.conversation import Conversation, Step
from bot.engine import decide
from bot.events import MessageUnreadable
from bot.messages import Choice, Contact
from tests.conversations.world import DEMO

CITY = read_city(DEMO / "city.toml")
AT = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)


def test_who_writes_for_the_first_time_is_answered_in_the_citys_language():
    spanish = replace(CITY, languages=("es", "en"))
    (said,) = decide(spanish, Conversation(Contact("sms", "+15550100")), MessageUnreadable(AT)).orders
    assert (said.key, said.language) == ("sorry-lost", "es")


def test_what_was_asked_stays_asked():
    asked = Conversation(
        Contact("sms", "+15550100"),
        language="pt",
        step=Step.SURVEY_FIXED,
        choices=(Choice("yes", "Sim"),),
        last_message_at=AT - timedelta(hours=1),
    )
    decision = decide(CITY, asked, MessageUnreadable(AT))
    assert [order.language for order in decision.orders] == ["pt"]
    assert decision.conversation == replace(asked, last_message_at=AT)


def test_whatsapp_takes_the_answer_without_a_template():
    """They have just written, so that the 24 hours begin anew."""
    contact = Contact("whatsapp", "+15550100")
    silent = Conversation(contact, last_message_at=AT - timedelta(days=3))
    (said,) = decide(CITY, silent, MessageUnreadable(AT)).orders
    assert not said.template_only
