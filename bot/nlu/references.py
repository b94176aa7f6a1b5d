"""Service request numbers that a message names."""

import re

_CUED = re.compile(
    r"(?:#|\b(?:request|ticket|case|reference|ref|report|number|no|sr|id|tracking|folio|aviso|solicitud|caso|n[uú]mero|"
    r"reporte|expediente|referencia|incidencia|protocolo|chamado|solicita[cç][aã]o|pedido|"
    r"rap[oò]|dosye|demann|tik[eè]|plent|nimewo(?=[^\d]{1,8}\bse\b))\b"
    r"[\s.:#-]*(?:mwen|m|(?:la|a)(?= se))?[\s.:#-]*(?:is|number|no|es|é|n[uú]mero|n[º°]|se|nimewo)?[\s.:#º°-]*)"
    r"((?:[a-z]{1,4}-?)?\d[\d-]{2,17}\d)\b",
    re.IGNORECASE,
)
_SHAPED = re.compile(r"\b((?:SR|CRM|CAS|REQ|TKT)-?\d[\d-]{3,16}|\d{9,15})\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d[\d-]{2}\d")
_LIKE_A_PHONE = re.compile(r"\d{3}\)?[\s.-]\d{3}[\s.-]?\d{4}")
"""Found without a try at every letter."""
_PHONE = re.compile(r"\+?1?[\s.-]?\(?\d{3}\)?[\s.-]\d{3}[\s.-]?\d{4}\b")


def references(text: str) -> tuple[str, ...]:
    """In order, each once. Telephone numbers and house numbers are not among them."""
    if not _FIGURES.search(text):
        return ()
    clear = _PHONE.sub(" ", text) if _LIKE_A_PHONE.search(text) else text
    found = [(m.start(1), m[1]) for m in _SHAPED.finditer(clear)]
    shaped = {i for start, number in found for i in range(start, start + len(number))}
    found += [(m.start(1), m[1]) for m in _CUED.finditer(clear) if m.start(1) not in shaped]
    return tuple(dict.fromkeys(number for _, number in sorted(found)))
