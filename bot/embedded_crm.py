"""The embedded CRM beside the bot: its settings from ours, its app."""

import json
import os
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from bot.city import City
from bot.settings import Settings, SettingsError
from crm_server.app import create_app
from crm_server.faults import FaultsFileError, read_faults
from crm_server.faulty_city import FaultyCity
from crm_server.settings import Settings as CrmSettings
from crm_server.settings import from_environment


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the CRM's own clock


def crm_alone() -> FastAPI:
    """For `text311 crm`, from this process's environment."""
    return create_app(from_environment(os.environ), now)  # noqa: TID251 - the CRM reads its own settings


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
    return create_app(
        CrmSettings(
            database_url=settings.crm.database_url or f"sqlite:///{settings.data_dir / 'crm.sqlite'}",
            staff_password=settings.crm.staff_password,
            services_file=None,
            media_dir=settings.data_dir / "crm-media",
            public_url=public_url,
            city_name=city.name,
            time_zone=city.time_zone,
            push_url=push_url,
            push_secret=settings.crm.webhook_secret if push_url else None,
        ),
        now,
    )
