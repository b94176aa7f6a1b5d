"""Calls over connections that stay open, against a server that does what it is told."""

import asyncio
import gzip
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from yarl import URL

from bot.keep_alive import KeepAlive

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Server:
    """`answers` what it is asked, again and again; hangs up when there is nothing more."""

    answers: list[bytes | None]
    asked: list[bytes] = field(default_factory=list)
    connections: int = 0
    serving: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.serving.create_task(self._serve(reader, writer))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while self.answers and (head := await _head(reader)):
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            self.asked.append(head + await reader.readexactly(length))
            answer = self.answers.pop(0)
            if answer is None:  # says nothing until the other side gives up
                await reader.read()
                break
            writer.write(answer)
            if b"length" not in answer.lower() and b"chunked" not in answer:
                break
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


@asynccontextmanager
async def serving(*answers: bytes | None) -> AsyncIterator[tuple[Server, KeepAlive, URL]]:
    server = Server(list(answers))
    listening = await asyncio.start_server(server.take, "127.0.0.1", 0)
    url = URL(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot42:T/sendMessage")
    calls = KeepAlive(url.origin(), connect_seconds=5, max_bytes=1000)
    async with listening, server.serving:
        try:
            yield server, calls, url
        finally:
            calls.close()


async def post(calls: KeepAlive, url: URL, body: bytes = b"{}") -> tuple[int, bytes]:
    return (await calls.post(url, body, 5))[:2]


async def test_calls_share_a_connection() -> None:
    async with serving(OK, OK, OK) as (server, calls, url):
        for _ in range(3):
            assert await post(calls, url, b"[]") == (200, b"{}")
        assert server.connections == 1
        assert server.asked[0].startswith(b"POST /bot42:T/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
        assert server.asked[0].endswith(b"\r\n\r\n[]")


async def test_calls_of_the_same_moment_do_not_wait_for_each_other() -> None:
    async with serving(OK, OK, OK) as (server, calls, url):
        assert await asyncio.gather(*(post(calls, url) for _ in range(3))) == [(200, b"{}")] * 3
        assert server.connections == 3


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno", (400, b"no")),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", (200, b"abcd")),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, (200, b"{}")),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", (200, b"until the end")),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", (200, b"{}")),
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", (502, b"")),
    ],
)
async def test_answers_are_read_however_they_end(answer: bytes, read: tuple[int, bytes]) -> None:
    async with serving(answer, OK) as (_, calls, url):
        assert await post(calls, url, b"{}") == read
        assert await post(calls, url, b"{}") == (200, b"{}")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b" " * 2000,
        b"SSH-2.0-OpenSSH_9.2p1 length\r\n\r\n",
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
    ],
    ids=["too long", "not HTTP", "cut in the first line", "cut in the head"],
)
async def test_what_is_no_answer_is_an_error_and_the_next_call_goes_well(answer: bytes) -> None:
    async with serving(answer, OK) as (_, calls, url):
        with pytest.raises(OSError, match=r"^((?!bot42).)*$"):
            await calls.post(url, b"{}", 5)
        assert await post(calls, url, b"{}") == (200, b"{}")


async def test_an_answer_that_ends_before_its_length_is_an_error() -> None:
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}") as (_, calls, url):
        with pytest.raises(ConnectionError):
            await calls.post(url, b"{}", 5)


