import pytest

from bot.nlu.pipeline import load


@pytest.fixture(scope="session")
def pipeline():
    return load()
