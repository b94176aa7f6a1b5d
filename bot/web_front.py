"""The first page: the web chat, and what to try."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.city_notices import Notice

PAGES: Final = Path(__file__).parent / "web_pages"
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' https: http: blob:; "
    "style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_templates: Final = Environment(
    loader=FileSystemLoader(PAGES / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    label: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the pages say about this city. `tries` are messages worth sending, `links` lead to other pages."""

    city: str
    emergency_number: str = "911"
    languages: tuple[str, ...] = ("en", "es")
    tries: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    """What everybody is told now."""


@cache
def page_strings(language: str) -> Mapping[str, str]:
    """What the page itself says in `language`; English where we have no other."""
    file = PAGES / "strings" / f"{language}.json"
    strings: dict[str, str] = json.loads((file if file.is_file() else PAGES / "strings" / "en.json").read_text("utf-8"))
    return strings


def _chat_strings(front: FrontPage, language: str) -> dict[str, str]:
    strings = page_strings(language)
    return {**strings, "emergency": strings["emergency"].format(number=front.emergency_number)}


def preferred_language(accept_language: str, known: tuple[str, ...]) -> str:
    """The first of the browser's languages that the city has; the city's first otherwise."""
    for part in accept_language.split(","):
        code = part.partition(";")[0].strip().partition("-")[0].lower()
        if code in known:
            return code
    return known[0] if known else "en"


def render_page(template: str, values: Mapping[str, Any]) -> str:
    return _templates.get_template(template).render(values)


def render_front(front: FrontPage, language: str) -> str:
    main = front.languages[0] if front.languages else language
    strings = {code: _chat_strings(front, code) for code in dict.fromkeys((language, *front.languages))}
    notices = [one.text_in(language, main) for one in front.notices]
    values = {"front": front, "language": language, "t": strings[language], "strings": strings, "notices": notices}
    return render_page("chat.html", values)
