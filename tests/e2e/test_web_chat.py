"""The web chat in a real browser against the real processes, each of them killed once in mid-conversation."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Lindale
from tests.e2e.lindale import ticket_in
from tests.web.browser import browsing, needs_browser

pytestmark = [needs_browser, pytest.mark.timeout(240)]


async def test_a_report_in_the_browser_survives_every_process(lindale: Lindale) -> None:
    async with browsing() as context:
        page = await context.new_page()
        page.set_default_timeout(40_000)
        await page.goto(lindale.web)
        log = page.get_by_role("log")

        async def says(text: str) -> None:
            await page.get_by_label("Your message").fill(text)
            await page.keyboard.press("Enter")

        await page.wait_for_selector("body[data-line=open]")
        await says("problem with the streetlight at 20 Oak St")
        await expect(log).to_contain_text("What is wrong with the light?", timeout=40_000)
        await lindale.restart("web")
        await page.get_by_role("button", name="It flickers").click()
        await expect(log).to_contain_text("number on the pole", timeout=40_000)
        await lindale.restart("worker")
        await page.get_by_role("button", name="Skip this").click()
        await expect(log).to_contain_text("Is that right?", timeout=40_000)
        await lindale.restart("crm")
        await page.get_by_role("button", name="Send it").click()
        await expect(log).to_contain_text("thank you! Report", timeout=40_000)
        text = await log.inner_text()
        number = ticket_in(text)
        assert (await lindale.crew.request(number))["service_code"] == "STREETLIGHT"

        await page.reload()
        await page.wait_for_selector("body[data-line=open]")
        await expect(log).to_contain_text(f"Report {number}", timeout=40_000)
        await lindale.crew.does(number, "close", reason="fixed", note="New lamp.")
        await expect(log).to_contain_text("New lamp.", timeout=40_000)
        await page.get_by_role("button", name="Yes, fixed").click()
        await page.get_by_role("button", name="Very happy").click()
        await expect(log).to_contain_text("Anything to add?", timeout=40_000)
        told = await log.inner_text()
        assert told.count(f"Report {number}") == 1
        assert told.count("What is wrong with the light?") == 1
