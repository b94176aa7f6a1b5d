"""Who may write."""

import hmac
from typing import Annotated

from fastapi import Depends, Request

from crm_server.crm import CrmDep
from crm_server.forms import FormDep
from crm_server.georeport.errors import GeoReportError


async def check_api_key(http_request: Request, crm: CrmDep, form: FormDep) -> None:
    """Any api_key or none will do unless the settings name the ones that do."""
    if not crm.settings.api_keys:
        return
    given = (form.text("api_key") or http_request.query_params.get("api_key", "")).encode()
    if not any(hmac.compare_digest(given, key.encode()) for key in crm.settings.api_keys):
        raise GeoReportError(403, "This needs a valid api_key; discovery.json says how to get one.")


ApiKeyChecked = Annotated[None, Depends(check_api_key)]
