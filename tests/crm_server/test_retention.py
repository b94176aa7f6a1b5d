"""What is forgotten, and what stays."""

import io
import os
from datetime import timedelta

import pytest
from PIL import Image

from crm_server import changes, retention
from crm_server.history import Author
from crm_server.media import keep_photo
from crm_server.settings import PERSONAL_DAYS, from_environment
from crm_server.store import find_request, lock_request

WHO = {"first_name": "Ana", "last_name": "Ruiz", "email": "ana@example.org", "phone": "5550100", "device_id": "d", "account_id": "a"}  # fmt: skip


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def crm_itself(crm):
    return crm.app.state.crm


@pytest.fixture
def close(crm_itself, clock):
    def closed(number, *, reopened=False):
        by = Author("Kim", clock())
        with crm_itself.database.writing.begin() as session:
            request = lock_request(session, number)
            changes.close(session, request, by, "fixed")
            if reopened:
                changes.reopen(session, request, by, "Not at all.", None)

    return closed


def reporter(crm_itself, number):
    with crm_itself.database.reading() as session:
        return find_request(session, number).reporter


def test_who_reported_is_forgotten_so_long_after_closing(crm, crm_itself, file_pothole, close, clock):
    done, still_open, again_open = (file_pothole(**WHO) for _ in range(3))
    close(done)
    close(again_open, reopened=True)
    clock.passes(days=PERSONAL_DAYS)
    assert retention.tidy(crm_itself).reporters == 0
    clock.passes(seconds=1)
    before = crm.get(f"/open311/v2/requests/{done}.json").json()
    assert retention.tidy(crm_itself).reporters == 1
    assert retention.tidy(crm_itself).reporters == 0
    assert reporter(crm_itself, done) == {}
    assert reporter(crm_itself, still_open) == reporter(crm_itself, again_open) == WHO
    assert crm.get(f"/open311/v2/requests/{done}.json").json() == before, "the report stays as it was"


def test_its_history_says_so_to_staff_alone(crm, crm_itself, file_pothole, close, clock):
    done = file_pothole(**WHO)
    close(done)
    clock.passes(days=PERSONAL_DAYS + 1)
    retention.tidy(crm_itself)
    with crm_itself.database.reading() as session:
        last = find_request(session, done).changes[-1]
    assert (last.what, last.who, last.at, last.status, last.public) == (
        "reporter forgotten", "retention", clock(), "closed", False,
    )  # fmt: skip
    notes = crm.get(f"/open311/v2/requests/{done}.json?extensions=true").json()[0]["notes"]
    assert [note["type"] for note in notes] == ["filed", "closed"]


def test_a_city_may_keep_it(world, clock):
    with world.client(personal_days=0) as crm:
        filed = crm.post("/open311/v2/requests.json", data={"service_code": "PARK", "lat": "1", "long": "1"} | WHO)
        assert filed.status_code == 201
        clock.passes(days=10_000)
        assert retention.tidy(crm.app.state.crm).reporters == 0


def test_photos_that_belong_to_nothing_go_and_the_others_stay(crm_itself, file_pothole, close, clock):
    settings = crm_itself.settings
    urls = [keep_photo(settings, jpeg()) for _ in range(4)]
    paths = [settings.media_dir / f"{url.rpartition('/')[2]}.jpg" for url in urls]
    file_pothole(media_url=urls[0])
    number = file_pothole()
    with crm_itself.database.writing.begin() as session:
        request = lock_request(session, number)
        changes.staff_note(session, request, Author("Kim", clock()), "", urls[1])
    old = (clock() - timedelta(days=1, seconds=1)).timestamp()
    for path in paths:
        os.utime(path, (clock().timestamp(),) * 2)
    assert retention.tidy(crm_itself).photos == 0, "they may still be on their way"
    for path in paths[:3]:
        os.utime(path, (old, old))
    assert retention.tidy(crm_itself).photos == 1
    assert [path.exists() for path in paths] == [True, True, False, True]


@pytest.mark.parametrize(("said", "days"), [("", PERSONAL_DAYS), ("30", 30), ("0", 0)])
def test_how_long_is_the_city_s_choice(said, days):
    assert from_environment({"TEXT311_CRM_PERSONAL_DAYS": said}).personal_days == days


@pytest.mark.parametrize("said", ["a year", "-1", "1.5", "1e3"])
def test_a_mistake_is_named(said):
    with pytest.raises(ValueError, match="TEXT311_CRM_PERSONAL_DAYS"):
        from_environment({"TEXT311_CRM_PERSONAL_DAYS": said})
