"""The service desk over an Open311 GeoReport v2 server, by `crm_client`: its words into ours, its errors into outcomes."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import crm_client
from bot.effects import FileRequest, RecordFeedback
from bot.messages import GeoPoint
from bot.places.distance import metres as metres_between
from bot.ports import DeskUnavailable, Filed, FilingOutcome, KnownIds, NotReached, OutcomeUnknown, Refused
from bot.service_requests import Attribute, AttributeValue, Service, ServiceRequest
from crm_client import Circle, Filters, GeoReportClient, NewServiceRequest, Point

DEFINITION_LIFE = 600.0
"""Seconds for which a service's questions are remembered: they change a few times a year and are asked for every report."""
LOOKED_BACK = timedelta(days=14)
LOOKED_PAGES = 2
LOOK_LIFE = 120.0
"""Where a server cannot list by place, the latest open requests of a service stand for all of them, so many seconds long."""
NEIGHBORS = 10
"""How many open requests at one place are worth reading; the nearest is offered, the rest are only counted."""
MEND = "; check TEXT311_CRM_API_KEY, TEXT311_CRM_URL and TEXT311_CRM_JURISDICTION"
"""Behind an error that only an operator can mend."""
P = ParamSpec("P")
T = TypeVar("T")


def _reading(call: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A reading method tells a desk that cannot be used from an answer."""

    @wraps(call)
    async def read(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await call(*args, **kwargs)
        except crm_client.TryLater as error:
            raise DeskUnavailable(str(error), error.retry_after) from error
        except crm_client.Misconfigured as error:
            raise DeskUnavailable(f"{error}{MEND}") from error
        except crm_client.DeskError as error:
            raise DeskUnavailable(str(error)) from error

    return read


class Open311Desk:
    """`ServiceDesk` over one GeoReport client."""

    def __init__(self, client: GeoReportClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._clock = clock
        self._definitions: dict[str, tuple[float, tuple[Attribute, ...]]] = {}
        self._with_questions: tuple[float, frozenset[str]] | None = None
        self._latest: dict[str, tuple[float, tuple[ServiceRequest, ...]]] = {}
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @_reading
    async def services(self) -> tuple[Service, ...]:
        return tuple(
            Service(
                one.service_code, one.service_name, one.metadata, one.description, " ".join(one.groups), one.keywords
            )
            for one in await self._services()
        )

    async def _services(self) -> tuple[crm_client.Service, ...]:
        found = await self._client.services()
        self._with_questions = self._clock(), frozenset(one.service_code for one in found if one.metadata)
        return found

    @_reading
    async def attributes(self, service_code: str) -> tuple[Attribute, ...]:
        now = self._clock()
        known = self._definitions.get(service_code)
        if known is not None and now - known[0] < DEFINITION_LIFE:
            return known[1]
        try:
            attributes = await self._asked_for(service_code, now)
        except crm_client.DeskError:
            if known is None:
                raise
            return known[1]  # yesterday's questions are better than none: without answers the desk would refuse
        self._definitions[service_code] = (now, attributes)
        return attributes

    async def _asked_for(self, service_code: str, now: float) -> tuple[Attribute, ...]:
        if service_code not in await self._services_with_questions(now):
            return ()
        definition = await self._client.service_definition(service_code)
        return tuple(_attribute(one) for one in definition.attributes if not one.automated)

    async def _services_with_questions(self, now: float) -> frozenset[str]:
        """A definition may only be asked for where the service says it has one."""
        if self._with_questions is not None and now - self._with_questions[0] <= DEFINITION_LIFE:
            return self._with_questions[1]
        return frozenset(one.service_code for one in await self._services() if one.metadata)

    async def file(self, order: FileRequest, media_urls: tuple[str, ...], channel: str) -> FilingOutcome:
        try:
            filed = await self._client.submit(_new_request(order, media_urls, channel), order.filing_key)
        except crm_client.TryLater as error:
            return NotReached(str(error), error.retry_after)
        except crm_client.OutcomeUnknown as error:
            return OutcomeUnknown(str(error), repeatable=await self.keeps_keys())
        except crm_client.Refused as error:
            return Refused(error.description or str(error))
        except crm_client.Misconfigured as error:
            return NotReached(f"{error}{MEND}")
        return _filed(filed)

    async def keeps_keys(self) -> bool:
        return (await self._client.profile()).idempotent

    @_reading
    async def find_filed(self, order: FileRequest, since: datetime) -> Filed | None:
        until = datetime.fromtimestamp(self._clock(), UTC)
        found = await self._client.find_filed(_new_request(order, (), ""), since, until, mark=order.filing_key)
        return _filed(found) if found else None

    @_reading
    async def id_for_token(self, request_token: str) -> str | None:
        return await self._client.request_id_for(request_token) or None

    @_reading
    async def look_up(self, service_request_ids: Iterable[str]) -> tuple[ServiceRequest, ...]:
        ids = tuple(service_request_ids)
        if not ids:
            return ()
        if len(ids) == 1:
            try:
                return (_request(await self._client.service_request(ids[0])),)
            except crm_client.NotFound:
                return ()
        return tuple(_request(one) for one in await self._client.service_requests(Filters(service_request_ids=ids)))

    @_reading
    async def nearby(self, service_code: str, point: GeoPoint, metres: float) -> tuple[ServiceRequest, ...]:
        if (await self._client.profile()).radius:
            around = Circle(point.lat, point.long, metres)
            found = await self._open(service_code, near=around, most_pages=1, page_size=NEIGHBORS)
        else:
            found = await self._latest_open(service_code)
        away = sorted(((_away(one, point), one) for one in found), key=lambda pair: pair[0])
        return tuple(one for distance, one in away if distance <= metres)

    async def _latest_open(self, service_code: str) -> tuple[ServiceRequest, ...]:
        """On a stormy day many ask at once; the first one fetches for all."""
        async with self._looking[service_code]:
            now = self._clock()
            at, latest = self._latest.get(service_code, (-LOOK_LIFE, ()))
            if now - at >= LOOK_LIFE:
                end = datetime.fromtimestamp(now, UTC)
                latest = await self._open(service_code, start=end - LOOKED_BACK, end=end, most_pages=LOOKED_PAGES)
                self._latest[service_code] = now, latest
            return latest

    async def _open(self, service_code: str, **narrower: Any) -> tuple[ServiceRequest, ...]:
        filters = Filters(service_codes=(service_code,), status="open", extended=False, **narrower)
        found = await self._client.service_requests(filters)
        return tuple(_request(one) for one in found if one.status == "open")

    async def shows_within(self) -> float:
        return (await self._client.profile()).shows_within

    @_reading
    async def changed_since(self, since: datetime, known_ids: KnownIds) -> tuple[ServiceRequest, ...]:
        filters = Filters(updated_after=since)
        if not (await self._client.profile()).updated_filter:
            filters = Filters(service_request_ids=await self._perhaps_changed(since, known_ids))
            if not filters.service_request_ids:
                return ()
        found = [_request(one) for one in await self._client.service_requests(filters) if one.service_request_id]
        return tuple(sorted(found, key=lambda one: one.updated_datetime or since))

    async def _perhaps_changed(self, since: datetime, known_ids: KnownIds) -> tuple[str, ...]:
        """Of a desk that lists updates those it names, else all."""
        if not (await self._client.profile()).updates:
            return tuple(await known_ids())
        now = datetime.fromtimestamp(self._clock(), UTC)
        changed = {update.service_request_id for update in await self._client.updates(since, now)}
        return tuple(one for one in await known_ids() if one in changed) if changed else ()

    async def add_words(self, service_request_id: str, words: str, media_urls: tuple[str, ...], key: str) -> bool:
        if not (await self._client.profile()).updates:
            return False
        at = datetime.fromtimestamp(self._clock(), UTC)
        update = crm_client.NewUpdate(service_request_id, f"more-{key}", "open", words, at, media_urls)
        return await self._changed(self._client.post_update(update))

    async def reopen(self, service_request_id: str, words: str, key: str) -> bool:
        if not (await self._client.profile()).updates:
            return False
        at = datetime.fromtimestamp(self._clock(), UTC)
        update = crm_client.NewUpdate(service_request_id, f"reopen-{key}", "reopen", words, at)
        return await self._changed(self._client.post_update(update))

    async def give_feedback(self, feedback: RecordFeedback, channel: str) -> bool:
        if not (await self._client.profile()).feedback:
            return False
        told = crm_client.Feedback(
            feedback.service_request_id,
            feedback.survey_key,
            feedback.fixed or "",
            feedback.rating,
            feedback.comment,
            channel,
            feedback.language,
        )
        return await self._changed(self._client.post_feedback(told))

    async def _changed(self, call: Awaitable[object]) -> bool:
        """False when the desk will never take it. Updates and feedback carry ids of their own, so an unknown
        outcome is simply sent again.
        """
        try:
            await call
        except crm_client.Refused:
            return False
        except crm_client.TryLater as error:
            raise DeskUnavailable(str(error), error.retry_after) from error
        except crm_client.DeskError as error:
            raise DeskUnavailable(str(error)) from error
        return True


def _away(one: ServiceRequest, point: GeoPoint) -> float:
    return metres_between(one.point.lat, one.point.long, point.lat, point.long) if one.point else float("inf")


def _new_request(order: FileRequest, media_urls: tuple[str, ...], channel: str) -> NewServiceRequest:
    return NewServiceRequest(
        service_code=order.service_code,
        description=order.description,
        point=Point(order.point.lat, order.point.long) if order.point else None,
        address_string=order.address_string,
        attributes=tuple(order.attributes.items()),
        media_urls=media_urls,
        channel=channel,
        language=order.language,
    )


def _filed(one: crm_client.Filed) -> Filed:
    seen = _request(one.request) if one.request else None
    return Filed(one.service_request_id, one.token, one.service_notice, one.expected_datetime, seen)


def _attribute(one: crm_client.Attribute) -> Attribute:
    return Attribute(
        code=one.code,
        datatype=one.datatype,
        description=one.description,
        required=one.required,
        variable=one.variable,
        datatype_description=one.datatype_description,
        values=tuple(AttributeValue(value.key, value.name) for value in one.values),
        depends_on=one.depends_on,
    )


def _request(one: crm_client.ServiceRequest) -> ServiceRequest:
    return ServiceRequest(
        service_request_id=one.service_request_id,
        status=one.status,
        service_code=one.service_code,
        service_name=one.service_name,
        status_notes=one.status_notes,
        extended_status=one.extended_status,
        address=one.address,
        point=GeoPoint(one.point.lat, one.point.long) if one.point else None,
        requested_datetime=one.requested_datetime,
        updated_datetime=one.updated_datetime,
        expected_datetime=one.expected_datetime,
        media_url=next(iter(one.crew_media_urls), ""),
        photos=len(one.media_urls),
    )
