"""An asynchronous GeoReport v2 client. Errors are those of `crm_client.errors`, and say what to do next."""

from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import aiohttp

from crm_client.addresses import Addresses
from crm_client.errors import Misconfigured, NotFound, Refused, TryLater
from crm_client.forms import Fields, feedback_fields, filled, new_request_fields, stamp, update_fields
from crm_client.listing import MOST_PAGES, Filters, chunks, halved, heeds_lists, queries
from crm_client.models import (
    Discovery,
    Feedback,
    Filed,
    NewServiceRequest,
    NewUpdate,
    Service,
    ServiceDefinition,
    ServiceRequest,
    ServiceRequestUpdate,
)
from crm_client.profile import Profile, with_extensions
from crm_client.readers import definition_from, discovery_from, filed_from, requests_from, services_from, updates_from
from crm_client.reconcile import ours_among
from crm_client.transport import Calls, Timeouts, Transport

ASK_AGAIN = 3600.0
"""Seconds after which a server's abilities are looked up again."""
ACCEPT = {"json": "application/json", "xml": "text/xml, application/xml"}
"""For servers whose paths do not say the format."""
CLOCKS_DIFFER = timedelta(minutes=15)


class GeoReportClient:
    """Speaks with one server. Session and `calls` (connections to this server) are the caller's to open and close; one
    session serves any number of clients.
    """

    def __init__(
        self,
        base_url: str,
        session: aiohttp.ClientSession,
        *,
        api_key: str = "",
        jurisdiction_id: str = "",
        profile: Profile | None = None,
        timeouts: Timeouts | None = None,
        calls: Calls | None = None,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._given = profile or Profile()
        self._zone = ZoneInfo(self._given.time_zone)
        self._urls = Addresses(base_url, self._given)
        accept = "*/*" if self._given.suffix else ACCEPT[self._given.format]
        self._transport = Transport(session, timeouts or Timeouts(), accept, calls)
        self._jurisdiction = filled([("jurisdiction_id", jurisdiction_id)])
        self._key = filled([("api_key", api_key)])
        self._asking = [*self._jurisdiction, *(self._key if self._given.key_on_get else [])]
        self._monotonic = monotonic
        self._learnt: tuple[float, Profile] | None = None

    async def discovery(self) -> Discovery:
        """What the server says of itself. Many have no discovery: NotFound."""
        answer = await self._transport.get(self._urls.discovery())
        return discovery_from(next(iter(answer.rows), {}))

    async def profile(self) -> Profile:
        """How this server is spoken to: the given profile, and what its discovery adds."""
        now = self._monotonic()
        if self._learnt is None or now - self._learnt[0] > ASK_AGAIN:
            try:
                learnt = with_extensions(self._given, (await self.discovery()).extensions)
            except (Refused, Misconfigured):
                learnt = self._given
            except TryLater:
                return self._learnt[1] if self._learnt else self._given
            self._learnt = now, learnt
        return self._learnt[1]

    async def services(self) -> tuple[Service, ...]:
        try:
            answer = await self._transport.get(self._urls.services(self._asking))
        except NotFound as error:
            raise Misconfigured(f"no GeoReport v2 services there: {error}", status_code=error.status_code) from error
        return services_from(answer.rows)

    async def service_definition(self, service_code: str) -> ServiceDefinition:
        """The questions of a service whose `metadata` is true."""
        answer = await self._transport.get(self._urls.service(service_code, self._asking))
        return definition_from(service_code, answer.rows)

    async def submit(self, request: NewServiceRequest, idempotency_key: str = "") -> Filed:
        """Files the request. The key goes in a header, which servers that do not know it pass over.

        After OutcomeUnknown ask `find_filed` before you submit again.
        """
        profile = await self.profile()
        answer = await self._transport.post(
            self._urls.requests([]),
            [*self._jurisdiction, *self._key, *new_request_fields(request, profile)],
            media=request.media if profile.media == "file" else (),
            headers={"Idempotency-Key": idempotency_key} if idempotency_key else None,
        )
        filed = filed_from(next(iter(answer.rows), {}), self._zone)
        shown = next(requests_from(answer.rows, self._zone), None) if profile.shows_filed else None
        return replace(filed, request=shown) if shown and shown.service_request_id else filed

    async def request_id_for(self, token: str) -> str:
        """The id that a token has become; empty while the server has none yet, which may take days."""
        answer = await self._transport.get(self._urls.token(token, self._asking))
        return filed_from(next(iter(answer.rows), {})).service_request_id

    async def service_request(self, service_request_id: str) -> ServiceRequest:
        """Raises NotFound when the server does not know it, or no longer."""
        extended = _extended(await self.profile())
        answer = await self._transport.get(self._urls.request(service_request_id, [*self._asking, *extended]))
        found = next(requests_from(answer.rows, self._zone), None)
        if found is None:
            raise NotFound(f"no service request {service_request_id}")
        return found

    async def service_requests(self, filters: Filters | None = None) -> tuple[ServiceRequest, ...]:
        """Every request the filters ask for, each once, across chunks of ids, windows of time and pages; an answer that
        was cut is asked for in halves. Without a start and an end the server's own limits hold.
        """
        filters, profile = filters or Filters(), await self.profile()
        if filters.service_request_ids:
            return tuple(await self._by_ids(filters.service_request_ids, profile))
        page_size = filters.page_size or profile.page_size
        found: dict[tuple[str, str], ServiceRequest] = {}
        waiting = deque(queries(filters, profile))
        while waiting:
            query, rows = waiting.popleft(), 0
            extended = _extended(profile) if filters.extended else []
            async for page in self._by_pages([*query, *extended], profile, page_size, filters.most_pages):
                rows += len(page)
                for request in page:
                    found.setdefault(_identity(request), request)
            if not profile.paging and rows >= profile.most_rows and filters.most_pages == MOST_PAGES:
                waiting.extend(halved(query))
        return tuple(found.values())

    async def _by_pages(
        self, query: Fields, profile: Profile, page_size: int, most: int
    ) -> AsyncGenerator[list[ServiceRequest]]:
        """Until a page brings nothing new: page sizes are capped and pages counted from 0 or 1 without notice."""
        seen: set[tuple[str, str]] = set()
        page, more, left = profile.first_page, True, most
        while more and left:
            paging = [("page", str(page)), ("page_size", str(page_size))] if profile.paging or seen else []
            try:
                found, more = await self._page([*query, *paging], profile)
            except Refused:
                if not seen:
                    raise
                return  # a page past the last one
            fresh = [one for one in found if _identity(one) not in seen]
            seen.update(map(_identity, fresh))
            yield fresh
            more, page, left = more and bool(fresh), page + 1, left - 1

    async def _page(self, query: Fields, profile: Profile) -> tuple[list[ServiceRequest], bool]:
        answer = await self._transport.get(self._urls.requests([*self._asking, *query]))
        more = profile.paging or bool(answer.headers.get("x-next-page-url"))
        return list(requests_from(answer.rows, self._zone)), more

    async def _by_ids(self, ids: Iterable[str], profile: Profile) -> list[ServiceRequest]:
        """In the order asked for, several a call where the server heeds that. One it has lost hides no other."""
        found: list[ServiceRequest] = []
        for some in chunks(dict.fromkeys(ids), profile.ids_per_call):
            if len(some) == 1 or profile.id_lists is False:
                found += (await self._one_by_one(some)).values()
                continue
            listed = await self._listed(some, profile)
            missing = [one for one in some if one not in (listed or ())]
            trusted = profile.id_lists and listed is not None
            alone = await self._one_by_one(missing) if missing and not trusted else {}
            profile = self._with_lists(profile, heeds_lists(some, listed, alone))
            known = {**(listed or {}), **alone}
            found += [known[one] for one in some if one in known]
        return found

    async def _listed(self, ids: Sequence[str], profile: Profile) -> dict[str, ServiceRequest] | None:
        """By id, up to the page with one that was not asked for, which shows that the list was not heeded; None: refused."""
        found: dict[str, ServiceRequest] = {}
        asked = set(ids)
        query = [("service_request_id", ",".join(ids)), *_extended(profile)]
        try:
            async with aclosing(self._by_pages(query, profile, profile.page_size, MOST_PAGES)) as pages:
                async for page in pages:
                    found |= {request.service_request_id: request for request in page}
                    if not found.keys() <= asked:
                        break
        except Refused:
            return None
        return found

    async def _one_by_one(self, ids: Iterable[str]) -> dict[str, ServiceRequest]:
        found: dict[str, ServiceRequest] = {}
        for one in ids:
            with suppress(Refused):
                found[one] = await self.service_request(one)
        return found

    def _with_lists(self, profile: Profile, heeded: bool | None) -> Profile:
        """Remembered as long as the rest of what was learnt."""
        if heeded is None or heeded == profile.id_lists or self._learnt is None:
            return profile
        profile = replace(profile, id_lists=heeded)
        self._learnt = self._learnt[0], profile
        return profile

    async def updates(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> tuple[ServiceRequestUpdate, ...]:
        """What happened to requests between two aware times, oldest first (mySociety's extension)."""
        span = [("start_date", stamp(start))] if start else []
        span += [("end_date", stamp(end))] if end else []
        answer = await self._transport.get(self._urls.updates([*self._asking, *span]))
        return updates_from(answer.rows, self._zone)

    async def post_update(self, update: NewUpdate) -> str:
        """Adds an update, `reopen` among them; the server's id for it. Ask `profile().updates` whether it can."""
        fields = [*self._jurisdiction, *self._key, *update_fields(update, await self.profile())]
        answer = await self._transport.post(self._urls.updates([]), fields)
        return str(next(iter(answer.rows), {}).get("update_id") or update.update_id)

    async def post_feedback(self, feedback: Feedback) -> None:
        """How the resident found it (text311's extension). Ask `profile().feedback` whether the server takes it."""
        fields = [*self._jurisdiction, *self._key, *feedback_fields(feedback)]
        await self._transport.post(self._urls.feedback(feedback.service_request_id), fields)

    async def find_filed(
        self,
        request: NewServiceRequest,
        sent_from: datetime,
        sent_until: datetime,
        *,
        mark: str = "",
        radius: float = 100,
    ) -> Filed | None:
        """Our own request among those the server has, after OutcomeUnknown; None when it is not there (yet: a slow server
        may still be at work on it, so ask again after a minute before you believe it).

        `mark` is a text only we know that went with the request (in its description or as account_id).
        """
        start, end = sent_from - CLOCKS_DIFFER, sent_until + CLOCKS_DIFFER
        candidates = await self.service_requests(Filters(service_codes=(request.service_code,), start=start, end=end))
        timely = [one for one in candidates if one.requested_datetime is None or start <= one.requested_datetime <= end]
        found = ours_among(timely, request, mark=mark, radius=radius)
        return Filed(found.service_request_id, found.token, found.service_notice, request=found) if found else None


def _identity(request: ServiceRequest) -> tuple[str, str]:
    return request.service_request_id, "" if request.service_request_id else request.token


def _extended(profile: Profile) -> Fields:
    return [("extensions", "true")] if profile.extended else []
