"""How places are named in Haitian Creole: American streets as in English ("12 Elm St"), Haitian ones by their kind first."""

from bot.nlu.mentions.english import ENGLISH
from bot.nlu.mentions.shapes import PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    V="ri rue avni wout route boulva enpas impasse riyel ruelle delmas delma kafou carrefour",
    k="kwen kwuen entesek entèseksyon enteseksyon intersection corner angle ang kwazman",
    b="ant between mitan",
    A="ak avek epi and & +",
    a="at @ kwen",
    p="nan sou bo bò devan dèyè deye anfas anfas toupre kote anba anwo jis rive pase soti depi apre anvan lòt sou lot an sur "
    "devant adres adrès on near by aderes",
    m="nimewo nimero numero no nº n° # num",
    f="a la lan an yo yon sa gen pa ki se te t ap k m mwen n nou w ou l li lakay lari lary twotwa trotwa machin moun fatra "
    "pou si men tou tout anpil gwo ti twou tro two fò menm chak lè le ke e oubyen oswa ni paske kijan kile kilè poukisa "
    "tanpri silvouplè silvouple svp mesi mèsi bonjou bonswa jodi yè ye demen maten swa midi lannwit kounye toujou deja "
    "this the is of my our it i we for with s st. x",
    U="jou semèn semenn semen mwa an ane zan è minit segond pye pous mèt met mèt santimèt mil kilomèt moun machin fwa dola goud "
    "sak kawotchou chèz chez bisiklèt scooter fanmi etaj chen chat rat chen tan goch mph weeks days feet inches timoun "
    "dimaten diswa h am pm",
    L="legliz lekol lekòl lopital klinik bibliyotek bibliyotèk famasi mache maket makèt pak plas estasyon simitye simityè pon "
    "plaj meri tribinal estad jimnazyom inivesite lise kolej otel boutik restoran church school park station library",
    n="gran prensipal piblik prive etwat nwa sal mal fonse kout long rèd",
)  # fmt: skip
_CLASSES |= {
    word: letter
    for word, letter in ENGLISH.classes.items()
    if letter in "Sso" and len(word) > 1 and word not in _CLASSES and word not in ("pass", "place", "run", "view")
}
_CLASSES |= dict.fromkeys(("north", "south", "east", "west", "ne", "nw", "se", "sw", "nò", "sid"), "D")
_CLASSES["se"] = "f"  # the Creole "is"; Southeast is written in capitals, and those read as a name

_NAME = r"(?:[Ccuo]|#o?)"
_RI = rf"V\.?(?:f?[Ccuo](?:[Ccu]|f[Cc]){{0,3}}|#)"
_NUMBER = r",?m?#(?!U)"

HAITIAN_CREOLE = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("address", rf"(?:m\.?)?#,?{_RI}"),
        Shape("intersection", rf"{_RI},?f?[Aak~]{{1,2}}f?(?:{_RI}|[Cc]{{1,2}})"),
        Shape("address", rf"{_RI}{_NUMBER}"),
        Shape("intersection", rf"(?<=k)f?{_RI}f?A{_RI}"),
        *ENGLISH.shapes[:-1],
        Shape("street", _RI),
        Shape("landmark", r"(?<=p)L[Ccuo]{0,2}f?"),
        ENGLISH.shapes[-1],
    ),
)
