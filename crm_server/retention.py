"""What the CRM does not keep: who reported something long closed, and photos that belong to nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, String, and_, cast, insert, literal, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute, Session

from crm_server.crm import Crm
from crm_server.tables import Change, ServiceRequest

log = structlog.get_logger()

FIRST_AFTER, EVERY = 60.0, 86_400.0
"""Seconds: not while a process starts, then daily."""
STILL_COMING = timedelta(days=1)
"""A photo is written before the request it belongs to."""


@dataclass(frozen=True, slots=True)
class Removed:
    reporters: int
    photos: int


async def run(crm: Crm) -> None:
    """Once a day, until cancelled."""
    await asyncio.sleep(FIRST_AFTER)
    while True:
        try:
            removed = await asyncio.to_thread(tidy, crm)
            log.info("crm.tidied", reporters=removed.reporters, photos=removed.photos)
        except (SQLAlchemyError, OSError) as error:  # tomorrow is another day
            log.warning("crm.not_tidied", error=type(error).__name__)
        await asyncio.sleep(EVERY)


def tidy(crm: Crm) -> Removed:
    """Safe to run again, and in several processes."""
    now = crm.clock()
    with crm.database.writing.begin() as session:
        days = crm.settings.personal_days
        reporters = forget_reporters(session, now - timedelta(days=days), now) if days else 0
    return Removed(reporters, remove_orphans(crm, now - STILL_COMING))


def forget_reporters(session: Session, closed_before: datetime, at: datetime) -> int:
    """Names, addresses, numbers and ids of whoever reported it; the report stays. Each request's history says so."""
    due = and_(
        ServiceRequest.status == "closed",
        ServiceRequest.closed_datetime < closed_before,
        _filled(ServiceRequest.reporter),
    )
    lines = select(
        ServiceRequest.id,
        literal(at, Change.at.type),
        literal("retention"),
        literal("reporter forgotten"),
        literal(""),
        literal(""),
        literal(""),
        literal(""),
        ServiceRequest.status,
        ServiceRequest.extended_status,
        literal(False),
    ).where(due)
    columns = (
        "request_id", "at", "who", "what", "before", "after", "note", "media_url", "status", "extended_status", "public",
    )  # fmt: skip
    session.execute(insert(Change).from_select(columns, lines))
    forgotten = session.execute(update(ServiceRequest).where(due).values(reporter={}).returning(ServiceRequest.id))
    return len(forgotten.all())


def remove_orphans(crm: Crm, written_before: datetime) -> int:
    """Photos that no request and no line of history shows."""
    old = [path for path in crm.settings.media_dir.glob("*.jpg") if path.stat().st_mtime < written_before.timestamp()]
    if not old:
        return 0
    with crm.database.reading() as session:
        shown = {url.rpartition("/")[2] for url in _urls(session)}
    orphans = [path for path in old if path.stem not in shown]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _urls(session: Session) -> Iterator[str]:
    for urls in session.scalars(select(ServiceRequest.media_urls).where(_filled(ServiceRequest.media_urls))):
        yield from urls
    yield from session.scalars(select(ServiceRequest.crew_media_url).where(ServiceRequest.crew_media_url != ""))
    yield from session.scalars(select(Change.media_url).where(Change.media_url != ""))


def _filled(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether a JSON column holds anything, in a form every database has."""
    return cast(column, String).not_in(("{}", "[]"))
