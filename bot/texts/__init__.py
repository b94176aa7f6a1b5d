"""What the bot says, per language: Fluent files, one message a key. https://projectfluent.org"""

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"
LONGEST_VALUE = 900
_FOLDER = Path(__file__).parent


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.ftl")))


def render(key: str, language: str, values: dict[str, str | int] | None = None) -> str:
    """The text of `key`. A language without it falls back to English; a key nobody wrote raises `KeyError`."""
    return _filled(key, language, values) if values else _fixed(key, language)


@cache
def word_list(key: str, language: str) -> tuple[str, ...]:
    """What residents say, of a text that is a list: `one|two|three`."""
    return tuple(render(key, language).split("|"))


@cache
def _fixed(key: str, language: str) -> str:
    """Words for lists and buttons, several of them in every turn."""
    return _filled(key, language, {})


def _filled(key: str, language: str, values: dict[str, str | int]) -> str:
    bundle = _bundle(language if language in languages_known() else FALLBACK)
    if not bundle.has_message(key):
        bundle = _bundle(FALLBACK)
    if not bundle.has_message(key):
        raise KeyError(f"no text {key!r}; write it in bot/texts/{FALLBACK}.ftl")
    pattern = bundle.get_message(key).value
    assert pattern is not None, key
    text, errors = bundle.format_pattern(pattern, {name: _shortened(value) for name, value in values.items()})
    if errors:
        raise KeyError(f"text {key!r} in {language}: {errors[0]}")
    return str(text)


def keys(language: str) -> frozenset[str]:
    """Every key that language has, for the checks."""
    return frozenset(_bundle(language)._messages)  # noqa: SLF001 - the bundle has no public listing


def _shortened(value: str | int) -> str | int:
    """Fluent takes no value beyond a thousand characters, and no resident wants to read one."""
    return value if isinstance(value, int) or len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 4]} ..."


@cache
def languages_known() -> frozenset[str]:
    return frozenset(languages())


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks (U+2068) round every value would turn an SMS into UCS-2 and double its price.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle
