"""A real browser, where this machine has one."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine: apt-get install -y chromium")

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": False}


@asynccontextmanager
async def browsing(**settings: Any) -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(**{**PHONE, **settings})
        context.set_default_timeout(15_000)
        try:
            yield context
        finally:
            await browser.close()


def errors_of(page: Page) -> list[str]:
    """Filled while the page lives: exceptions, and whatever its security policy forbade."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    return errors
