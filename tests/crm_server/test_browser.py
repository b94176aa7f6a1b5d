"""The crew's pages in a real browser, at a phone's width."""

import pytest
from PIL import Image

from tests.web.browser import CHROMIUM, FLAGS, needs_browser

pytestmark = needs_browser


@pytest.fixture(params=["with JavaScript", "without"])
def phone(request, address):
    from playwright.sync_api import sync_playwright

    scripts = request.param == "with JavaScript"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            java_script_enabled=scripts,
            permissions=["geolocation"],
            geolocation={"latitude": 42.3612, "longitude": -71.05},
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page, scripts
        browser.close()


def file(page, address, **fields):
    form = {"service_code": "POTHOLE", "long": "-71.05", "description": "x" * 80} | fields
    return page.request.post(f"{address}/open311/v2/requests.json", form=form).json()[0]["service_request_id"]


def sideways(page):
    """Whether a reader has to scroll sideways. Chromium measures even where pages may not run scripts."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_shift_on_the_phone(phone, address, tmp_path):
    page, scripts = phone
    far = file(page, address, lat="42.3600", address_string="12 Elm Street")
    near = file(page, address, lat="42.3611", address_string="A very long address that has to be broken somewhere " * 3)
    page.goto(f"{address}/staff")
    page.get_by_label("Your name").fill("Sam")
    page.get_by_label("Staff password").fill("open sesame")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/staff")
    assert page.locator(".queue a").count() == 2
    assert not sideways(page)

    page.get_by_text("Filter and order").click()
    if scripts:
        page.get_by_role("button", name="Near me").click()
    else:
        assert page.get_by_role("button", name="Near me").count() == 0
        page.get_by_label("Nearest first from").fill("42.3612, -71.05")
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**near=*")
    assert [near, far] == [link.get_attribute("href")[-6:] for link in page.locator(".queue a").all()]
    assert not sideways(page)

    page.locator(".queue a").first.click()
    assert not sideways(page)
    page.get_by_role("button", name="Claim it").click()
    assert page.get_by_role("status").inner_text() == "It is yours now."
    Image.new("RGB", (64, 48), "green").save(tmp_path / "after.jpg")
    page.get_by_label("Fixed").check()
    page.get_by_label("Note to the resident").fill("Filled with hot mix.")
    page.locator("#close-photo").set_input_files(tmp_path / "after.jpg")
    page.get_by_role("button", name="Close request").click()
    assert "Closed" in page.get_by_role("status").inner_text()
    photo = page.get_by_alt_text("Photo from the crew")
    photo.wait_for()
    assert page.request.get(photo.get_attribute("src")).ok
    assert not sideways(page)
    page.goto(f"{address}/staff")
    assert page.locator(".queue a").count() == 1
