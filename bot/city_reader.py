"""The understanding every process of a city uses: its own models where it has some, and its own services' words."""

from pathlib import Path

from bot.city import City
from bot.nlu.city_words import CityReader
from bot.ports import Nlu


def reader_of(city: City, folder: Path) -> Nlu:
    """`folder` is the city file's. Raises `FileNotFoundError` when a model is missing."""
    return with_words(models_of(city, folder), city)


def models_of(city: City, folder: Path) -> Nlu:
    """Opened once a process; the services' words may change while it runs."""
    from bot.nlu.pipeline import load  # spaCy: half the start-up time and memory of the processes that need none

    return load(folder / city.models if city.models else None, city.languages)


def with_words(models: Nlu, city: City) -> Nlu:
    words = city.words_of_services()
    return CityReader(models, words) if words else models
