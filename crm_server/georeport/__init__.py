"""GeoReport v2 and its extensions, in JSON and XML.

Source: the specification at wiki.open311.org/GeoReport_v2, the extensions of Chicago and Boston (`page`,
`updated_after`, `extensions=true`) and of mySociety (`servicerequestupdates`).
"""

from fastapi import APIRouter, FastAPI

from crm_server.georeport import discovery, errors, feedback, requests, services, updates

router = APIRouter(prefix="/open311/v2")
for part in (discovery, services, requests, updates, feedback):
    router.include_router(part.router)


def answer_errors(app: FastAPI) -> None:
    errors.install(app)
