"""Residents' photos in a folder: upright, without EXIF (which tells where and when), limited in size."""

import asyncio
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from bot.messages import GeoPoint
from bot.ports import MediaRefused

FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE = "image/jpeg"
_MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{8,100}")


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """The `MediaStore` port. Everything is kept as JPEG."""

    folder: Path
    largest_bytes: int = 16_000_000
    largest_pixels: int = 60_000_000
    longest_side: int = 2048
    """Kept photos are made smaller to this many pixels."""

    async def keep(self, media_id: str, content: bytes) -> GeoPoint | None:
        path = self._path(media_id)
        if path is None:
            raise MediaRefused("unreadable")
        if len(content) > self.largest_bytes:
            raise MediaRefused("too_large")
        if not path.exists():
            await asyncio.to_thread(self._keep, path, content)
        return await asyncio.to_thread(_taken_at, content)

    async def has(self, media_id: str) -> bool:
        path = self._path(media_id)
        return path is not None and path.exists()

    async def read(self, media_id: str) -> tuple[bytes, str] | None:
        path = self._path(media_id)
        if path is None or not path.exists():
            return None
        return await asyncio.to_thread(path.read_bytes), CONTENT_TYPE

    async def delete_older_than(self, moment: float) -> int:
        """Retention: photos kept before `moment`, in Unix seconds; how many went."""
        return await asyncio.to_thread(self._delete, moment)

    def _path(self, media_id: str) -> Path | None:
        """None for what cannot be an id of ours, whatever else it may be on this disk."""
        if not _MEDIA_ID.fullmatch(media_id):
            return None
        return self.folder / media_id[:2].lower() / f"{media_id}.jpg"

    def _keep(self, path: Path, content: bytes) -> None:
        upright = self._upright(content)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(f".{os.getpid()}.part")
        with partial.open("wb") as file:
            upright.save(file, "JPEG", quality=85, optimize=True)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        for folder in (path.parent, self.folder):  # a name is on the disk when its folder is
            _sync(folder)

    def _upright(self, content: bytes) -> Image.Image:
        try:
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                if image.width * image.height > self.largest_pixels:
                    raise MediaRefused("too_large")
                image.draft("RGB", (self.longest_side, self.longest_side))
                upright = ImageOps.exif_transpose(image).convert("RGB")
        except UnidentifiedImageError as error:
            raise MediaRefused("not_a_photo") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise MediaRefused("too_large") from error
        except (OSError, SyntaxError, ValueError) as error:
            raise MediaRefused("unreadable") from error
        upright.thumbnail((self.longest_side, self.longest_side))
        upright.info.clear()  # Pillow writes comments and profiles it finds here
        return upright

    def _delete(self, moment: float) -> int:
        """Also what a process was writing when it ended."""
        old = [path for path in self.folder.glob("*/*") if path.stat().st_mtime < moment]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def _taken_at(content: bytes) -> GeoPoint | None:
    """Where the camera says it was; None for whatever is no sound position."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "S", 90)
        long = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "W", 180)
    except Exception:  # noqa: BLE001  # the photo is kept; what its EXIF is made of is anybody's guess
        return None
    return GeoPoint(lat, long) if lat or long else None


def _degrees(parts: Sequence[Any], side: str, negative: str, most: int) -> float:
    """From degrees, minutes and seconds. Raises ValueError beyond the globe."""
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:
        raise ValueError("not on this globe")
    return round(-value if side.upper().startswith(negative) else value, 6)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
