"""How places are named in Haitian Creole: American streets as in English ("12 Elm St"), Haitian ones by their kind first."""

from bot.nlu.mentions.english import ENGLISH
from bot.nlu.mentions.shapes import PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    V="ri rue avni wout route boulva enpas impasse riyel ruelle delmas delma kafou carrefour",
    k="kwen kwuen entesek enteseksyon intersection corner angle ang kwazman",
    b="ant between mitan",
    l="du de des les d",
    A="ak avek epi and & +",
    a="at @",
    p="nan sou bo devan deye anfas toupre kote anba anwo jis rive pase soti depi apre anvan lot an sur "
    "devant adres on near by",
    m="nimewo nimero numero no nº n° # num",
    f="a la lan yo yon sa gen pa ki se te t ap k m mwen nou ou l li lakay lari lary twotwa trotwa machin "
    "moun fatra pou si men tou tout anpil twou tro two fo menm chak le ke e oubyen oswa ni paske kijan "
    "kile poukisa tanpri silvouple svp mesi bonjou bonswa jodi ye demen maten swa midi lannwit kounye "
    "toujou deja this the is of my our it i we for with",
    x="n w s",
    U="jou semen semenn mwa ane zan minit segond pye pous met santimet mil kilomet fwa dola goud sak "
    "kawotchou chez bisiklet scooter fanmi etaj chen chat rat tan goch mph weeks days feet inches timoun "
    "dimaten diswa h am pm",
    L="legliz lekol lopital klinik bibliyotek famasi mache maket pak plas estasyon simitye pon plaj meri "
    "tribinal estad jimnazyom inivesite lise kolej otel boutik restoran church school park station library",
    n="gran prensipal piblik prive etwat nwa sal mal fonse kout long red",
)  # fmt: skip
_CLASSES |= {
    word: letter
    for word, letter in ENGLISH.coarse().items()
    if letter in "Sso" and len(word) > 1 and word not in _CLASSES and word not in ("pass", "place", "run", "view")
}
_CLASSES["ave"] = "s"  # without its accent "avè" (with) looks like the avenue; with a capital it is one
_CLASSES |= dict.fromkeys(("north", "south", "east", "west", "ne", "nw", "sw", "sid"), "D")

_STREET = r"(?:D|x(?=[oCc]))?(?:(?:S{2}|[Ccuo]{2,3}|[Ccu]S|[Ccuo][ws]|[CcuowLsS])S|[Cuo]{1,3}s{1,2})\.?D?"
_RI = r"V\.?(?:(?:lf?)?[Ccuo](?:[Ccu]|lf?[Cc]){0,3}|#)"
_ANY = rf"(?:{_RI}|{_STREET})"
_BARE = r"D?[CcuoL]{1,2}"

HAITIAN_CREOLE = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("address", rf"m?\.?#,?{_ANY}(?!f?A)"),
        Shape("intersection", rf"{_ANY},?f?[Aak~]{{1,2}}f?(?:{_ANY}|D?[CcL]{{1,2}})"),
        Shape("intersection", rf"(?<=[kb])f?(?:{_ANY}|{_BARE})f?[A~]f?(?:{_ANY}|{_BARE})"),
        Shape("intersection", r"(?<=p)D?C{1,2}[Aa]D?C{1,2}(?=[.,p]|$)"),
        Shape("intersection", rf"(?<=[pa])D?C[A~]{_STREET}"),
        Shape("address", rf"{_RI}(?:,?m?#)(?!U)"),
        Shape("address", rf"{_STREET}(?:,?m\.?#|,#)(?!U)"),
        Shape("address", r"(?<=[pm])#D?(?:C{1,2}|u)(?=[.,p]|$)"),
        Shape("street", _STREET),
        Shape("street", _RI),
        Shape("landmark", r"(?<=p)L[Ccuo]{0,2}f?"),
    ),
)
