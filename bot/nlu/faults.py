"""What is wrong with a thing that lights: what a resident says of it, and what the choices of a CRM's question say."""

import re

from bot.nlu.text import words

_WORDS = {
    "flickers": (
        r"flicker\w*|blink\w*|flash\w*|strob\w*|on and off|off and on|parpade\w*|titil\w*|(?:enciende|prende) y (?:se )?apaga|"
        r"pisc(?:a|am|ando|ou)|acende e apaga|apaga e acende|klinyote|limen epi (?:li )?etenn|etenn epi (?:li )?limen"
    ),
    "by day": (
        r"(?:all|by|during the|in the|broad) day(?:light|time)?|daytime|day and night|(?:todo el|durante el|de|pleno) dia|dia y noche|"
        r"o dia (?:todo|inteiro)|(?:durante o|de) dia|dia e noite|(?:tout|nan) (?:la)?jounen|lajounen"
    ),
    "damaged": (
        r"damaged?|knocked|bent|leaning|hanging|fell|fallen|smashed|shattered|vandali\w*|danad\w+|derribad\w+|caid\w+|inclinad\w+|"
        r"torcid\w+|colgando|danificad\w+|caiu|tombad\w+|tort[oa]|pendurad\w+|andomaje|kraze|tonbe|panche"
    ),
    "out": (
        r"(?<!come )(?<!came )(?<!send )(?<!sent )out(?! of| there| here| front| back)|unlit|dark|(?:turned|switched|shut|is|are) off|"
        r"not? (?:work\w*|lit|lighting|light|on|come on|coming on|turn on|turning on)|"
        r"(?:doesnt|dont|didnt|wont|isnt|arent|never|no longer|does not|do not|will not) "
        r"(?:work\w*|lit|lights?|on|comes? on|coming on|turns? on|turning on|goes? on)|"
        r"apagad\w+|apagou|fundid\w+|quemad\w+|a oscuras|oscur\w+|sin luz|no (?:se |da |hay |les? )?"
        r"(?:luz|encienden?|prenden?|alumbran?|ilumina\w*|funcionan?|andan?)|"
        r"queimad\w+|queimou|escur\w+|sem luz|nao (?:acend\w+|funcion\w+|liga\w*|ilumin\w+)|"
        r"etenn|fe nwa|pa (?:gen limye|limen|mache|klere|fonksyone|travay)"
    ),
    "several": (
        r"several|multiple|many|both|all (?:the|of|street\w*|lights)|row|(?:whole|entire) (?:street|block)|varias|varios|muchas|muchos|"
        r"tod[ao]s (?:l[ao]s|[ao]s)|diversos|muitos|plizye|tout limye"
    ),
    "more than one": r"(?:street)?lights|(?:street)?lamps|poles|posts|farol[ae]s|luces|lamparas|postes|luzes|lampadas|luminarias|focos",
}
"""Words as `bot.nlu.text` folds them, in all languages at once: residents mix them, and a CRM has its own."""
_FAULTS = {fault: re.compile(rf"\b(?:{said})\b") for fault, said in _WORDS.items()}


def faults(text: str) -> frozenset[str]:
    """All that is said; "broken" says nothing."""
    said, found = " ".join(words(text)), set()
    for fault, pattern in _FAULTS.items():
        left = pattern.sub(".", said)  # "on and off" is not off, and "all day" is not all
        found |= {fault} if left != said else set()
        said = left
    return frozenset(found - {"more than one"} if "several" in found else found)
