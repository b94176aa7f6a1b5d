"""What joins two problems in a message, in each language."""

import re
from dataclasses import dataclass

COMMA = re.compile(r",\s+(?=\w)")
JOINS_A_NAME = re.compile(r"\s*(?:[^\W\d]+|[&+])\s+[^\W\d]")
"""A joining word, and what it joins is no number: "light poles 8 and 11" are one problem."""


@dataclass(frozen=True, slots=True)
class ProblemWords:
    joint: re.Pattern[str]
    """Where a second part may begin."""
    more: re.Pattern[str]
    """Says that there is more than one."""
    another: re.Pattern[str]
    """How a second one of the same kind is told of: "pothole at 12 Elm St and another at 40 Elm St"."""


_WORDS = {
    "en": ProblemWords(
        joint=re.compile(
            r"[,.;!\n]*\s*\b(?:and also|also|and|n|plus|as well as|another thing|besides)\b|\s[&+]\s|[.;!?]+\s|\n",
            re.IGNORECASE,
        ),
        more=re.compile(
            r"\b(?:also|plus|another|as well|too|besides|separately|second(?:ly)?|while you)\b", re.IGNORECASE
        ),
        another=re.compile(
            r"\W*(?:(?:and|also|plus|n|there(?:'?s| is))\W+){0,3}(?:another|one more|a second|(?:the )?same(?: thing| problem| issue)?)(?: one)?\s+"
            r"(?:at|on|in|by|near|outside|behind|across|around|next to|in front of)\b",
            re.IGNORECASE,
        ),
    ),
    "es": ProblemWords(
        joint=re.compile(
            r"[,.;!\n]*\s*\b(?:y también|y además|y aparte|además|también|aparte|y|e|ni)\b|\s[&+]\s|[.;!?]+\s|\n",
            re.IGNORECASE,
        ),
        more=re.compile(r"\b(?:adem[aá]s|tambi[eé]n|aparte|otr[oa]s?|por otro lado|ni)\b", re.IGNORECASE),
        another=re.compile(
            r"\W*(?:(?:y|adem[aá]s|tambi[eé]n|hay)\W+){0,3}(?:otr[oa]|lo mismo|igual)\s+"
            r"(?:m[aá]s )?(?:en|por|junto|frente|delante|detr[aá]s|cerca|al lado|a la altura)\b",
            re.IGNORECASE,
        ),
    ),
    "pt": ProblemWords(
        joint=re.compile(
            r"[,.;!\n]*\s*\b(?:e também|e tb|e além disso|e outra coisa|além disso|alem disso|outra coisa|aproveitando|"
            r"também|tambem|e|nem)\b|\s[&+]\s|[.;!?]+\s|\n",
            re.IGNORECASE,
        ),
        more=re.compile(
            r"\b(?:al[eé]m disso|tamb[eé]m|tb|outr[oa]s?|mais um|mais uma|aproveit\w+|nem)\b", re.IGNORECASE
        ),
        another=re.compile(
            r"\W*(?:(?:e|tamb[eé]m|tem|mais)\W+){0,3}(?:outr[oa]|mais um|mais uma|(?:a )?mesma coisa|o mesmo)\s+(?:n[ao]s?|em|perto|ao lado|em frente)\b",
            re.IGNORECASE,
        ),
    ),
    "ht": ProblemWords(
        joint=re.compile(
            r"[,.;!\n]*\s*\b(?:epi tou|epi|anplis|yon lòt bagay|ak|avèk|e)\b|\s[&+]\s|[.;!?]+\s|\n", re.IGNORECASE
        ),
        more=re.compile(r"\b(?:tou|anplis|yon l[oò]t|dezy[eè]m(?:man)?|osi)\b", re.IGNORECASE),
        another=re.compile(
            r"\W*(?:(?:epi|ak|tou|gen)\W+){0,3}(?:yon l[oò]t|menm bagay)\s+(?:nan|sou|devan|dèyè|b[oò]|toupre|kot[eé])\b",
            re.IGNORECASE,
        ),
    ),
}


def words_of(language: str) -> ProblemWords:
    return _WORDS.get(language, _WORDS["en"])
