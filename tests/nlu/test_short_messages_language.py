"""Two words, and five to nine, in each language (`tests/nlu/languages`; our own, written before they were ever measured)."""

import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "languages"


def lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()


def plain(text: str) -> str:
    """As typed on a keyboard without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize("language", ["en", "es", "pt", "ht"])
@pytest.mark.parametrize(("length", "least"), [("two", 0.95), ("five", 0.98)])
def test_a_language_is_told(pipeline, language, length, least):
    texts = lines(f"{length}_{language}")
    assert sum(pipeline.understand(text).language == language for text in texts) >= least * len(texts)
    assert sum(pipeline.understand(plain(text)).language == language for text in texts) >= (least - 0.05) * len(texts)


def test_french_is_no_creole(pipeline):
    """But for one of forty."""
    assert len([text for text in lines("french") if pipeline.understand(text).language != "fr"]) <= 1
    assert len([text for text in lines("french") if pipeline.understand(text, "en").language == "ht"]) <= 1
