"""What every page and answer of one CRM shares."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from crm_server.areas import Areas, read_areas
from crm_server.catalogue import Catalogue, read_catalogue
from crm_server.database import Database
from crm_server.ground import Ground
from crm_server.known_services import remember_services
from crm_server.settings import Settings


@dataclass(frozen=True, slots=True)
class Crm:
    settings: Settings
    catalogue: Catalogue
    areas: Areas
    database: Database
    clock: Callable[[], datetime]
    ground: Ground | None

    @property
    def time_zone(self) -> ZoneInfo:
        return self.catalogue.working_hours.time_zone

    def prepare(self) -> None:
        """Makes what is missing: tables, folders, the list of services. Safe to run again."""
        self.settings.media_dir.mkdir(parents=True, exist_ok=True)
        self.database.create_tables()
        with self.database.writing.begin() as session:
            remember_services(session, self.catalogue)


def make_crm(settings: Settings, clock: Callable[[], datetime], ground: Ground | None = None) -> Crm:
    return Crm(
        settings=settings,
        catalogue=read_catalogue(settings.services_file, settings.time_zone),
        areas=read_areas(settings.areas_file),
        database=Database(settings.database_url, push=settings.push_url is not None),
        clock=clock,
        ground=ground,
    )


async def crm_of(http_request: Request) -> Crm:
    """A coroutine without need: FastAPI sends every plain function to a thread, which costs more than a query."""
    crm: Crm = http_request.app.state.crm
    return crm


CrmDep = Annotated[Crm, Depends(crm_of)]