@pytest.mark.parametrize("more", [OK, OK[:-1], OK[:12]], ids=["whole", "all but its end", "its first words"])
async def test_what_nobody_asked_for_is_no_answer_to_the_next_call(more: bytes) -> None:
    async with serving(OK + more, b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond") as (server, calls, url):
        assert await post(calls, url, b"{}") == (200, b"{}")
        assert await post(calls, url, b"{}") == (200, b"second")
        assert server.connections == 2


async def test_a_connection_is_used_while_servers_keep_theirs_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(OK, OK) as (server, calls, url):
        await calls.post(url, b"{}", 5)
        monkeypatch.setattr("bot.keep_alive.IDLE_SECONDS", 0.0)
        await calls.post(url, b"{}", 5)
        assert server.connections == 2


async def test_a_certificate_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    """What is sent names the bot's token."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    made = subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=False, capture_output=True)  # noqa: ASYNC221
    assert made.returncode == 0, made.stderr
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    url = URL(f"https://localhost:{listening.sockets[0].getsockname()[1]}/bot42:T/sendMessage")
    async with listening:
        with pytest.raises(ConnectionRefusedError, match="SSLCertVerificationError"):
            await KeepAlive(url.origin(), connect_seconds=5, max_bytes=1000).post(url, b"{}", 5)


async def test_a_silent_server_is_given_up_and_its_connection_with_it() -> None:
    async with serving(None, OK) as (server, calls, url):
        with pytest.raises(TimeoutError):
            await calls.post(url, b"{}", 0.01)
        assert await post(calls, url, b"{}") == (200, b"{}")
        assert server.connections == 2


async def test_a_call_that_is_cancelled_leaves_no_answer_for_the_next() -> None:
    async with serving(None, OK) as (server, calls, url):
        call = asyncio.create_task(calls.post(url, b"1", 5))
        while not server.asked:
            await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await post(calls, url, b"2") == (200, b"{}")
        assert server.asked[1].endswith(b"2")


async def test_there_are_so_many_connections_and_who_finds_none_free_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.keep_alive.AT_ONCE", 2)
    async with serving(None, None, OK, OK) as (server, calls, url):
        posts = [asyncio.create_task(calls.post(url, b"{}", 5)) for _ in range(4)]
        while len(server.asked) < 2:
            await asyncio.sleep(0)
        assert (await asyncio.wait(posts, timeout=0.05))[0] == set()
        assert server.connections == 2
        for hanging in posts[:2]:
            hanging.cancel()
        assert [answer[:2] for answer in await asyncio.gather(*posts[2:])] == [(200, b"{}")] * 2


async def test_a_connection_the_server_has_closed_is_not_used_again() -> None:
    async with serving(OK) as (server, calls, url):
        assert await post(calls, url, b"{}") == (200, b"{}")
        server.answers.append(OK)
        while server.connections == 1:  # until it is noticed that the first was closed a call may fail
            with suppress(ConnectionError):
                assert await post(calls, url, b"{}") == (200, b"{}")


async def test_nobody_listens() -> None:
    async with serving() as (_, calls, url):
        pass
    with pytest.raises(ConnectionRefusedError, match=r"^((?!bot42).)*$"):
        await calls.post(url, b"{}", 5)


async def test_asking_needs_no_body_and_headers_are_told_in_small_letters() -> None:
    answer = b"HTTP/1.1 301 Moved\r\nLocation: /there\r\nX-Two: 1\r\nX-TWO: 2\r\nContent-Length: 0\r\n\r\n"
    async with serving(answer) as (server, calls, url):
        status, body, headers = await calls.call("GET", url.with_query(a="b c"), {"Accept": "*/*"}, b"", 5)
        assert (status, body, headers["location"], headers["x-two"]) == (301, b"", "/there", "1")
        assert server.asked[0].startswith(b"GET /bot42:T/sendMessage?a=b+c HTTP/1.1\r\n")
        assert server.asked[0].endswith(b"\r\nAccept: */*\r\n\r\n")


async def test_a_header_never_becomes_two() -> None:
    async with serving(OK) as (server, calls, url):
        with pytest.raises(ValueError, match="line break"):
            await calls.call("GET", url, {"Idempotency-Key": "1\r\nX: 2"}, b"", 5)
        assert not server.connections


def packed(body: bytes, coding: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n%s" % (coding, len(body), body)


@pytest.mark.parametrize(
    ("body", "coding"),
    [(gzip.compress(b"{}"), b"gzip"), (zlib.compress(b"{}"), b"Deflate"), (b"{}", b"identity")],
    ids=["gzip", "deflate", "not packed"],  # gzip writes the time into its bytes
)
async def test_packed_answers_are_unpacked(body: bytes, coding: bytes) -> None:
    async with serving(packed(body, coding)) as (_, calls, url):
        assert await post(calls, url) == (200, b"{}")


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"{}", b"br"),
        (b"{}", b"gzip"),
        (gzip.compress(b"{}" * 400)[:-9], b"gzip"),
        (gzip.compress(b" " * 1_000_000), b"gzip"),
    ],
    ids=["unknown", "not packed", "cut", "ever so long"],
)
async def test_what_cannot_be_unpacked_is_an_error(body: bytes, coding: bytes) -> None:
    async with serving(packed(body, coding), OK) as (_, calls, url):
        with pytest.raises(ConnectionError):
            await calls.post(url, b"{}", 5)
        assert await post(calls, url) == (200, b"{}")


async def test_headers_without_end_are_an_error() -> None:
    async with serving(
        b"HTTP/1.1 200 OK\r\n" + b"X: %s\r\n" % (b"y" * 1000) * 70 + b"Content-Length: 2\r\n\r\n{}", OK
    ) as (
        _,
        calls,
        url,
    ):
        with pytest.raises(ConnectionError):
            await calls.post(url, b"{}", 5)
        assert await post(calls, url) == (200, b"{}")


async def test_an_answer_to_nothing_is_not_taken_for_the_next_one() -> None:
    wrong = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
    async with serving(OK + wrong, OK) as (server, calls, url):
        for _ in range(2):
            assert await post(calls, url) == (200, b"{}")
        assert server.connections == 2
