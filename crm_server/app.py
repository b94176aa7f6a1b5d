"""The embedded CRM as an ASGI app: GeoReport v2, City Worker, performance."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import FastAPI

from crm_server import home, media, plain_errors, retention, staff
from crm_server.crm import Crm, make_crm
from crm_server.georeport.api import GeoReport
from crm_server.ground import Ground
from crm_server.performance import routes as performance
from crm_server.push import Pusher
from crm_server.settings import Settings
from crm_server.staff.attempts import Attempts


def create_app(settings: Settings, clock: Callable[[], datetime], ground: Ground | None = None) -> FastAPI:
    """Ready to run alone or under another app's "/".

    `clock` gives the time with a zone, `ground` the streets under the crews' pins. Its lifespan makes the tables and the list of services; Starlette does not run
    the lifespan of a mounted app, so who mounts it enters `app.router.lifespan_context(app)` in its own.
    """
    crm = make_crm(settings, clock, ground)
    app = FastAPI(
        title=f"{settings.city_name} 311",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
        },  # nobody collects it, and looking whether takes time
    )
    app.state.crm = crm
    app.add_middleware(GeoReport, crm=crm)
    app.include_router(staff.router)
    app.include_router(performance.router)
    app.include_router(media.router)
    app.include_router(home.router)
    app.state.staff_attempts = Attempts()
    plain_errors.install(app)
    staff.answer_strangers(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    crm: Crm = app.state.crm
    await asyncio.to_thread(crm.prepare)
    tasks = [asyncio.create_task(_push(crm)), asyncio.create_task(retention.run(crm))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        crm.database.dispose()


async def _push(crm: Crm) -> None:
    if url := crm.settings.push_url:
        await Pusher(crm.database, url, crm.settings.push_secret or "", crm.clock).run()
