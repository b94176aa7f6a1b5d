"""Finding out how a server is spoken to, for whoever has only its address."""

from dataclasses import replace

import aiohttp

from crm_client.client import GeoReportClient
from crm_client.errors import DeskError
from crm_client.profile import Profile


async def detected_profile(
    base_url: str, session: aiohttp.ClientSession, *, jurisdiction_id: str = "", api_key: str = ""
) -> Profile:
    """The first form in which the server lists its services: JSON or XML, with and without an ending, with the key.

    Raises the error of the plainest form when it lists them in none.
    """
    plain = Profile()
    forms = [plain, replace(plain, format="xml"), replace(plain, suffix=False)]
    if api_key:
        forms += [replace(form, key_on_get=True) for form in forms]
    failure: DeskError | None = None
    for form in forms:
        client = GeoReportClient(base_url, session, api_key=api_key, jurisdiction_id=jurisdiction_id, profile=form)
        try:
            if await client.services():
                return form
        except DeskError as error:
            failure = failure or error
    if failure:
        raise failure
    return plain
