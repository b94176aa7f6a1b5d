"""One report goes all the way round: separate processes, a real Redis, every one of them restarted in mid-conversation."""

import asyncio
import io

import pytest
from PIL import Image

from tests.e2e.conftest import PUBLIC, Lindale
from tests.e2e.lindale import ticket_in, until

pytestmark = pytest.mark.timeout(240)


def photo() -> bytes:
    """A photo that says where it was taken and lies on its side."""
    image, exif = Image.new("RGB", (40, 20), "gray"), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


async def test_sms_from_pothole_to_performance(lindale: Lindale) -> None:
    ana = lindale.phone("+12065550101")
    assert await ana.says("big pothole outside 12 Elm St", times=5) == [200] * 5
    assert "12 Elm St" in await ana.hears("Is that right?")

    for name in ("web", "worker", "crm"):
        await lindale.restart(name)
    await ana.says("yes")
    number = ticket_in(await ana.hears("thank you! Report"))
    assert number in await lindale.crew.queue()

    await lindale.restart("worker", kill=False)
    await lindale.crew.does(number, "close", reason="fixed", note="Filled with hot asphalt.")
    assert "hot asphalt" in await ana.hears("closed your report")
    await ana.hears("is it fixed?")

    lindale.processes.kill("redis")
    lindale.processes.start("redis", lindale_redis(lindale))
    await answered_again(lindale)
    await ana.says("3")
    await ana.hears("What's still wrong?")
    await ana.says("it is as deep as before")
    await ana.hears("How satisfied")
    await until(lambda: any("look again: report" in text for text in ana.heard()), "the news that it is open again")
    assert (await lindale.crew.request(number))["status"] == "open"
    await ana.says("1")
    await ana.hears("Anything to add?")

    await lindale.crew.does(number, "close", reason="fixed", note="Proper asphalt.")
    await ana.hears("is it fixed?")
    await ana.says("1")
    await ana.hears("How satisfied")
    await ana.says("5 thank you")
    await ana.hears("Thank you")

    assert [row["service_request_id"] for row in await lindale.crew.requests()] == [number]
    assert lindale.twilio.problems == []
    assert len([text for text in ana.heard() if "thank you! Report" in text]) == 1
    await until_performance_says(lindale, answers=2)


async def answered_again(lindale: Lindale) -> None:
    from tests.e2e.procfile import answers

    await answers(f"{lindale.web}/readyz")


def lindale_redis(lindale: Lindale) -> str:
    from tests.e2e.procfile import redis_command

    folder = lindale.processes.folder
    return redis_command(folder, folder / "redis.sock")


async def until_performance_says(lindale: Lindale, answers: int) -> None:
    async with asyncio.timeout(20):
        while True:
            rows = [row for row in await lindale.crew.performance() if "othole" in str(row)]
            if rows and rows[0]["n"] >= 1 and str(answers) in str(rows[0].get("satisfaction", rows[0])):
                return
            await asyncio.sleep(0.1)


async def test_telegram_with_pin_photo_and_buttons(lindale: Lindale) -> None:
    ben = lindale.chat(7_000_000_001)
    lindale.telegram.files["f1"] = photo()
    assert await ben.sends(text="hello") == 200
    await ben.hears("What would you like to report?")
    await ben.sends(text="there is graffiti on a wall")
    await ben.hears("Where is it?")
    await ben.sends(location={"latitude": 41.60800, "longitude": -93.92720})
    await lindale.restart("worker")
    await ben.sends(photo=[{"file_id": "f1", "file_unique_id": "u", "width": 40, "height": 20, "file_size": 700}])
    await ben.hears("What is it on?")
    await ben.presses("A building or wall")
    await ben.hears("Is any of this true?")
    await ben.presses("Skip this")
    assert "with your photo" in await ben.hears("Is that right?")
    await ben.presses("Send it")
    number = ticket_in(await ben.hears("thank you! Report"))
    filed = await lindale.crew.request(number)
    assert filed["service_code"] == "GRAFFITI"
    assert filed["media_url"].startswith(f"{PUBLIC}/media/")

    async with lindale.session.get(filed["media_url"].replace(PUBLIC, lindale.web)) as answer:
        kept = Image.open(io.BytesIO(await answer.read()))
    assert (kept.size, len(kept.getexif())) == ((20, 40), 0)

    await lindale.crew.does(number, "close", reason="fixed", note="Painted over.")
    await ben.hears("Painted over.")
    await ben.hears("is it fixed?")
    await ben.presses("Yes, fixed")
    await ben.hears("How satisfied")
    await ben.presses("Very happy")
    await ben.hears("Anything to add?")
    assert lindale.telegram.problems == []


async def test_whatsapp_and_mms_carry_photos_and_pins(lindale: Lindale) -> None:
    cleo = lindale.phone("whatsapp:+12065550103")
    base = lindale.processes.environment["TWILIO_API_BASE"]
    lindale.twilio.media["ME1"] = (photo(), "image/jpeg")
    lindale.twilio.media["ME2"] = (b"%PDF-1.4 not a photo", "application/pdf")
    await cleo.says("pothole", NumMedia="1", MediaUrl0=f"{base}/media/ME1", MediaContentType0="image/jpeg")
    await cleo.hears("Where is it?")
    await cleo.says("", NumMedia="1", MediaUrl0=f"{base}/media/ME2", MediaContentType0="application/pdf")
    await cleo.hears("only take photos")
    await cleo.says("", Latitude="41.60800", Longitude="-93.92720")
    assert "with your photo" in await cleo.hears("Is that right?")
    await cleo.says("1")
    number = ticket_in(await cleo.hears("thank you! Report"))
    assert (await lindale.crew.request(number))["media_url"]
    assert lindale.twilio.problems == []


async def test_forged_and_malformed_webhooks_change_nothing(lindale: Lindale) -> None:
    form = lindale.twilio.inbound("+12065550109", "pothole at 12 Elm St")
    async with lindale.session.post(f"{lindale.web}/channels/twilio", data=form) as answer:
        assert answer.status == 403
    async with lindale.session.post(f"{lindale.web}/channels/telegram", json={"update_id": 1}) as answer:
        assert answer.status == 403
    async with lindale.session.post(f"{lindale.web}/crm/events", json={"service_request_id": "1"}) as answer:
        assert answer.status == 403
    lindale.processes.kill("redis")
    ana = lindale.phone("+12065550109")
    assert await ana.says("pothole at 12 Elm St") == [503]
    lindale.processes.start("redis", lindale_redis(lindale))
    await answered_again(lindale)
    form = lindale.twilio.inbound("+12065550109", "pothole at 12 Elm St")
    assert await ana.says("pothole at 12 Elm St") == [200]
    await ana.hears("Is that right?")


async def test_a_report_made_while_the_crm_is_down_is_kept_and_filed(lindale: Lindale) -> None:
    ana = lindale.phone("+12065550107")
    await ana.says("pothole at 12 Elm St")
    await ana.hears("Is that right?")
    lindale.processes.kill("crm")
    await ana.says("yes")
    await ana.hears("Your report is safe with me")
    await lindale.restart_crm()
    ticket_in(await ana.hears("thank you! Report"))
    assert len(await lindale.crew.requests()) == 1
