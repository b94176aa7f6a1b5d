"""What the bot says, per language: Fluent files, one message a key. https://projectfluent.org"""

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"
_FOLDER = Path(__file__).parent


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.ftl")))


def render(key: str, language: str, values: dict[str, str | int] | None = None) -> str:
    """The text of `key`. A language without it falls back to English; a key nobody wrote raises `KeyError`."""
    bundle = _bundle(language if language in languages_known() else FALLBACK)
    if not bundle.has_message(key):
        bundle = _bundle(FALLBACK)
    if not bundle.has_message(key):
        raise KeyError(f"no text {key!r}; write it in bot/texts/{FALLBACK}.ftl")
    pattern = bundle.get_message(key).value
    assert pattern is not None, key
    text, errors = bundle.format_pattern(pattern, values or {})
    if errors:
        raise KeyError(f"text {key!r} in {language}: {errors[0]}")
    return str(text)


def keys(language: str) -> frozenset[str]:
    """Every key that language has, for the checks."""
    return frozenset(_bundle(language)._messages)  # noqa: SLF001 - the bundle has no public listing


@cache
def languages_known() -> frozenset[str]:
    return frozenset(languages())


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks (U+2068) round every value would turn an SMS into UCS-2 and double its price.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle
