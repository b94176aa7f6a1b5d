from collections.abc import Callable

import pytest

from bot.channels.base import FetchFailed, MalformedWebhook
from bot.channels.console import Console
from bot.messages import Attachment, Choice, Contact, InboundMessage, OutboundMessage
from tests.channels.conftest import AT


@pytest.fixture
def written() -> list[str]:
    return []


@pytest.fixture
def console(written: list[str], clock: Callable[[], float], new_id: Callable[[], str]) -> Console:
    return Console(write=written.append, clock=clock, new_id=new_id, language="es")


def test_a_line_is_a_message(console: Console) -> None:
    expected = InboundMessage(Contact("console", "terminal"), "id-0000000000000001", AT, "hay un bache", language="es")
    assert console.receive(b"hay un bache\n", {}, "") == [expected]


def test_a_line_that_is_not_text_is_malformed(console: Console) -> None:
    with pytest.raises(MalformedWebhook):
        console.receive(b"\xff", {}, "")


async def test_choices_are_numbered_and_a_photo_is_its_address(console: Console, written: list[str]) -> None:
    choices = (Choice("yes", "Yes"), Choice("no", "No"))
    await console.send(OutboundMessage(Contact("console", "terminal"), "Fixed?", choices, photo_url="http://city/p"))
    assert written == ["Fixed?\n1. Yes\n2. No\nhttp://city/p"]


async def test_the_terminal_carries_no_files(console: Console) -> None:
    with pytest.raises(FetchFailed) as caught:
        await console.fetch(Attachment("id", "source", "image/jpeg"))
    assert caught.value.permanent
