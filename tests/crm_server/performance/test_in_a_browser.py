"""The page in a real browser: on a small phone nothing runs out of the screen, and the keyboard reaches everything."""

import pytest

from tests.web.browser import CHROMIUM, FLAGS, needs_browser

pytestmark = needs_browser


@pytest.fixture
def url(world, serve) -> str:
    return serve(world.client().app)


@pytest.fixture
def page(url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 360, "height": 740})
        opened.request.post(
            f"{url}/open311/v2/requests.json",
            form={"service_code": "POTHOLE", "lat": "42.36", "long": "-71.05", "channel": "sms"},
        )
        opened.problems = []
        opened.on("console", lambda message: opened.problems.append(message.text))
        opened.goto(f"{url}/performance")
        yield opened
        browser.close()


def test_on_a_small_phone_and_by_keyboard(page):
    assert page.problems == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/performance?days=90&by=service")
    page.get_by_role("link", name="channel").click()
    assert page.get_by_role("rowheader", name="sms").count() == 1
    page.get_by_text("The same as a table").press("Enter")
    assert page.get_by_role("region", name="Figures over time").is_visible()
    targets = page.locator(".choices a").evaluate_all("links => links.map(link => link.getBoundingClientRect().height)")
    assert min(targets) >= 44
