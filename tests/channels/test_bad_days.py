"""Our real channels against providers on a bad day: what each fault is taken for, and what reached the resident."""

import secrets

import aiohttp
import pytest

from bot.channels.base import SendFailed
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.messages import Contact, OutboundMessage
from tests.fake_providers.send_faults import SendFaults, evenly
from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio

ACCOUNT, TOKEN = "AC" + "0" * 32, "a token of the tests"
CONTACTS = {"sms": Contact("sms", "+12065550100"), "telegram": Contact("telegram", "7000000001")}


class Post:
    """One channel and the provider it sends to."""

    def __init__(self, name, provider, channel):
        self.provider, self.channel, self.contact = provider, channel, CONTACTS[name]

    async def send(self):
        return await self.channel.send(OutboundMessage(self.contact, "Is that right?"))


@pytest.fixture(params=["sms", "telegram"])
async def post(request):
    async with aiohttp.ClientSession() as session:
        if request.param == "sms":
            fake = FakeTwilio(ACCOUNT, TOKEN)
            async with fake.serve() as base:
                yield Post(request.param, fake, Twilio(
                    session=session, account_sid=ACCOUNT, auth_token=TOKEN, sms_from="+13115550100", api_base=base,
                    clock=lambda: 0.0, new_id=secrets.token_hex,
                ))  # fmt: skip
        else:
            fake = FakeTelegram()
            async with fake.serve() as base:
                yield Post(request.param, fake, Telegram(
                    session=session, bot_token=fake.bot_token, api_base=base, clock=lambda: 0.0, new_id=secrets.token_hex
                ))  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "after", "reached"),
    [
        ("too_many", 3, False),
        ("too_many_bare", None, False),
        ("broken", None, False),
        ("reset_before", None, False),
        ("reset_after", None, True),
    ],
)
async def test_what_is_worth_another_try(post, fault, after, reached):
    post.provider.faults = SendFaults(shares={fault: 1}, retry_after=3)
    with pytest.raises(SendFailed) as failed:
        await post.send()
    assert (failed.value.permanent, failed.value.retry_after) == (False, after)
    assert bool(post.provider.taken) is reached
    post.provider.faults = None
    await post.send()
    assert len(post.provider.taken) == 1 + reached


async def test_a_slow_provider_is_waited_for(post):
    post.provider.faults = SendFaults(shares={"slow": 1}, slow_seconds=0.05)
    await post.send()
    assert len(post.provider.taken) == 1


async def test_a_resident_who_blocked_us_is_told_apart(post):
    post.provider.faults = SendFaults(blocked=lambda address: address == post.contact.address)
    with pytest.raises(SendFailed) as failed:
        await post.send()
    assert failed.value.opted_out
    assert failed.value.permanent
    assert post.provider.taken == []


def test_the_same_seed_makes_the_same_day():
    def day(seed):
        faults = SendFaults(seed, evenly(0.3))
        return [faults.draw() for _ in range(500)]

    assert day(1) == day(1) != day(2)
    assert sum(fault is not None for fault in day(1)) == pytest.approx(150, abs=40)
