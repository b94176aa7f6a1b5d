"""The understanding every process of a city uses: its own models where it has some, and its own services' words."""

from pathlib import Path

from bot.city import City
from bot.nlu.city_words import CityReader
from bot.ports import Nlu


def reader_of(city: City, folder: Path) -> Nlu:
    """`folder` is the city file's. Raises `FileNotFoundError` when a model is missing."""
    from bot.nlu.pipeline import load  # spaCy: half the start-up time and memory of the processes that need none

    pipeline = load(folder / city.models if city.models else None, city.languages)
    words = city.words_of_services()
    return CityReader(pipeline, words) if words else pipeline
