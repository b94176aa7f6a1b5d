"""One turn: understand, decide, answer questions, decide again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar, assert_never

import structlog

from bot.conversation import Conversation, Decision
from bot.effects import DescribePoint, DescribeService, FindNearby, FindPlaces, LookUpRequests, Order, Question
from bot.events import (
    Answer,
    Arrival,
    Event,
    MessageArrived,
    MessageReceived,
    NearbyFound,
    PlacesFound,
    RequestsLookedUp,
    ServiceDescribed,
)
from bot.handlers.listening import stays_in_language
from bot.nlu.understanding import Understanding
from bot.places.place import Place, PlaceSearch
from bot.ports import Nlu, PlaceFinder, ServiceDesk
from bot.service_requests import Attribute, ServiceRequest

log = structlog.get_logger()
Decide = Callable[[Conversation, Event], Decision]
T = TypeVar("T")


class EndlessTurn(Exception):
    """The dialogue kept asking: a fault in its handlers."""


class TakesTurns(Protocol):
    async def take(self, conversation: Conversation, arrival: Arrival) -> Decision:
        """The conversation after the turn and all its orders."""
        ...


@dataclass(frozen=True, slots=True)
class CurrentTurns:
    """Each turn, from its first decision to its last, by the city as it is when the turn begins."""

    now: Callable[[], TakesTurns]

    async def take(self, conversation: Conversation, arrival: Arrival) -> Decision:
        return await self.now().take(conversation, arrival)


@dataclass(frozen=True, slots=True)
class Turns:
    """`decide` is the engine with its city; `clock` gives aware UTC."""

    decide: Decide
    nlu: Nlu
    places: PlaceFinder
    desk: ServiceDesk
    clock: Callable[[], datetime]
    question_seconds: float = 5.0
    """How long a question may take; after that its answer is "failed" and the dialogue goes on."""
    questions_at_most: int = 8
    nearby_metres: float = 60.0

    async def take(self, conversation: Conversation, arrival: Arrival) -> Decision:
        """The conversation after the turn and all its orders."""
        orders: list[Order] = []
        event: Event = self._read(arrival, conversation)
        for _ in range(self.questions_at_most):
            decision = self.decide(conversation, event)
            conversation = decision.conversation
            orders += decision.orders
            if decision.question is None:
                return Decision(conversation, tuple(orders))
            event = await self.answer(decision.question)
        raise EndlessTurn(f"{self.questions_at_most} questions in one turn")

    def _read(self, arrival: Arrival, conversation: Conversation) -> Event:
        if not isinstance(arrival, MessageArrived):
            return arrival
        return MessageReceived(arrival.at, arrival.message, self._understood(arrival.message.text, conversation))

    def _understood(self, text: str, conversation: Conversation) -> Understanding:
        """In the conversation's language once it is known, else in the likeliest one."""
        if conversation.language_known:
            return self.nlu.understand(text, conversation.language)
        read = self.nlu.understand(text, None)
        if read.language == conversation.language:
            return read
        own = self.nlu.understand(text, conversation.language)
        return own if stays_in_language(conversation, text, read, own) else read

    async def answer(self, question: Question) -> Answer:
        match question:
            case FindPlaces():
                found = self.places.find(
                    question.text, question.mentions, near=question.near, language=question.language
                )
                return PlacesFound(self.clock(), await self._asked("find_places", found, PlaceSearch("failed")))
            case DescribePoint():
                described = self.places.describe(question.point)
                nameless = Place("", question.point, "pin", 0.9, "pin")  # it says where, whoever can say what is there
                search = await self._asked("describe_point", described, PlaceSearch("found", places=(nameless,)))
                return PlacesFound(self.clock(), search, question.of)
            case DescribeService():
                return await self._describe_service(question)
            case FindNearby():
                nearby = self.desk.nearby(question.service_code, question.point, self.nearby_metres)
                none: tuple[ServiceRequest, ...] = ()
                return NearbyFound(self.clock(), await self._asked("find_nearby", nearby, none))
            case LookUpRequests():
                return await self._look_up(question)
            case _:
                assert_never(question)

    async def _describe_service(self, question: DescribeService) -> ServiceDescribed:
        asked: Awaitable[tuple[Attribute, ...] | None] = self.desk.attributes(question.service_code)
        attributes = await self._asked("describe_service", asked, None)
        failed = attributes is None
        return ServiceDescribed(self.clock(), question.service_code, attributes or (), failed=failed)

    async def _look_up(self, question: LookUpRequests) -> RequestsLookedUp:
        asked: Awaitable[tuple[ServiceRequest, ...] | None] = self.desk.look_up(question.service_request_ids)
        requests = await self._asked("look_up_requests", asked, None)
        if requests is None:
            return RequestsLookedUp(self.clock(), failed=True)
        known = {request.service_request_id for request in requests}
        missing = tuple(number for number in question.service_request_ids if number not in known)
        return RequestsLookedUp(self.clock(), requests, missing)

    async def _asked(self, name: str, asked: Awaitable[T], otherwise: T) -> T:
        try:
            async with asyncio.timeout(self.question_seconds):
                return await asked
        except Exception as error:  # noqa: BLE001  # whatever fails out there, the resident gets an answer
            log.warning("question_failed", question=name, reason=type(error).__name__)
            return otherwise
