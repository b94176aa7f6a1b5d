"""How places are named in Spanish, of Spain and of the Americas."""

from bot.nlu.mentions.shapes import PlaceGrammar, Shape
from bot.nlu.mentions.spanish_words import CLASSES, COUNTED, DONE, FINER

_NAME = "[CcuwL]"
_NAMES = r"l{0,3} [CcuwLV] (?: l{0,3} [CcuwLV] ){0,4}"
"""Any words, with "de la" between them: behind a kind of street and before a number."""
_PROPER = r"l{0,3} [Ccuo#] (?: l{0,3} [Ccu] ){0,4}"
"""The same without everyday words in small letters; `45` of "calle 45"."""
_BARE = r"l{0,2} [Cu] (?: l{0,2} [Cu] ){0,2}"
"""Names and unknown words alone."""
_LARGE = r"l{0,2} C (?: l{0,2} C )?"
_NUMBER = r",? (?: f? l{0,2} m [\.:]? ){0,2} # (?!U)"
"""`, 14`, `nº 14`, `a la altura del nº 14`."""
_NUMBER_ALONE = rf"(?: (?<!d) | (?= ,? m ) ) (?: {_NUMBER} ) (?: (?<!i) | (?<=i) (?![zq]) )"
"""Without a kind of street, 1 to 9 are rather a count of what follows."""
_AMERICAN = r"D? \.? (?: [CcuwoD] | [CcuwD]{2,3} ) S"
"""`Grand Ave`, as residents of American cities say it in Spanish too."""

SPANISH = PlaceGrammar(
    classes=CLASSES,
    finer=FINER,
    counted=COUNTED,
    done=DONE,
    shapes=(
        Shape("address", rf"(?! v l{{0,3}} j ) V \.? {_NAMES} (?: , | ,? p l? )? {_NUMBER}", example="calle Olmo, nº 14"),
        Shape("intersection", rf"V \.? {_PROPER} (?: ,? l? x [lxp]{{0,3}} | l | A | ~ ) V \.? {_PROPER}", example="calle Olmo con avenida Quito"),
        Shape("intersection", rf"V \.? {_PROPER} ,? x [lxp]{{0,3}} {_PROPER}", example="calle Olmo esquina Quito"),
        Shape("address", r"V \.? # [~m]+ #", example="cra 7 # 12-40"),
        Shape("address", rf"(?!i) # ,? {_AMERICAN} \.? D?", example="402 Grand Ave"),
        Shape("address", r"(?!i) # [Dm] \.? (?: [Cu] S? | o )", example="1402 W 18th"),
        Shape("intersection", rf"(?<=[XE]) l? {_BARE} (?: Y | x | ~ ) (?: {_BARE} | l? c | # l [cw] )", example="entre Tajuña y Tesalia"),
        Shape("intersection", r"# l [cw] ,? X p? x? l? [Cc]", example="20 de Noviembre esquina con Juárez"),
        Shape("intersection", rf"{_BARE} ,? X \.? p? {_BARE}", example="Almendrera esquina Tajuña"),
        Shape("intersection", rf"(?<=N) l? {_LARGE} (?: Y | x ) (?: {_LARGE} | l? c | l # (?!U) )", example="luz en Larra y Cisneros"),
        Shape("intersection", r"(?: ^ | (?<=N) ) l{0,2} C (?: l{0,2} C ){0,2} (?!E) x l? C", example="Delicias con Sahagún, luz"),
        Shape("intersection", rf"[lCc] (?: (?<=Q.) | (?<=Q[wqdzl].) | (?<=Q[wqdz]l.) ) (?<!G) (?: (?<=l) {_LARGE} | (?<=C) (?: l{{0,2}} C )? | (?<=l) c (?= Y {_LARGE} ) | (?<=c) (?= Y {_LARGE} ) ) (?: Y | x | ~ ) l? (?: {_LARGE} | c | # (?!U) )", example="bache Juárez y Morelos"),
        Shape("intersection", r"(?: [Cu] (?<=^.) (?<![bG]) [Cu]? (?: Y | x ) (?![bG]) (?: [Cu]{1,2} | w ) | w (?<=^.) Y (?![bG]) [Cu]{1,2} | # (?<=^.) l w Y # l w ) (?= ,? Q )", example="rivadavia y medrano semáforo"),
        Shape("intersection", r"# (?<=^.) l [cC] Y l? C (?! Y )", example="16 de Septiembre y Colón, semáforo"),
        Shape("intersection", r"(?<=N) l # x l? #", example="hueco en la 30 con 45"),
        Shape("address", r"m [.:]? # l{1,2} (?!G) C (?: l{0,2} C ){0,3}", example="frente al número 26 de Grafito"),
        Shape("intersection", r"(?<=[pl]) (?!i) # [YA] C", example="en la 23 y Cermak"),
        Shape("intersection", rf"(?: o [YA~] l? (?: {_AMERICAN} | [CcuwDo] ) | [Cu] Y D? o )", example="5th y Oak"),
        Shape("street", rf"(?! v \.? l{{0,3}} [#~zd] ) (?: V \.? | B \. ) {_PROPER}", example="calle Olmo"),
        Shape("street", rf"(?<=[pl]) {_AMERICAN} \.? D?", example="en Grand Ave"),
        Shape("street", r"C (?<!G) C? [gS] (?= [,.] | $ )", example="rota César Chávez Ave"),
        Shape("street", r"(?<=[pl]) D? o (?!l)", example="en la 18th"),
        Shape("street", r"(?<=[pl]) V \.? w (?= [,.] | $ )", example="en la calle mayor"),
        Shape("address", rf"(?<!t) l{{0,2}} (?!G) (?! b ,? # ) (?: [Cc] | (?!z) u (?= [lCcuw,m] ) ) (?: l{{0,3}} (?![jQd]) [CcuwLV] ){{0,4}} (?!J) {_NUMBER_ALONE}", example="Almendrera 17"),
        Shape("address", rf"(?: l{{1,3}} u | u (?<=[px].) ) (?: l{{0,3}} {_NAME} ){{0,4}} {_NUMBER_ALONE}", example="en tesalia 905"),
        Shape("address", rf"u (?<!t.) (?: (?: (?<!d) | (?= m ) ) (?! ,? i ) {_NUMBER} (?![zq]) | (?<!z) , (?!i) # (?!U) )", example="tesalia 905"),
        Shape("address", r"(?: [Cu] (?: (?<=^.) | (?<=[pl].) ) (?<!G) [Cu]{0,2} | c (?<=N.) ) a (?!i) # (?![Uzq])", example="Quimbaya al 2300"),
        Shape("street", r"[Cc] (?<=Pl.) (?<![bG]) [Cc]? (?= [,.] | $ )", example="acera de Carretas"),
        Shape("landmark", r"(?<=[pl]) L (?: l{0,2} [Cc] ){0,3}", example="frente a la biblioteca"),
    ),
)  # fmt: skip
