"""Photos: upright, without EXIF, under a name nobody can guess."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

FORM = {"service_code": "POTHOLE", "address_string": "12 Elm Street"}


def picture(kind="JPEG", size=(40, 20), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def turned_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "a secret caption"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def send(crm, content, name="media"):
    return crm.post("/open311/v2/requests.json", data=FORM, files={name: ("p.jpg", content, "image/jpeg")})


@pytest.mark.parametrize("name", ["media", "media[]"])
def test_a_photo_is_kept_upright_and_without_exif(crm, name):
    number = send(crm, turned_with_position(), name).json()[0]["service_request_id"]
    url = crm.get(f"/open311/v2/requests/{number}.json").json()[0]["media_url"]
    shown = crm.get(url)
    assert shown.headers["x-content-type-options"] == "nosniff"
    with Image.open(io.BytesIO(shown.content)) as image:
        assert image.size == (20, 40)
        assert dict(image.getexif()) == {}
    assert b"secret" not in shown.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_kinds_of_photos(crm, kind):
    assert send(crm, picture(kind)).status_code == 201


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4 hello", b"<svg/>", b"x", picture("BMP"), picture()[:200], picture("PNG", (9000, 9000))],
    ids=["pdf", "svg", "nonsense", "bmp", "cut off", "too many pixels"],
)
def test_other_files_are_refused_and_nothing_is_filed(crm, content):
    refused = send(crm, content)
    assert refused.status_code == 400
    assert "photo" in refused.json()[0]["description"]
    assert crm.get("/open311/v2/requests.json").json() == []


def test_large_photos_are_made_smaller(crm):
    number = send(crm, picture(size=(4000, 1000))).json()[0]["service_request_id"]
    url = crm.get(f"/open311/v2/requests/{number}.json").json()[0]["media_url"]
    with Image.open(io.BytesIO(crm.get(url).content)) as image:
        assert image.size == (2048, 512)


@pytest.mark.parametrize("photo_id", ["x", "0" * 32, "..%2F..%2Fcrm.sqlite", "%00"])
def test_photos_that_are_not_there(crm, photo_id):
    assert crm.get(f"/crm-media/{photo_id}").status_code == 404


def test_too_large_a_form(crm):
    refused = crm.post("/open311/v2/requests.xml", data=FORM, headers={"Content-Length": "99999999"})
    assert refused.status_code == 413
    assert refused.content.startswith(b"<?xml")


def test_a_photo_in_pieces_is_measured_on_the_way(crm, monkeypatch):
    """It says no length beforehand, and would be gathered on the disk to its end, however far away that is."""
    monkeypatch.setattr("crm_server.forms.LARGEST_BODY", 300_000)
    taken = 0

    def pieces():
        nonlocal taken
        yield b'--x\r\nContent-Disposition: form-data; name="media"; filename="p.jpg"\r\n\r\n'
        for _ in range(100):
            taken += 1
            yield b"\0" * 10_000
        yield b"\r\n--x--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused = crm.post("/open311/v2/requests.json", content=pieces(), headers=headers)
    assert (refused.status_code, refused.json()[0]["code"]) == (413, 413)


def test_a_photo_is_on_the_disk_before_its_request_is_answered(crm, tmp_path, monkeypatch):
    synced = []

    def fsync(descriptor, really=os.fsync):
        really(descriptor)
        name = Path(f"/proc/self/fd/{descriptor}")
        synced.append((name.resolve(), name.stat().st_size if name.is_file() else 0))

    monkeypatch.setattr("crm_server.media.os.fsync", fsync)
    number = send(crm, picture()).json()[0]["service_request_id"]
    shown = crm.get(crm.get(f"/open311/v2/requests/{number}.json").json()[0]["media_url"]).content
    (photo, size), (folder, _) = [one for one in synced if tmp_path / "media" in (one[0], one[0].parent)]
    assert (photo.suffix, size, folder) == (".jpg", len(shown), tmp_path / "media")
