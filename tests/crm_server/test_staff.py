"""City Worker, as a crew uses it: every form is sent as the page has it."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import html
from PIL import Image

from crm_server.store import find_request


class Crew:
    """A browser without JavaScript."""

    def __init__(self, client):
        self.client = client

    def sign_in(self, name="Sam", password="open sesame"):
        return self.client.post("/staff/sign-in", data={"name": name, "password": password, "then": "/staff"})

    def get(self, path="/staff"):
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        return html.fromstring(answer.text)

    def form(self, number, action):
        (form,) = self.get(f"/staff/requests/{number}").xpath(f"//form[contains(@action, '/{action}')]")
        return form.get("action"), {
            field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")
        }

    def do(self, number, action, files=None, **fields):
        path, hidden = self.form(number, action)
        return self.client.post(path, data=hidden | fields, files=files)


@pytest.fixture
def crew(crm):
    crew = Crew(crm)
    assert crew.sign_in().status_code == 303
    return crew


def listed(page):
    return [re.search(r"\d{6}", link.get("href"))[0] for link in page.xpath("//ol[@class='queue']//a")]


def text(element):
    return " ".join(element.text_content().split())


def status(crm, number):
    row = crm.get(f"/open311/v2/requests/{number}.json").json()[0]
    return row["status"], row["extended_status"]


def test_strangers_are_sent_to_sign_in(crm, file_pothole):
    number = file_pothole()
    for path in ("/staff", f"/staff/requests/{number}"):
        answer = crm.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/staff/sign-in?then={path}"
    assert crm.post(f"/staff/requests/{number}/claim").status_code == 303
    assert status(crm, number) == ("open", "open")


def test_forged_and_old_cookies_are_nobody(world, clock):
    with world.client() as crm:
        cookie = Crew(crm).sign_in().headers["set-cookie"].split(";")[0]
        crm.cookies.clear()
        assert crm.get("/staff", headers={"cookie": cookie}).status_code == 200
        for forged in ("crm_staff=", "crm_staff=e30=.00", cookie + "0", cookie.replace("=", "=A", 1)):
            assert crm.get("/staff", headers={"cookie": forged}).status_code == 303
        clock.passes(hours=13)
        assert crm.get("/staff", headers={"cookie": cookie}).status_code == 303
    with world.client(staff_password="another") as crm:
        clock.passes(hours=-13)
        assert crm.get("/staff", headers={"cookie": cookie}).status_code == 303


def test_sign_in_cookie_is_kept_from_scripts_and_other_sites(crm):
    header = Crew(crm).sign_in().headers["set-cookie"]
    assert {"HttpOnly", "Path=/staff", "SameSite=lax"} <= {part.strip() for part in header.split(";")}


@pytest.mark.parametrize("then", ["https://evil.test/", "//evil.test", "/staff/../..//evil.test", "/performance"])
def test_sign_in_leads_nowhere_else(crm, then):
    answer = crm.post("/staff/sign-in", data={"name": "Sam", "password": "open sesame", "then": then})
    assert answer.headers["location"].startswith("/staff")


def test_guessing_is_slowed_down(crm, clock):
    crew = Crew(crm)
    assert [crew.sign_in(password="x").status_code for _ in range(6)] == [403] * 5 + [429]
    assert crew.sign_in().status_code == 429
    clock.passes(minutes=6)
    assert crew.sign_in().status_code == 303


def test_no_password_no_staff(world):
    with world.client(staff_password="") as crm:
        assert crm.get("/staff/sign-in").status_code == 503
        assert Crew(crm).sign_in(password="").status_code == 403


def test_a_form_from_elsewhere_changes_nothing(crm, crew, file_pothole):
    number = file_pothole()
    path, hidden = crew.form(number, "claim")
    for token in ("", "x", "ü"):
        assert crm.post(path, data=hidden | {"form_token": token}).status_code == 403
    assert status(crm, number) == ("open", "open")


def test_due_first_late_ones_in_words(crm, crew, file_pothole, clock):
    tree = file_pothole(service_code="TREE", **{"attribute[problem]": "dead"})
    pothole = file_pothole(media_url="http://x.test/1.jpg")
    page = crew.get()
    assert listed(page) == [pothole, tree]
    assert "Due Wed, Jun 3, 4:30 PM" in text(page)
    assert "Photo" in text(page)
    clock.passes(days=4)
    crew.sign_in()
    page = crew.get()
    assert "1 late" in text(page)
    assert "Late by 41 hours" in text(page)
    assert len(page.xpath("//*[name()='rect']")) == 1
    (late,) = page.xpath("//a[contains(., '1 late')]/@href")
    assert listed(crew.get(late)) == [pothole]


def test_nearest_first(crew, file_pothole):
    far = file_pothole(lat="42.40", long="-71.05")
    near = file_pothole(lat="42.361", long="-71.05")
    nowhere = file_pothole(lat="", long="", address_string="somewhere")
    page = crew.get("/staff?near=42.36,+-71.05")
    assert listed(page) == [near, far, nowhere]
    assert "110 m" in text(page)
    assert "4.4 km" in text(page)
    assert listed(crew.get("/staff?near=here")) == [far, near, nowhere]


def test_the_nearest_is_found_also_among_more_than_are_looked_at(crew, file_pothole, clock, monkeypatch):
    monkeypatch.setattr("crm_server.staff.queue.MOST", 2)
    for _ in range(2):
        file_pothole(lat="42.4", long="-71.05")
        clock.passes(minutes=10)
    near = file_pothole(lat="42.361", long="-71.05")
    assert listed(crew.get("/staff?near=42.36,+-71.05"))[0] == near


def test_filters(crew, file_pothole):
    harbor = file_pothole(area="Harbor")
    park = file_pothole(service_code="PARK")
    crew.do(park, "claim")
    assert listed(crew.get("/staff?area=Harbor")) == [harbor]
    assert listed(crew.get("/staff?service=PARK")) == [park]
    assert listed(crew.get("/staff?status=mine")) == [park]
    assert listed(crew.get("/staff?status=waiting")) == [harbor]
    assert listed(crew.get("/staff?status=nonsense&show=x")) == [harbor, park]


def test_long_queues_come_in_parts(crew, file_pothole):
    for _ in range(27):
        file_pothole()
    page = crew.get()
    assert len(listed(page)) == 25
    (more,) = page.xpath("//a[contains(text(), 'Show more (2)')]")
    assert len(listed(crew.get(more.get("href")))) == 27


def picture(**options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", **options)
    return out.getvalue()


def test_claimed_and_closed_with_reason_note_and_photo(crm, crew, file_pothole):
    number = file_pothole()
    assert crew.do(number, "claim").headers["location"] == f"/staff/requests/{number}?done=claimed"
    assert status(crm, number) == ("open", "in_progress")
    closed = crew.do(number, "close", {"photo": ("a.jpg", picture(), "image/jpeg")}, reason="fixed", note="Hot mix.")
    assert closed.status_code == 303
    row = crm.get(f"/open311/v2/requests/{number}.json").json()[0]
    assert (row["status"], row["status_notes"]) == ("closed", "It is fixed. Hot mix.")
    photo = crm.get(row["extended_attributes"]["crew_media_url"])
    assert (photo.status_code, photo.headers["content-type"]) == (200, "image/jpeg")
    page = text(crew.get(f"/staff/requests/{number}"))
    assert "Closed by Sam" in page
    assert "Claimed by Sam" in page
    assert listed(crew.get("/staff?status=closed")) == [number]


@pytest.mark.parametrize("reason", ["", "duplicate", "because"])
def test_no_close_without_a_reason(crm, crew, file_pothole, reason):
    number = file_pothole()
    refused = crew.do(number, "close", reason=reason, note="long note")
    assert refused.status_code == 400
    assert "long note" in refused.text
    assert status(crm, number)[0] == "open"


def test_a_file_that_is_no_photo(crm, crew, file_pothole):
    number = file_pothole()
    refused = crew.do(number, "close", {"photo": ("a.jpg", b"%PDF-1.4", "image/jpeg")}, reason="fixed")
    assert refused.status_code == 400
    assert "not a photo" in refused.text
    assert status(crm, number)[0] == "open"


def test_two_cannot_close_the_same_one(crm, crew, file_pothole):
    number = file_pothole()
    path, hidden = crew.form(number, "close")
    assert crm.post(path, data=hidden | {"reason": "fixed"}).status_code == 303
    second = crm.post(path, data=hidden | {"reason": "not_found", "note": "nothing there"})
    assert second.status_code == 409
    assert "Somebody else changed this request" in second.text
    assert status(crm, number) == ("closed", "fixed")


def test_reopened_by_staff(crm, crew, file_pothole):
    number = file_pothole()
    crew.do(number, "close", reason="not_found")
    crew.do(number, "reopen", note="Found it now.")
    assert "Reopened" in text(crew.get())
    assert status(crm, number) == ("open", "open")
    history = text(crew.get(f"/staff/requests/{number}").xpath("//ol[@class='history']")[0])
    assert history.index("Reopened by Sam") < history.index("Closed by Sam") < history.index("Filed by resident")


def test_type_corrected_with_its_promise(crm, crew, file_pothole):
    number = file_pothole()
    crew.do(number, "service", service_code="SNOW_ICE")
    row = crm.get(f"/open311/v2/requests/{number}.json").json()[0]
    assert (row["service_code"], row["expected_datetime"]) == ("SNOW_ICE", "2026-06-02T14:00:00Z")
    assert "Pothole → Snow or ice" in text(crew.get(f"/staff/requests/{number}"))
    assert crew.do(number, "service", service_code="SNOW_ICE").status_code == 400


def test_place_corrected(crm, crew, file_pothole):
    number = file_pothole(address_string="12 Elm Street")
    crew.do(number, "place", address="12 Elm Avenue", point="42.37, -71.06")
    row = crm.get(f"/open311/v2/requests/{number}.json").json()[0]
    assert (row["address"], row["lat"], row["long"]) == ("12 Elm Avenue", 42.37, -71.06)
    assert "12 Elm Street (42.360000, -71.050000) → 12 Elm Avenue" in text(crew.get(f"/staff/requests/{number}"))
    assert crew.do(number, "place", address="", point="").status_code == 400
    assert crew.do(number, "place", address="x", point="here").status_code == 400


def test_duplicates_are_offered_and_merged_into_the_first(crm, crew, file_pothole):
    first, second, third = file_pothole(), file_pothole(lat="42.3603"), file_pothole(lat="42.3606")
    file_pothole(lat="42.40")
    offered = crew.get(f"/staff/requests/{second}").xpath("//input[@name='other']/@value")
    assert set(offered) == {first, third}
    crew.do(second, "merge", other=first)
    crew.do(third, "merge", other_number=second)
    for number in (second, third):
        row = crm.get(f"/open311/v2/requests/{number}.json?extensions=true").json()[0]
        assert row["extended_status"] == "duplicate"
        assert row["extended_attributes"]["parent_service_request_id"] == first
        assert f"Its number is {first}." in row["status_notes"]
    assert crew.do(first, "merge", other=third).status_code == 400
    assert crew.do(first, "merge", other="999999").status_code == 400
    assert status(crm, first)[0] == "open"


def test_notes_for_colleagues_stay_inside(crm, crew, file_pothole):
    number = file_pothole()
    crew.do(number, "note", note="mind the dog")
    assert "mind the dog" in text(crew.get(f"/staff/requests/{number}"))
    assert "mind the dog" not in crm.get(f"/open311/v2/requests/{number}.json?extensions=true").text
    assert "mind the dog" not in crm.get("/open311/v2/servicerequestupdates.json").text


def test_what_residents_write_cannot_become_page(crew, file_pothole):
    number = file_pothole(description="<script>alert(1)</script>", address_string="<b>x", first_name="<i>")
    answer = crew.client.get(f"/staff/requests/{number}")
    assert "<script>alert" not in answer.text
    assert "<b>x" not in answer.text + crew.client.get("/staff").text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_unknown_things(crew, crm, file_pothole):
    file_pothole()
    assert crm.get("/staff/requests/999999").status_code == 404
    assert crm.get("/staff/requests/x").status_code == 404


def test_signed_out(crm, crew):
    (form,) = crew.get().xpath("//form[contains(@action, 'sign-out')]")
    crm.post("/staff/sign-out", data={"form_token": form.xpath("input/@value")[0]})
    assert crm.get("/staff").status_code == 303


def test_every_field_has_a_label(crew, file_pothole):
    number = file_pothole()
    file_pothole()
    pages = [crew.get(path) for path in ("/staff", f"/staff/requests/{number}", "/staff/sign-in")]
    for page in pages:
        labelled = set(page.xpath("//label/@for"))
        for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            assert field.get("id") in labelled or field.getparent().tag == "label", field.attrib
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert [len(page.xpath(f"//{tag}")) for tag in ("main", "h1")] == [1, 1]
        assert page.get("lang") == "en"


def test_of_many_who_close_at_once_one_does(crm, crew, file_pothole):
    number = file_pothole()
    path, hidden = crew.form(number, "close")
    with ThreadPoolExecutor(8) as crowd:
        answers = list(
            crowd.map(lambda who: crm.post(path, data=hidden | {"reason": "fixed", "note": str(who)}), range(8))
        )
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 7
    closed = [row for row in crm.get("/open311/v2/servicerequestupdates.json").json() if row["status"] == "fixed"]
    assert len(closed) == 1


def test_history_keeps_every_step(crm, crew, file_pothole):
    number = file_pothole(address_string="12 Elm Street")
    crew.do(number, "claim")
    crew.do(number, "release")
    crew.do(number, "service", service_code="SIDEWALK")
    crew.do(number, "place", address="14 Elm Street")
    crew.do(number, "note", note="ask the foreman")
    crew.do(number, "close", reason="not_found", note="Nothing there.")
    crew.do(number, "reopen", note="It is there.")
    crew.do(number, "close", reason="fixed")
    with crm.app.state.crm.database.reading() as session:
        steps = [(change.what, change.before, change.after) for change in find_request(session, number).changes]
    assert steps == [
        ("filed", "", ""),
        ("claimed", "", "Sam"),
        ("released", "Sam", ""),
        ("service corrected", "POTHOLE", "SIDEWALK"),
        ("place corrected", "12 Elm Street (42.360000, -71.050000)", "14 Elm Street"),
        ("note", "", ""),
        ("closed", "open", "not_found"),
        ("reopened", "not_found", "open"),
        ("closed", "open", "fixed"),
    ]
