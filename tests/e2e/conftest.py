"""The whole of text311 as its processes, between fake providers and in front of its own CRM."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.lindale import Chat, Crew, Phone
from tests.e2e.procfile import Processes, answers, free_port, redis_command
from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio

ACCOUNT, TOKEN = "AC" + "0123456789abcdef" * 2, secrets.token_hex(16)
TELEGRAM_SECRET, CRM_SECRET, PASSWORD = secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(8)
PUBLIC = "https://text311.lindale.example"


@dataclass
class Lindale:
    processes: Processes
    twilio: FakeTwilio
    telegram: FakeTelegram
    crew: Crew
    session: aiohttp.ClientSession
    web: str
    crm: str

    def phone(self, sender: str) -> Phone:
        return Phone(self.twilio, self.session, f"{self.web}/channels/twilio", f"{PUBLIC}/channels/twilio", sender)

    def chat(self, chat_id: int) -> Chat:
        return Chat(self.telegram, self.session, f"{self.web}/channels/telegram", TELEGRAM_SECRET, chat_id)

    async def restart(self, name: str, *, kill: bool = True) -> None:
        (self.processes.kill if kill else self.processes.stop)(name)
        self.processes.start(name)
        if name in ("web", "crm"):
            await answers(f"{self.web}/healthz" if name == "web" else f"{self.crm}/discovery.json")

    async def restart_crm(self) -> None:
        self.processes.start("crm")
        await answers(f"{self.crm}/discovery.json")


@pytest.fixture
async def lindale(tmp_path: Path) -> Any:
    web_port, crm_port = free_port(), free_port()
    twilio, telegram = FakeTwilio(ACCOUNT, TOKEN), FakeTelegram()
    crm = f"http://127.0.0.1:{crm_port}/open311/v2"
    async with twilio.serve() as twilio_base, telegram.serve() as telegram_base, aiohttp.ClientSession() as session:
        redis_socket = tmp_path / "redis.sock"
        environment = {
            "PORT": str(web_port),
            "TEXT311_DATA_DIR": str(tmp_path / "data"),
            "TEXT311_REDIS_URL": f"unix://{redis_socket}",
            "TEXT311_CRM_URL": crm,
            "TEXT311_CRM_POLL_SECONDS": "0.5",
            "TEXT311_CRM_WEBHOOK_SECRET": CRM_SECRET,
            "TEXT311_CRM_PUSH_URL": f"http://127.0.0.1:{web_port}/crm/events",
            "TEXT311_STAFF_PASSWORD": PASSWORD,
            "TEXT311_PUBLIC_URL": PUBLIC,
            "TEXT311_TWILIO_PER_SECOND": "0",
            "TEXT311_TELEGRAM_PER_SECOND": "0",
            "TEXT311_TELEGRAM_PER_CHAT": "0",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": "+13115550100",
            "TWILIO_WHATSAPP_FROM": "+13115550100",
            "TWILIO_API_BASE": twilio_base,
            "TELEGRAM_BOT_TOKEN": telegram.bot_token,
            "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
            "TELEGRAM_API_BASE": telegram_base,
        }
        processes = Processes(tmp_path, environment)
        crew = Crew(f"http://127.0.0.1:{crm_port}", PASSWORD)
        city = Lindale(processes, twilio, telegram, crew, session, f"http://127.0.0.1:{web_port}", crm)
        try:
            processes.start("redis", redis_command(tmp_path, redis_socket))
            for name in ("crm", "web", "worker"):
                processes.start(name)
            await answers(f"{crm}/discovery.json")
            await answers(f"{city.web}/readyz")
            await crew.sign_in()
            yield city
        except BaseException:
            print(processes.logs())
            raise
        finally:
            ended = processes.stop_all()
            await crew.session.close()
        assert set(ended.values()) <= {0, -15}, (ended, processes.logs())
