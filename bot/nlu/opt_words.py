"""Words that alone mean STOP or START, whatever a model makes of them; carriers know the English ones."""

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
    | {"alto", "baja", "dar de baja", "darme de baja", "parar", "pare", "basta", "cancelar suscripcion"}
)
START_WORDS = frozenset({"start", "unstop", "optin", "opt in", "alta", "darme de alta", "reanudar"})


def asked_alone(words: list[str]) -> str | None:
    """`out` or `in` when the folded words of a message are nothing but such a word; please and thanks don't count."""
    said = " ".join(word for word in words if word not in _MANNERS)
    return "out" if said in STOP_WORDS else "in" if said in START_WORDS else None


_MANNERS = frozenset({"please", "pls", "plz", "por", "favor", "thanks", "gracias", "now", "ya"})
