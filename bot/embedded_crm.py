"""The embedded CRM beside the bot: its settings from ours, its app."""

import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from bot.city import City, read_city
from bot.settings import Settings, SettingsError
from crm_server.app import create_app
from crm_server.faults import FaultsFileError, read_faults
from crm_server.faulty_city import FaultyCity
from crm_server.settings import from_environment

DEMO = Path(__file__).parent / "demo"
DEMO_AREAS = DEMO / "areas.geojson"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the CRM's own clock


def crm_alone() -> FastAPI:
    """For `text311 crm`, from this process's environment; the demo city's where none is named."""
    environ = os.environ  # noqa: TID251 - the CRM reads its own settings
    read = from_environment(environ)
    if environ.get("TEXT311_CITY"):
        return create_app(read, now)
    city = read_city(DEMO / "city.toml")
    areas = read.areas_file or DEMO_AREAS
    return create_app(replace(read, city_name=city.name, time_zone=city.time_zone, areas_file=areas), now)


def crm_with_faults(faults_file: Path) -> FaultyCity:
    """The CRM alone, failing as the file says."""
    try:
        faults = read_faults(faults_file)
    except FaultsFileError as error:
        raise SettingsError(str(error)) from error
    record = partial(_append, faults_file.parent / faults.log) if faults.log else _forget
    return FaultyCity(crm_alone(), faults, clock=time.monotonic, now=time.time, record=record)


def _append(log_file: Path, row: dict[str, Any]) -> None:
    with log_file.open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def _forget(row: dict[str, Any]) -> None:
    """Nobody asked for a log."""


def crm_beside(settings: Settings, city: City, public_url: str, push_url: str | None = None) -> FastAPI:
    """For a process that is bot and CRM at once."""
    read = from_environment(os.environ)  # noqa: TID251 - the CRM reads its own settings
    return create_app(
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
        now,
    )
