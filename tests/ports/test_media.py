"""The `MediaStore` port on a folder."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.adapters.media_folder import MediaFolder
from bot.messages import GeoPoint
from bot.ports import MediaRefused

ORIENTATION, GPS = 0x0112, 0x8825


def photo(kind="JPEG", size=(60, 30), exif=None, mode="RGB"):
    image = Image.new(mode, size, "red")
    content = BytesIO()
    image.save(content, kind, exif=exif or Image.Exif())
    return content.getvalue()


def shown(content):
    return Image.open(BytesIO(content))


@pytest.fixture
def store(tmp_path):
    return MediaFolder(tmp_path, largest_bytes=200_000, largest_pixels=1_000_000, longest_side=500)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
async def test_what_phones_send_is_kept_as_jpeg(store, kind, mode):
    await store.keep("media-0001", photo(kind, mode=mode))
    content, content_type = await store.read("media-0001")
    assert content_type == "image/jpeg"
    assert shown(content).format == "JPEG"


async def test_a_photo_is_turned_upright_and_its_exif_is_gone(store):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    await store.keep("media-0001", photo(exif=exif))
    content, _ = await store.read("media-0001")
    assert shown(content).size == (30, 60)
    assert not shown(content).getexif()
    assert b"Exif" not in content


def taken_at(north="N", lat=(41.0, 36.0, 36.0), east="W", long=(93.0, 55.0, 12.0)):
    exif = Image.Exif()
    exif[GPS] = {1: north, 2: lat, 3: east, 4: long}
    return exif


async def test_where_a_photo_was_taken_is_told_and_not_kept(store):
    told = await store.keep("media-0001", photo(exif=taken_at()))
    assert told == GeoPoint(41.61, -93.92)
    content, _ = await store.read("media-0001")
    assert not shown(content).getexif()


async def test_the_same_photo_again_says_so_again(store):
    for _ in range(2):
        assert await store.keep("media-0001", photo(exif=taken_at("S"))) == GeoPoint(-41.61, -93.92)


@pytest.mark.parametrize(
    "exif",
    [
        None,
        taken_at(lat=(0.0, 0.0, 0.0), long=(0.0, 0.0, 0.0)),
        taken_at(lat=(91.0, 0.0, 0.0)),
        taken_at(long=(1.0, 2.0)),
    ],
    ids=["none", "null island", "beyond the pole", "no seconds"],
)
async def test_a_photo_whose_place_is_no_place_says_nothing(store, exif):
    assert await store.keep("media-0001", photo(exif=exif)) is None
    assert await store.read("media-0001")


async def test_a_large_photo_is_made_smaller(store):
    await store.keep("media-0001", photo(size=(1000, 800)))
    content, _ = await store.read("media-0001")
    assert max(shown(content).size) == 500


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 ...", "not_a_photo"),
        (b"", "not_a_photo"),
        (b"<html>", "not_a_photo"),
        (photo("GIF"), "not_a_photo"),
        (photo(size=(300, 300))[:400], "unreadable"),
        (photo("PNG", size=(1200, 1000)), "too_large"),
        (b"x" * 200_001, "too_large"),
    ],
)
async def test_anything_else_is_refused(store, content, reason):
    with pytest.raises(MediaRefused) as refused:
        await store.keep("media-0001", content)
    assert refused.value.args[0] == reason
    assert await store.read("media-0001") is None


async def test_keeping_it_twice_is_harmless(store):
    for _ in range(2):
        await store.keep("media-0001", photo())
    assert await store.read("media-0001")


@pytest.mark.parametrize("media_id", ["../../etc/passwd", "a/b/c/d/e/f", "short", "", "x" * 101, "media-0001\0"])
async def test_only_our_own_ids_name_anything(store, media_id):
    assert await store.read(media_id) is None
    with pytest.raises(MediaRefused):
        await store.keep(media_id, photo())


async def test_old_photos_go(store):
    await store.keep("media-0001", photo())
    assert await store.delete_older_than(0) == 0
    assert await store.delete_older_than(1e12) == 1
    assert await store.read("media-0001") is None


async def test_what_was_being_written_when_a_process_ended_goes_too(store):
    await store.keep("media-0001", photo())
    (kept,) = store.folder.glob("*/*")
    (kept.parent / "media-0002.99.part").write_bytes(b"half a photo")
    assert await store.delete_older_than(1e12) == 2


async def test_whether_a_photo_is_there_is_known_without_reading_it(store):
    await store.keep("media-0001", photo())
    assert await store.has("media-0001")
    assert not await store.has("media-0002")
    assert not await store.has("../media-0001")


async def test_a_kept_photo_and_its_name_are_on_the_disk(store, tmp_path, monkeypatch):
    synced = []

    def fsync(descriptor, really=os.fsync):
        really(descriptor)
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve())

    monkeypatch.setattr("bot.adapters.media_folder.os.fsync", fsync)
    await store.keep("media-0001", photo())
    written, *folders = synced
    assert written.parent == tmp_path / "me"
    assert folders == [tmp_path / "me", tmp_path]
