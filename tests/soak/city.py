"""text311 as its processes, two webs, two workers and a Telegram poller, between faulty providers and in front of a faulty city."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.e2e.procfile import Processes, answers, free_port, redis_command
from tests.fake_providers.send_faults import SendFaults, evenly
from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio

ACCOUNT, TOKEN, TELEGRAM_SECRET = "AC" + "0123456789abcdef" * 2, secrets.token_hex(16), secrets.token_hex(16)
PUBLIC = "https://text311.lindale.example"
WEBS, WORKERS, POLLER = ("web1", "web2"), ("worker1", "worker2"), "poller"

CRM_FAULTS = """
seed = {seed}
log = "faulty-city.jsonl"
forget_keys = {forget_keys}
[shares]
error_before = 0.04
error_after = 0.04
timeout_after = 0.03
reset = 0.03
html = 0.03
slow = 0.03
flapping = 0.04
slow_token = 0.10
lost_attributes = 0.10
moved = 0.10
nowhere = 0.05
[seconds]
slow = 3
timeout = {timeout}
token = 4
spell = 3
"""
"""One call in five goes wrong in one way or another."""
PROVIDER_FAULTS = 0.1
START_SECONDS = 180.0


@dataclass
class City:
    """`processes` by name: redis, crm, web1, web2, worker1, worker2, poller."""

    processes: Processes
    twilio: FakeTwilio
    telegram: FakeTelegram
    session: aiohttp.ClientSession
    webs: tuple[str, ...]
    crm: str
    folder: Path
    forget_keys: bool

    def start(self, name: str) -> None:
        self.processes.start(name, self.command(name))

    def command(self, name: str) -> str:
        if name in WEBS:
            return f"text311 web --host 127.0.0.1 --port {self.webs[WEBS.index(name)].rpartition(':')[2]}"
        if name in WORKERS:
            return "text311 worker"
        if name == POLLER:
            return "text311 telegram"
        if name == "redis":
            return redis_command(self.folder, self.folder / "redis.sock")
        return f"env -u PORT text311 crm --host 127.0.0.1 --port {self.crm.split(':')[2].split('/')[0]} --faults faults.toml"

    def signal(self, name: str, number: signal.Signals) -> None:
        self.processes.running[name].send_signal(number)

    def calm(self) -> None:
        """No more faults; what the faulty city has promised (its tokens) is kept, and it stays as able as it was: one that
        kept no keys of what it took must not say that it does.
        """
        self.twilio.faults = self.telegram.faults = None
        (self.folder / "faults.toml").write_text(f"seed = 0\nforget_keys = {str(self.forget_keys).lower()}\n")


@asynccontextmanager
async def faulty_city(folder: Path, seed: int, *, forget_keys: bool, silence: float) -> AsyncIterator[City]:
    """Everything runs; `silence` is how long the city's CRM may leave us without an answer, in seconds."""
    ports = [free_port() for _ in range(3)]
    webs = tuple(f"http://127.0.0.1:{port}" for port in ports[:2])
    crm = f"http://127.0.0.1:{ports[2]}/open311/v2"
    twilio, telegram = FakeTwilio(ACCOUNT, TOKEN), FakeTelegram()
    twilio.faults = SendFaults(seed, evenly(PROVIDER_FAULTS))
    telegram.faults = SendFaults(seed + 1, evenly(PROVIDER_FAULTS))
    faults = CRM_FAULTS.format(seed=seed, forget_keys=str(forget_keys).lower(), timeout=silence)
    (folder / "faults.toml").write_text(faults)
    async with twilio.serve() as twilio_base, telegram.serve() as telegram_base, aiohttp.ClientSession() as session:
        processes = Processes(folder, _environment(folder, crm, twilio_base, telegram_base, telegram.bot_token))
        city = City(processes, twilio, telegram, session, webs, crm, folder, forget_keys)
        try:
            for name in ("redis", "crm", *WEBS, *WORKERS, POLLER):
                city.start(name)
            await answers(f"{crm}/services.json", START_SECONDS)
            await asyncio.gather(*(answers(f"{web}/readyz", START_SECONDS) for web in webs))
            yield city
        finally:
            _end(city)


def _end(city: City) -> None:
    for name in list(city.processes.running):
        city.processes.kill(name)


def _environment(folder: Path, crm: str, twilio_base: str, telegram_base: str, bot_token: str) -> dict[str, str]:
    return {
        "TEXT311_DATA_DIR": str(folder / "data"),
        "TEXT311_REDIS_URL": f"unix://{folder / 'redis.sock'}",
        "TEXT311_CRM_URL": crm,
        "TEXT311_CRM_POLL_SECONDS": "5",
        "TEXT311_PUBLIC_URL": PUBLIC,
        "TEXT311_TWILIO_PER_SECOND": "0",
        "TEXT311_TELEGRAM_PER_SECOND": "0",
        "TEXT311_TELEGRAM_PER_CHAT": "0",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "+13115550100",
        "TWILIO_API_BASE": twilio_base,
        "TELEGRAM_BOT_TOKEN": bot_token,
        "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
        "TELEGRAM_API_BASE": telegram_base,
    }
