"""Reads the city file from TOML and checks it to the last key; a mistake is named with its line and how to mend it."""

from pathlib import Path

import msgspec

from bot.city import City, CityFileError
from bot.city_checks import complaints
from bot.toml_complaints import invalid_toml, wrong_shape
from bot.toml_lines import line_of


def read_city(path: Path) -> City:
    """The city file at `path`. Raises `CityFileError` naming the line; a city with a mistake in its file starts nothing."""
    text = _written(path)
    try:
        city = msgspec.toml.decode(text, type=City)
    except msgspec.ValidationError as error:
        line, complaint = wrong_shape(text, str(error), City)
        raise CityFileError(f"{path}, line {line}: {complaint}") from error
    except ValueError as error:
        line, complaint = invalid_toml(text, str(error))
        raise CityFileError(f"{path}, line {line}: not valid TOML: {complaint}") from error
    for keys, complaint in complaints(city, path.parent):
        named = ".".join(str(key) for key in keys if isinstance(key, str))
        raise CityFileError(f"{path}, line {line_of(text, keys)}: {named}: {complaint}")
    return city


def address_files(city: City, folder: Path, other: Path | None) -> list[Path]:
    """What the gazetteer is made of: those in the city's folder, or the `other` one a setting names in their place."""
    return [other] if other else [folder / name for name in (city.gazetteer, city.landmarks) if name]


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows' editors put a mark before the first letter
    except OSError as error:
        raise CityFileError(
            f"{path}: cannot be read ({error.strerror}); TEXT311_CITY must name your city file."
        ) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CityFileError(
            f"{path}, line {line}: a letter there is not UTF-8; save the file as UTF-8 in your editor."
        ) from error
