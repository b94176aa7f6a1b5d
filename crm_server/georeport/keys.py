"""Who may write."""

import hmac

from crm_server.georeport.errors import GeoReportError
from crm_server.settings import Settings


def check_api_key(settings: Settings, given: str) -> None:
    """Any api_key or none will do unless the settings name the ones that do. Raises GeoReportError."""
    if settings.api_keys and not any(hmac.compare_digest(given.encode(), key.encode()) for key in settings.api_keys):
        raise GeoReportError(403, "This needs a valid api_key; discovery.json says how to get one.")
