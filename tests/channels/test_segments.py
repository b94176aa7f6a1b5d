import pytest

from bot.channels.segments import count_segments, plain
from bot.channels.writing import numbered, split
from bot.messages import Choice


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("a" * 152 + "€" + "a" * 10, "GSM-7", 164, 2),
        ("a" * 152 + "€" + "a" * 151, "GSM-7", 305, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
        ("¿Qué pasó, señor? Él está aquí", "UCS-2", 30, 1),
        ("¿Qué problema? ¡Gracias, señor!", "GSM-7", 31, 1),
        ("á" * 70, "UCS-2", 70, 1),
        ("á" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 67, "UCS-2", 134, 3),
        ("路灯坏了", "UCS-2", 4, 1),
    ],
)
def test_segments_are_counted_as_carriers_bill_them(text: str, encoding: str, units: int, segments: int) -> None:
    count = count_segments(text)
    assert (count.encoding, count.units, count.segments) == (encoding, units, segments)


def test_typographic_characters_cost_nothing_after_plain() -> None:
    text = "“It’s done” – see the photo…\u00a0Thanks"
    assert count_segments(text).encoding == "UCS-2"
    assert count_segments(plain(text)).encoding == "GSM-7"
    assert plain(text) == '"It\'s done" - see the photo... Thanks'


def test_plain_leaves_accents_and_other_scripts_alone() -> None:
    assert plain("¿Está bien? 路灯 Việt") == "¿Está bien? 路灯 Việt"


def test_choices_become_numbered_lines() -> None:
    assert numbered("Which?", (Choice("a", "Elm St"), Choice("b", "Elm Ave"))) == "Which?\n1. Elm St\n2. Elm Ave"
    assert numbered("Hello", ()) == "Hello"


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("exactly 10", 10, ["exactly 10"]),
        ("one two three four", 10, ["one two", "three four"]),
        ("first line\nsecond line", 14, ["first line", "second line"]),
        ("One sentence. Another one", 20, ["One sentence.", "Another one"]),
        ("abcdefghijklmnop", 5, ["abcde", "fghij", "klmno", "p"]),
        ("😀😀😀", 3, ["😀", "😀", "😀"]),
    ],
)
def test_a_long_text_is_cut_where_it_hurts_least(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts
