"""The embedded CRM beside the bot: its settings from ours, its app."""

import os
from datetime import UTC, datetime

from fastapi import FastAPI

from bot.city import City
from bot.settings import Settings
from crm_server.app import create_app
from crm_server.settings import Settings as CrmSettings
from crm_server.settings import from_environment


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the CRM's own clock


def crm_alone() -> FastAPI:
    """For `text311 crm`, from this process's environment."""
    return create_app(from_environment(os.environ), now)  # noqa: TID251 - the CRM reads its own settings


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
