"""The place grammar of each language; a language without one finds only what English shapes show."""

from bot.nlu.mentions.english import ENGLISH
from bot.nlu.mentions.haitian_creole import HAITIAN_CREOLE
from bot.nlu.mentions.portuguese import PORTUGUESE
from bot.nlu.mentions.shapes import PlaceGrammar
from bot.nlu.mentions.spanish import SPANISH

GRAMMARS: dict[str, PlaceGrammar] = {"en": ENGLISH, "es": SPANISH, "pt": PORTUGUESE, "ht": HAITIAN_CREOLE}


def grammar_for(language: str) -> PlaceGrammar:
    return GRAMMARS.get(language, ENGLISH)
