"""A CRM on a fresh SQLite file, with a clock the test moves; for foreign clients and browsers on a real port."""

import os
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import create_engine

with warnings.catch_warnings():
    # Starlette 1 would rather have httpx2 under its test client than the httpx that is pinned.
    warnings.simplefilter("ignore", UserWarning)
    from starlette.testclient import TestClient

from crm_server.app import create_app
from crm_server.settings import Settings
from crm_server.tables import Base

A_MONDAY_MORNING = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)  # 10:00 in New York


@dataclass
class Clock:
    at: datetime = A_MONDAY_MORNING

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class World:
    settings: Settings
    clock: Clock = field(default_factory=Clock)

    def client(self, **changed: object) -> TestClient:
        app = create_app(replace(self.settings, **changed), self.clock)  # type: ignore[arg-type]
        return TestClient(app, base_url="http://crm.test", follow_redirects=False)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """CRM_TEST_DATABASE_URL names a PostgreSQL database, emptied for each test, to make the same claims of it."""
    url = os.environ.get("CRM_TEST_DATABASE_URL")
    if not url:
        return f"sqlite:///{tmp_path / 'crm.sqlite'}"
    engine = create_engine(url)
    Base.metadata.drop_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> World:
    return World(
        Settings(
            database_url=database_url,
            staff_password="open sesame",
            services_file=None,
            media_dir=tmp_path / "media",
            public_url="http://crm.test",
            city_name="Testville",
            time_zone="America/New_York",
            push_url=None,
            push_secret=None,
        )
    )


@pytest.fixture
def clock(world: World) -> Clock:
    return world.clock


@pytest.fixture
def crm(world: World) -> Iterator[TestClient]:
    with world.client() as client:
        yield client


@pytest.fixture
def file_pothole(crm: TestClient) -> Callable[..., str]:
    """Files a request and gives its service_request_id."""

    def file(**fields: str) -> str:
        fields = {"service_code": "POTHOLE", "lat": "42.36", "long": "-71.05", "description": "big hole"} | fields
        answer = crm.post("/open311/v2/requests.json", data=fields)
        assert answer.status_code == 201, answer.text
        return str(answer.json()[0]["service_request_id"])

    return file


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the CRM really listens."""
    port = free_port()
    settings = replace(world.settings, public_url=f"http://127.0.0.1:{port}")
    with listening(create_app(settings, world.clock), port) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[[FastAPI], str]]:
    """Lets another app listen; gives its address."""
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(listening(app, free_port()))


@contextmanager
def listening(app: FastAPI, port: int) -> Iterator[str]:
    """The address, until the block ends."""
    ready = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready.set()

    server = Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(20), "the CRM did not start"
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
