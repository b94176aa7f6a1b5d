"""What the CRM refuses for good must not be tried for a week, and what it once told is not forgotten while it is away."""

import pytest

import crm_client
from bot.adapters.open311_desk import DEFINITION_LIFE, Open311Desk
from bot.effects import RecordFeedback
from bot.ports import DeskUnavailable

QUESTION = crm_client.Attribute("surface", "string", "What is it on?", required=True)
FEEDBACK = RecordFeedback(survey_key="s", service_request_id="1", language="en", fixed="no")


class Client:
    """A GeoReport client whose server can go away (`error`)."""

    def __init__(self):
        self.error = None

    async def profile(self):
        return crm_client.Profile(updates=True, feedback=True)

    async def services(self):
        return await self._answer((crm_client.Service("GRAFFITI", "Graffiti", metadata=True),))

    async def service_definition(self, code):
        return await self._answer(crm_client.ServiceDefinition(code, (QUESTION,)))

    async def post_feedback(self, feedback):
        await self._answer(None)

    async def post_update(self, update):
        await self._answer(None)

    async def _answer(self, answer):
        if self.error:
            raise self.error
        return answer


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def desk(client, clock):
    return Open311Desk(client, lambda: clock[0])


async def test_questions_once_heard_are_asked_while_the_desk_is_away(desk, client, clock):
    first = await desk.attributes("GRAFFITI")
    clock[0] += DEFINITION_LIFE + 1
    client.error = crm_client.TryLater("away")
    assert await desk.attributes("GRAFFITI") == first


async def test_questions_never_heard_are_a_desk_that_is_away(desk, client):
    client.error = crm_client.TryLater("away")
    with pytest.raises(DeskUnavailable):
        await desk.attributes("GRAFFITI")


@pytest.mark.parametrize("error", [crm_client.NotFound("gone"), crm_client.Refused("no")])
async def test_a_refused_survey_answer_or_reopening_is_over(desk, client, error):
    client.error = error
    assert not await desk.give_feedback(FEEDBACK, "sms")
    assert not await desk.reopen("1", "still broken", "key")
    assert not await desk.add_words("1", "getting worse", (), "key")


async def test_what_only_an_operator_can_mend_names_the_variables(desk, client):
    client.error = crm_client.Misconfigured("answered 403")
    with pytest.raises(DeskUnavailable, match="answered 403; check TEXT311_CRM_API_KEY"):
        await desk.attributes("GRAFFITI")


@pytest.mark.parametrize(
    "error", [crm_client.TryLater("away"), crm_client.OutcomeUnknown("cut"), crm_client.Misconfigured("key")]
)
async def test_a_desk_that_is_away_is_asked_again(desk, client, error):
    client.error = error
    with pytest.raises(DeskUnavailable):
        await desk.give_feedback(FEEDBACK, "sms")
