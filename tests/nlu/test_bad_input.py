"""Nothing a resident can send makes the pipeline raise."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0\0\0", "\n\n", "😀" * 200, "x" * 50_000, "a " * 25_000, "1" * 50_000, "((((((" * 1_000,
        "مرحبا هناك حفرة في الشارع", "街上有一个大坑", "ทางเท้าแตก", "p0th0l3 0n m41n 5t", "pot\u200bhole on\u202e Main St",
        "there is a bache on mi calle por favor fix it", "\ud800", "#" * 300, "St " * 2_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", [None, "en", "es", "xx"])
def test_odd_texts_are_answered(pipeline, text, language):
    understood = pipeline.understand(text, language)
    assert understood.language in {*pipeline.languages, *pipeline.by_sight}
    assert all(0 <= mention.start < mention.end <= len(text) for mention in understood.mentions)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), language=st.sampled_from([None, "en", "es"]))
def test_any_text_is_answered(pipeline, text, language):
    understood = pipeline.understand(text, language)
    assert all(text[mention.start : mention.end] == mention.text for mention in understood.mentions)
    assert all(0 <= ranked.confidence <= 1 for ranked in understood.types)


def test_zero_width_characters_hide_nothing(pipeline):
    assert pipeline.understand("huge pot\u200bhole in the road").types[0].code == "pothole"


def test_nothing_said_is_nothing_understood(pipeline):
    understood = pipeline.understand("   ")
    assert (understood.intent, understood.types, understood.abstain) == ("other", (), True)
