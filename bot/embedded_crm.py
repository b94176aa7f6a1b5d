"""The embedded CRM beside the bot: its settings from ours, its app."""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.city import City
from bot.city_file import read_city
from bot.city_places import open_places
from bot.crew_map import CrewMap
from bot.demo.past import PastRequest
from bot.places.finder import PlaceFinder
from bot.settings import Settings, SettingsError, from_process
from crm_server import changes
from crm_server.app import create_app
from crm_server.crm import Crm
from crm_server.faults import FaultsFile, FaultsFileError
from crm_server.faulty_city import FaultyCity
from crm_server.feedback import Answer, give_feedback
from crm_server.filing import NewServiceRequest, file_request
from crm_server.history import Author
from crm_server.settings import Settings as CrmSettings
from crm_server.settings import from_environment
from crm_server.tables import ServiceRequest

DEMO = Path(__file__).parent / "demo"
DEMO_AREAS = DEMO / "areas.geojson"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the CRM's own clock


def _opened(settings: CrmSettings, ours: Callable[[], Settings]) -> FastAPI:
    """`ours` say where the city's addresses are; they are asked when a crew first looks at a map."""
    try:
        app = create_app(settings, now, CrewMap(lambda: _places(ours())))
        _prepare(app.state.crm)
    except ValueError as error:  # a services or areas file with a mistake in it, a database of a newer program
        raise SettingsError(str(error)) from error
    return app


def _prepare(crm: Crm) -> None:
    """Its lifespan does so too, but can only fail with a traceback."""
    try:
        crm.prepare()
    except BaseException:
        crm.database.dispose()
        raise


def _places(settings: Settings) -> PlaceFinder:
    city_file = settings.city_file or DEMO / "city.toml"
    return open_places(read_city(city_file), city_file.parent, settings.gazetteer, settings.data_dir)


def _from_environment() -> CrmSettings:
    try:
        return from_environment(os.environ)  # noqa: TID251 - the CRM reads its own settings
    except (OSError, ValueError) as error:  # a city file that is not there, a number that is none
        raise SettingsError(str(error)) from error


def crm_alone() -> FastAPI:
    """For `text311 crm`, from this process's environment; the demo city's where none is named."""
    read = _from_environment()
    if read.city_file:
        return _opened(read, from_process)
    city = read_city(DEMO / "city.toml")
    areas = read.areas_file or DEMO_AREAS
    return _opened(replace(read, city_name=city.name, time_zone=city.time_zone, areas_file=areas), from_process)


def crm_with_faults(faults_file: Path) -> FaultyCity:
    """The CRM alone, failing as the file says."""
    try:
        faults = FaultsFile(faults_file)
    except FaultsFileError as error:
        raise SettingsError(str(error)) from error
    log = faults().log
    record = partial(_append, faults_file.parent / log) if log else _forget
    return FaultyCity(crm_alone(), faults, clock=time.monotonic, now=time.time, record=record)


def _append(log_file: Path, row: dict[str, Any]) -> None:
    with log_file.open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def _forget(row: dict[str, Any]) -> None:
    """Nobody asked for a log."""


def live_through(crm_app: FastAPI, past: Sequence[PastRequest]) -> bool:
    """Writes a past into a CRM nobody has filed anything with yet; into any other nothing, and gives False."""
    crm: Crm = crm_app.state.crm
    with crm.database.writing.begin() as session:
        session.info["push"] = False  # nobody follows what never was
        if session.scalar(select(ServiceRequest.id).limit(1)) is not None:
            return False
        for one in past:
            _live_through(crm, session, one)
    return True


def _live_through(crm: Crm, session: Session, one: PastRequest) -> None:
    new = NewServiceRequest(
        service_code=one.service_code,
        description=one.description,
        lat=one.lat,
        long=one.long,
        address=one.address,
        zipcode=one.zipcode,
        area=crm.areas.name_at(one.lat, one.long),
        channel=one.channel,
        language=one.language,
    )
    number = file_request(session.connection(), new, crm.catalogue, one.filed).id
    request = session.get_one(ServiceRequest, number)
    if one.claimed:
        changes.claim(session, request, Author(one.crew, one.claimed))
    if one.closed:
        changes.close(session, request, Author(one.crew, one.closed), one.reason)
    if one.closed and one.fixed:
        answer = Answer(f"past-{number}", one.fixed, one.rating, channel=one.channel, language=one.language)
        give_feedback(session, request, Author("resident", one.closed), answer)
    if one.reopened:
        promised = crm.catalogue.expected(one.service_code, one.reopened)
        changes.reopen(session, request, Author("resident", one.reopened), "It is not fixed.", promised)
    if one.closed_again:
        changes.close(session, request, Author(one.crew, one.closed_again), "fixed")


def crm_beside(settings: Settings, city: City, public_url: str, push_url: str | None = None) -> FastAPI:
    """For a process that is bot and CRM at once."""
    read = _from_environment()
    return _opened(
        replace(
            read,
            database_url=settings.crm.database_url or f"sqlite:///{settings.data_dir / 'crm.sqlite'}",
            staff_password=settings.crm.staff_password,
            media_dir=settings.data_dir / "crm-media",
            public_url=public_url,
            city_name=city.name,
            time_zone=city.time_zone,
            push_url=push_url,
            push_secret=settings.crm.webhook_secret if push_url else None,
            areas_file=read.areas_file or (None if settings.city_file else DEMO_AREAS),
        ),
        lambda: settings,
    )
