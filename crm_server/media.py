"""Photos: taken in upright, without EXIF, under a name nobody can guess; and shown again."""

import io
import os
import re
import secrets
import warnings
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from PIL import Image, ImageOps, UnidentifiedImageError

from crm_server.crm import CrmDep
from crm_server.settings import Settings

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_BYTES = 12_000_000
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2048
PHOTO_ID = re.compile(r"[0-9a-f]{32}")

router = APIRouter()


class PhotoRefusedError(Exception):
    """Not a photo we take; the text tells the sender why."""


def keep_photo(settings: Settings, content: bytes) -> str:
    """The address at which the photo is shown from now on, after a power cut too. Raises PhotoRefusedError."""
    picture = _cleaned(content)
    photo_id = secrets.token_hex(16)
    _write(settings.media_dir / f"{photo_id}.jpg", picture)
    return f"{settings.public_url}/crm-media/{photo_id}"


def _write(path: Path, content: bytes) -> None:
    """On the disk, and by its name, before anything that speaks of it is."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _cleaned(content: bytes) -> bytes:
    if len(content) > LARGEST_BYTES:
        raise PhotoRefusedError(f"The photo is too large; it may have {LARGEST_BYTES // 1_000_000} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a limit of our own
            return _upright_jpeg(content)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PhotoRefusedError("This is not a photo we can read; send a JPEG, PNG, WebP or GIF.") from error


def _upright_jpeg(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > LARGEST_PIXELS:
            raise PhotoRefusedError("The photo has too many pixels; send a smaller one.")
        picture = ImageOps.exif_transpose(image).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image holds the pixels alone: no EXIF with the resident's position, no comments.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()


@router.get("/crm-media/{photo_id}")
def photo(photo_id: str, crm: CrmDep) -> Response:
    path = crm.settings.media_dir / f"{photo_id}.jpg"
    if not PHOTO_ID.fullmatch(photo_id) or not path.is_file():
        return Response("There is no such photo.\n", 404, media_type="text/plain; charset=utf-8")
    headers = {
        "Cache-Control": "private, max-age=86400",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
    }
    return FileResponse(path, media_type="image/jpeg", headers=headers)
