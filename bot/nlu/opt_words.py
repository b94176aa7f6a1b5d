"""Words that alone mean STOP or START, whatever a model makes of them; carriers know the English ones; and who else does not stop."""

import re

STOP_WORDS = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "quit", "revoke", "optout", "opt out"}
    | {"stopp", "stp", "sotp", "stpo", "unsub", "unsuscribe", "unsubcribe", "un subscribe", "cease", "desist"}
    | {
        "remove me",
        "opt me out",
        "leave me alone",
        "no more messages",
        "no more texts",
        "desuscribir",
        "no mas mensajes",
    }
    | {"parem", "para", "chega", "descadastrar", "cancelar inscricao", "cancelar mensagens"}
    | {"alto", "baja", "dar de baja", "darme de baja", "parar", "pare", "basta", "cancelar suscripcion"}
    | {"sispann", "kanpe", "arete", "sispann mesaj", "sispann mesaj yo", "kanpe mesaj yo", "dezabone", "dezabone m"}
)
START_WORDS = frozenset(
    {"start", "unstop", "optin", "opt in", "alta", "darme de alta", "reanudar"}
    | {"reativar", "retomar", "voltar a receber"}
    | {"abone m", "reabone m", "remete m", "komanse mesaj", "rekomanse mesaj yo"}
)


def asked_alone(words: list[str]) -> str | None:
    """`out` or `in` when the folded words of a message are nothing but such a word; please and thanks don't count."""
    said = " ".join(word for word in words if word not in _MANNERS)
    return "out" if said in STOP_WORDS else "in" if said in START_WORDS else None


_MANNERS = frozenset(
    {"please", "pls", "plz", "por", "favor", "thanks", "gracias", "now", "ya"}
    | {"pf", "pfv", "obrigado", "obrigada", "obg", "ja", "tanpri", "souple", "silvouple", "mesi"}
)

_OTHERS = re.compile(
    r"\b(?:wont|will not|doesnt|does not|never|cant|didnt) stops?\b|\b(?:told|asked|tell|ask|make|makes) \w+ to stop\b"
    r"|\bno (?:deja|para)n? de\b|\bnao para(?:m)? de\b|\bpa (?:janm )?sispann\b"
)
_US = frozenset({"you", "u", "ur", "your", "yall", "this", "these"})
_US |= {
    "ustedes",
    "usted",
    "vosotros",
    "uds",
    "este",
    "estos",
    "voces",
    "voce",
    "vcs",
    "esse",
    "esses",
    "isso",
    "ou",
    "nou",
    "sa",
}


def of_others(words: list[str]) -> bool:
    """Whether folded words tell of somebody who does not stop, or was told to, and not of us."""
    return bool(_OTHERS.search(" ".join(words))) and _US.isdisjoint(words)
