"""The demo as a visitor sees it: one command, one port, a phone, a crew, the numbers. `--record` takes the README's pictures."""

import asyncio
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.lindale import ticket_in
from tests.e2e.procfile import Processes, answers, free_port
from tests.web.browser import browsing, needs_browser

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SLOW = 40_000
pytestmark = [needs_browser, pytest.mark.timeout(240)]


class Demo:
    def __init__(self, folder: Path) -> None:
        self.port, self.data = free_port(), folder / "data"
        self.base = f"http://127.0.0.1:{self.port}"
        self.processes = Processes(folder, {"TEXT311_STAFF_PASSWORD": "open sesame", "TEXT311_CRM_POLL_SECONDS": "1"})

    def start(self, *options: str) -> None:
        self.processes.start("demo", f"text311 demo --port {self.port} --data {self.data} {' '.join(options)}")


@pytest.fixture
async def demo(tmp_path, request):
    demo = Demo(tmp_path)
    demo.start(*(["--lived-in"] if request.config.getoption("--record") else []))
    try:
        await answers(f"{demo.base}/readyz")
        yield demo
        pid = int((demo.data / "valkey" / "valkey.pid").read_text())
        assert demo.processes.stop("demo") == 0
        assert not alive(pid), "the embedded store outlived the demo"
    except BaseException:
        print(demo.processes.logs())
        raise
    finally:
        demo.processes.stop_all()


async def test_the_whole_round_in_a_browser(demo, request):
    async with browsing(viewport={"width": 1000, "height": 820}) as context:
        phone = await context.new_page()
        await phone.goto(f"{demo.base}/simulator")
        screen = phone.get_by_role("log")

        async def texts(words: str, hears: str) -> str:
            await phone.locator("#text").fill(words)
            await phone.keyboard.press("Enter")
            await expect(screen).to_contain_text(hears, timeout=SLOW)
            return await screen.inner_text()

        await texts("big pothole outside 12 Elm St, been there weeks", "Is that right?")
        number = ticket_in(await texts("1", "thank you! Report"))
        crew = await signed_in(context, demo)
        await close(crew, demo, number, "Filled with hot asphalt.")
        await expect(screen).to_contain_text("Filled with hot asphalt.", timeout=SLOW)
        await expect(screen).to_contain_text("is it fixed?", timeout=SLOW)
        await texts("no, the hole is as deep as before", "look again")
        await texts("2", "Anything to add?")
        await close(crew, demo, number, "Dug out and filled again.")
        await expect(screen).to_contain_text("Dug out and filled again.", timeout=SLOW)
        await expect(screen.get_by_text("is it fixed?")).to_have_count(2, timeout=SLOW)
        await texts("yes", "How satisfied")
        await texts("5", "Anything to add?")
        await expect(screen.get_by_text("Anything to add?")).to_have_count(2, timeout=SLOW)
        numbers = await context.new_page()
        await numbers.goto(f"{demo.base}/performance")
        await expect(numbers.get_by_role("table").first).to_contain_text("Pothole")
        if request.config.getoption("--record"):
            await take_pictures(context, phone, crew, numbers, demo)


async def test_in_the_web_chat_a_place_is_picked_and_shown_on_a_map(demo):
    async with browsing(viewport={"width": 420, "height": 900}) as context:
        chat = await context.new_page()
        await chat.goto(demo.base)
        await chat.wait_for_selector("body[data-line=open]")
        await chat.get_by_label("Your message").fill("there is a big pothole")
        await chat.keyboard.press("Enter")
        async with context.expect_page() as opened:
            await chat.get_by_role("link", name="On a map").click(timeout=SLOW)
        pin = await opened.value
        await pin.get_by_role("application").click()
        await pin.get_by_role("button", name="Send this place").click()
        await expect(pin.get_by_role("main")).to_contain_text("Thank you!", timeout=SLOW)
        log = chat.get_by_role("log")
        await expect(log).to_contain_text("Is that right?", timeout=SLOW)
        await expect(log.get_by_text("My location", exact=True)).to_have_count(1)
        shown = log.get_by_role("img", name="A map with a pin at this place")
        await expect(shown).to_have_js_property("complete", value=True)
        assert await shown.evaluate("image => image.naturalWidth") > 0


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def signed_in(context: BrowserContext, demo: Demo) -> Page:
    crew = await context.new_page()
    await crew.goto(f"{demo.base}/staff")
    await crew.get_by_label("Your name").fill("Sam")
    await crew.get_by_label("Staff password").fill("open sesame")
    await crew.get_by_role("button", name="Sign in").click()
    return crew


async def close(crew: Page, demo: Demo, number: str, note: str) -> None:
    await crew.goto(f"{demo.base}/staff/requests/{number}")
    await crew.get_by_label("Fixed", exact=True).check()
    await crew.get_by_label(re.compile("Note to the resident")).fill(note)
    await crew.get_by_role("button", name="Close request").click()
    await expect(crew.get_by_text(note).first).to_be_visible()


async def take_pictures(context: BrowserContext, phone: Page, crew: Page, numbers: Page, demo: Demo) -> None:
    IMAGES.mkdir(exist_ok=True)
    await phone.set_viewport_size({"width": 420, "height": 900})
    await phone.locator(".screen").evaluate("screen => screen.scrollTop = 0")  # the story from its first message
    await phone.locator(".phone").screenshot(path=IMAGES / "phone.png")
    await phone.set_viewport_size({"width": 1000, "height": 820})
    await phone.get_by_text("Ben").click()
    for words in (
        "streetlight out at Main and Oak",
        "1",
        "1",
        "1",
        "graffiti on the library",
        "1",
        "1",
        "1",
        "pothole at 40 Pine St",
        "1",
    ):
        await phone.locator("#text").fill(words)
        await phone.keyboard.press("Enter")
        await asyncio.sleep(1)
    await crew.set_viewport_size({"width": 420, "height": 900})
    await crew.goto(f"{demo.base}/staff")
    await crew.screenshot(path=IMAGES / "staff.png")
    await numbers.set_viewport_size({"width": 760, "height": 900})
    await numbers.reload()
    await numbers.screenshot(path=IMAGES / "performance.png")
    chat = await context.new_page()
    await chat.set_viewport_size({"width": 420, "height": 900})
    await chat.goto(demo.base)
    await chat.wait_for_selector("body[data-line=open]")
    await chat.get_by_label("Your message").fill("hay un bache en 12 Elm St")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_role("log")).to_contain_text("correcto", timeout=SLOW)
    await chat.screenshot(path=IMAGES / "chat.png")
    side_by_side([IMAGES / f"{name}.png" for name in ("phone", "staff", "performance")], IMAGES / "demo.png")


def side_by_side(paths: list[Path], out: Path) -> None:
    pictures = [Image.open(path) for path in paths]
    height, gap = 900, 24
    pictures = [picture.resize((round(picture.width * height / picture.height), height)) for picture in pictures]
    sheet = Image.new("RGB", (sum(p.width for p in pictures) + gap * (len(pictures) + 1), height + 2 * gap), "#d7dde3")
    left = gap
    for picture in pictures:
        sheet.paste(picture, (left, gap))
        left += picture.width + gap
    sheet.save(out, optimize=True)
    for path in paths:
        path.unlink()


def test_a_taken_port_is_said_in_a_sentence(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        processes = Processes(tmp_path, {})
        processes.start("demo", f"text311 demo --port {port} --data {tmp_path / 'data'}")
        assert processes.running.pop("demo").wait(60) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in processes.logs()
