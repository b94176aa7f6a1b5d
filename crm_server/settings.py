"""What the embedded CRM is told from outside, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PERSONAL_DAYS = 180


@dataclass(frozen=True, slots=True)
class Settings:
    """One embedded CRM.

    `public_url` is where residents and bots reach it, without a slash at the end. An empty `staff_password` closes
    the staff pages. Empty `api_keys` takes any api_key or none.
    """

    database_url: str = field(repr=False)
    staff_password: str = field(repr=False)
    services_file: Path | None
    """Our own `services.toml` when None."""
    media_dir: Path
    public_url: str
    city_name: str
    time_zone: str
    push_url: str | None
    push_secret: str | None = field(repr=False)
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    areas_file: Path | None = None
    """GeoJSON FeatureCollection of polygons with a `name` each: neighbourhoods or districts."""
    city_file: Path | None = None
    """Where the city's name and time zone were read from."""
    personal_days: int = PERSONAL_DAYS
    """So long after closing it is forgotten who reported something; 0 keeps it."""


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Settings for a CRM that runs alone (`text311 crm`). Raises ValueError that names the variable."""
    data_dir = Path(environ.get("TEXT311_DATA_DIR") or "data")
    city = _city(environ.get("TEXT311_CITY"))
    secret = environ.get("TEXT311_CRM_WEBHOOK_SECRET") or None
    return Settings(
        database_url=environ.get("TEXT311_CRM_DATABASE_URL") or f"sqlite:///{data_dir / 'crm.sqlite'}",
        staff_password=environ.get("TEXT311_STAFF_PASSWORD", ""),
        services_file=_path(environ.get("TEXT311_CRM_SERVICES")),
        media_dir=data_dir / "crm-media",
        public_url=_public_url(environ),
        city_name=city.get("name", "Your city"),
        time_zone=city.get("time_zone", "UTC"),
        push_url=_push_url(environ) if secret else None,
        push_secret=secret,
        api_keys=tuple(key for key in environ.get("TEXT311_CRM_ACCEPTED_KEYS", "").replace(",", " ").split() if key),
        areas_file=_path(environ.get("TEXT311_CRM_AREAS")),
        city_file=_path(environ.get("TEXT311_CITY")),
        personal_days=_days(environ.get("TEXT311_CRM_PERSONAL_DAYS", "").strip()),
    )


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _days(text: str) -> int:
    if not text:
        return PERSONAL_DAYS
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ValueError(
            f'TEXT311_CRM_PERSONAL_DAYS="{text}" should be a number of days after closing, such as {PERSONAL_DAYS}; '
            "0 keeps for ever who reported something."
        )
    return int(text)


def _public_url(environ: Mapping[str, str]) -> str:
    """The bot is told where the CRM is as `…/open311/v2`; the CRM alone can learn its own address from that."""
    crm_url = environ.get("TEXT311_CRM_URL", "").rstrip("/").removesuffix("/open311/v2")
    return (crm_url or environ.get("TEXT311_PUBLIC_URL") or f"http://127.0.0.1:{environ.get('PORT', '8312')}").rstrip(
        "/"
    )


def _push_url(environ: Mapping[str, str]) -> str | None:
    if explicit := environ.get("TEXT311_CRM_PUSH_URL"):
        return explicit
    bot_url = environ.get("TEXT311_PUBLIC_URL", "").rstrip("/")
    return f"{bot_url}/crm/events" if bot_url else None


def _city(path: str | None) -> dict[str, str]:
    if not path:
        return {}
    try:
        city = tomllib.loads(Path(path).read_text("utf-8-sig"))
    except ValueError as error:  # tomllib's, or a letter that is not UTF-8
        raise ValueError(f"{path} (TEXT311_CITY): {error}") from error
    return {key: value for key, value in city.items() if isinstance(value, str)}
