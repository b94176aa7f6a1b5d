"""What a GeoReport server offers: its services, their questions, and what it says when it closes a request."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.service_drift import Seen, Services, questions_of
from bot.service_requests import Attribute, Service
from bot.settings import Settings

if TYPE_CHECKING:
    import aiohttp

    from bot.adapters.open311_desk import Open311Desk
    from crm_client import GeoReportClient

AT_ONCE = 4
"""Definitions asked for at the same time."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Offered:
    services: Sequence[Service]
    attributes: Mapping[str, Sequence[Attribute]]
    """By service_code; without those whose questions cannot be read."""
    closing_notes: Sequence[str]

    @property
    def seen(self) -> Services:
        return {one.service_code: Seen(one.service_name, self._questions(one)) for one in self.services}

    def _questions(self, one: Service) -> dict[str, str] | None:
        asked = self.attributes.get(one.service_code)
        return None if asked is None else questions_of(asked)


async def fetch(settings: Settings, url: str, say: Say) -> Offered:
    """Raises `DeskUnavailable`, `DeskError`."""
    import aiohttp

    from bot.adapters.open311_desk import Open311Desk

    async with aiohttp.ClientSession() as session:
        client = await _client(settings, url, session)
        desk = Open311Desk(client, time.time)
        found = [one for one in await desk.services() if one.service_code]
        at_once = asyncio.Semaphore(AT_ONCE)
        asked = await asyncio.gather(*(_attributes(desk, one, at_once, say) for one in found))
        notes = await _closing_notes(client)
    pairs = zip(found, asked, strict=True)
    return Offered(found, {one.service_code: known for one, known in pairs if known is not None}, notes)


async def _client(settings: Settings, url: str, session: "aiohttp.ClientSession") -> "GeoReportClient":
    """As TEXT311_CRM_KIND says; where it names no preset, as the server turns out to want it."""
    from crm_client import PRESETS, GeoReportClient, detected_profile

    crm, preset = settings.crm, settings.crm.kind.partition(":")[2]
    ours = not crm.url_given or crm.url.rstrip("/") == url.rstrip("/")
    key, jurisdiction = (crm.api_key, crm.jurisdiction) if ours else ("", "")  # another server gets no key of ours
    profile = PRESETS.get(preset) if ours else None
    profile = profile or await detected_profile(url, session, jurisdiction_id=jurisdiction, api_key=key)
    return GeoReportClient(url, session, api_key=key, jurisdiction_id=jurisdiction, profile=profile)


async def _attributes(
    desk: "Open311Desk", one: Service, at_once: asyncio.Semaphore, say: Say
) -> tuple[Attribute, ...] | None:
    from bot.ports import DeskUnavailable

    async with at_once:
        try:
            return await desk.attributes(one.service_code)
        except DeskUnavailable:  # some servers say they have questions and then give none
            say(f"  the questions of {one.service_name} ({one.service_code}) cannot be read")
            return None


async def _closing_notes(client: "GeoReportClient") -> tuple[str, ...]:
    """Of the latest closed requests. A server that does not list them has nothing to show here."""
    from crm_client import DeskError, Filters

    try:
        closed = await client.service_requests(Filters(status="closed", most_pages=1))
    except DeskError:
        return ()
    return tuple(one.status_notes for one in closed if one.status == "closed" and one.status_notes)
