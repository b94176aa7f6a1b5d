"""How places are named in English, American and British: patterns over the letters of `english_words.py`.

Blanks in a pattern are for the eye. Each shape has an example that it finds, and a test that it does.
"""

import re

from bot.nlu.mentions.english_words import CLASSES, COUNTED, FINER
from bot.nlu.mentions.shapes import PlaceGrammar, Shape

# pieces of a street's name
_WORD = "[CcuoLve]"
_STREET = rf"D? (?: {_WORD} (?: {_WORD}{{1,2}} | [ws] | D )? | (?!Q) w [Ccu]? | [sS] | [Ccu] S ) S (?! I ) \.? D?"
"""A name with a kind that says "street": `Elm St`, `Old Mill Rd`, `N Main Street NW`."""
_BARE = r"D? (?: [CcuoSL] | [Ccu]{2,3} | us )"
"""A name alone, where something says that it is a street's: `Grand`, `5th`, `Blue Hill`."""
_ANY = rf"(?: {_STREET} | {_BARE} )"
_CORNER = rf"(?: {_STREET} | {_BARE} | D? [Ccuowns]{{1,2}} s? )"
"""Behind "corner of" an everyday word will do: `main`, `church`."""
_UNKNOWN = "(?!z) [uCe]{1,2}"
"""One or two words nobody uses otherwise."""
_PROPER = r"D? (?: C{1,2} | [ou] | cC )"
"""A name written large, an ordinal or an unknown word."""
_LARGE = r"D? \.? [Cc]{1,2}"
"""Written large, everyday word or not."""
_JOINED = rf"(?: {_STREET} | n S (?! I ) \.? )"
"""Beside another street "main st" and "high st" are names too."""
_LOOSE = r"[Ccuowns]{1,2} [Ss]"
"""Any word before any kind of street: enough behind a number, "12 high st", "12 back lane"."""

# what stands around it
_AT = "[pa]"
_JOIN = r"(?: (?!N) [A~pa,] ){1,2} f?"
_OVER = "(?= [f.,(ky] | $ )"
"""Here the place ends: punctuation, or a word that begins something else."""

# gates: what must be near for a shape to be tried at all, which is cheap to ask
_STREET_AHEAD = "(?= .{1,4} S )"
_JOIN_AHEAD = "(?= .{1,3} [A~ad] )"
_NUMBER_HERE = "(?= # )"
_SHORT_AHEAD = "(?= .{1,3} y )"
_BETWEEN_AHEAD = "(?= .{1,9} b )"
_AFTER_CORNER = "(?: (?<=[bk]) | (?<=[bk][paf]) )"
_AFTER_AT = "(?<=[pafk])"

_ADDRESS = (Shape("address", rf"# ,? (?: {_STREET} | D? [Ccuow]{{1,2}} [Ss] \.? D? ) (?!A)", example="12 Elm St"),)
_CROSSINGS = (
    Shape("intersection", rf"{_ANY} ,? [paf]? b [paf]? {_ANY} [A~pa,]{{0,2}} f? {_ANY}", _BETWEEN_AHEAD, "dark on Main between 3rd and 4th"),
    Shape("intersection", rf"(?<=b) {_ANY} {_JOIN} {_ANY}", _AFTER_CORNER, "between Oxley and Quill"),
    Shape("intersection", rf"(?<=k[paf]) {_CORNER} {_JOIN} {_CORNER}", _AFTER_CORNER, "corner of church and main"),
    Shape("intersection", rf"(?<=k) {_CORNER} [A~d] f? {_CORNER}", _AFTER_CORNER, "corner church & main"),
    Shape("intersection", rf"{_JOINED} [(,]? [Apa,~\-kD] [pafkA]{{0,3}} {_JOINED}", _STREET_AHEAD, "Alder Ave and Prentiss Rd"),
    Shape("intersection", rf"{_STREET} (?: [A~] | {_AT} k? {_AT}? ) f? {_PROPER}", _STREET_AHEAD, "Hollis St near 22nd"),
    Shape("intersection", rf"{_PROPER} [A~pa] f? {_STREET}", example="Rossiter and Vance St"),
    Shape("intersection", rf"(?<={_AT}) (?: (?<!N) | (?=o) ) (?! P A P | o N o f ) {_PROPER} [A~pa] p? f? {_PROPER} (?! [wf]* S )", _AFTER_AT, "at Juniper and Wells"),
    Shape("intersection", rf"(?<=[paf]) (?<![gN]) (?! P A P ) {_LARGE} A {_LARGE}", _AFTER_AT, "on Brown and Wells"),
    Shape("intersection", rf"(?<=[pak]) (?<!N) {_LARGE} A (?: {_LARGE} | [DSL] ) {_OVER}", _AFTER_AT, "hole at Brown and Wells, big"),
    Shape("intersection", rf"(?<=[pak]) [DSL] A {_LARGE} (?= [f.,(k] | $ )", _AFTER_AT, "hole at North and Wells"),
    Shape("intersection", r"(?<=[pa]) (?: c [~a] C | C a [DLS] | D o A [Cc] | w A u ) (?= [.,(fkw] | $ )", _AFTER_AT, "hole at Brown/Wexcombe"),
    Shape("intersection", r"[DC] (?: (?<=^.) | (?<=[wuzq.,(].) ) (?<!G) C{0,2} E D? (?!G) C{1,2} (?! S )", example="drain Bowdoin @ Fuller"),
    Shape("intersection", r"(?: ^ | (?<=[.(,]) ) D? [Cu]{1,2} [A~a] D? [Cu]{1,2} (?= [.,(] | $ )", example="Milburn & Teague"),
    Shape("intersection", rf"(?: ^ | (?<=[pak.(,]) ) (?: o [A~ad] p? D? {_UNKNOWN} | D? {_UNKNOWN} [A~ad] p? o )", _JOIN_AHEAD, "5th & tamarack"),
    Shape("intersection", r"[CcD] (?: (?<=Q.) | (?<=Q[wqzs].) ) (?<!G) (?! (?<=P) A P ) C{0,2} [A~aE] (?: D? [Cc]{1,2} | o | S C | D (?= [.,] | $ ) )", example="pothole Kensington & Allegheny"),
    Shape("intersection", r"[CcDw] (?: (?<=^.) | (?<=[.(].) ) (?<!G) (?! (?<=P) A P ) (?: [Cc]{0,2} [A~aE] D? (?!G) C{1,2} | K c ) (?= ,? [fnwqs]{0,2} Q )", example="Ada & Humphrey flooding"),
    Shape("intersection", r"H G A D? (?: o | G | C{1,2} )", example="Ave Q & E 15th"),
    Shape("intersection", r"(?: ^ | (?<=[pak.(,]) ) (?: o A c | [LD] K C ) (?= [.,(] | $ )", _JOIN_AHEAD, "crash at 1st and Main"),
    Shape("intersection", rf"[Rr] # [A~a] f? {_STREET}", example="Route 9 and Colby Ave"),
    Shape("intersection", r"(?! P | G ) C{1,2} [aE~] o", _JOIN_AHEAD, "sign bent Jefferson at 22nd"),
    Shape("intersection", r"(?: D? o A (?: S C | D o ) | (?! [PG] ) C{1,2} K D? o )", _JOIN_AHEAD, "rats E 105th & St Clair"),
    Shape("intersection", rf"(?<=[pa]) D? {_UNKNOWN} A # (?![Uzqw])", _JOIN_AHEAD, "at tamarack and 5"),
    Shape("intersection", rf"(?<!f) o [A~] D? {_UNKNOWN}", _JOIN_AHEAD, "lights 5th & tamarack"),
    Shape("intersection", rf"{_UNKNOWN} K o", _JOIN_AHEAD, "hole tamarack & 5th"),
)  # fmt: skip
_NUMBERS = (
    Shape("address", rf"(?! in{{1,2}}h ) (?! (?<=j) # , ) # ,? D? (?: {_LOOSE} | n S ) \.? D?", _NUMBER_HERE, "12 back lane"),
    Shape(
        "address",
        rf"(?: (?<=[pa.,(~f:kb]) | ^ ) (?<!#g) (?! ie | (?<=[.,(~f:]) iu | J ) # D? (?!z) (?: [Cu]{{1,2}} | cC | (?<={_AT}#) (?: c | (?<!U{_AT}#) wu ) ) (?!U)",
        _NUMBER_HERE,
        "at 408 birchmont",
    ),
    Shape("address", r"(?<=[ta]) (?: (?!i) # z | # D? e ) (?!U)", _NUMBER_HERE, "on 12 elm"),
    Shape("address", r"(?<![-jM]) (?<![^~]D) (?![iJ]) # (?!z) u (?![UzD#~])", _NUMBER_HERE, "trash 408 birchmont"),
    Shape("address", r"(?!i) # d \.? (?: [uCe]{1,2} | o ) (?!U)", _NUMBER_HERE, "light 1509 w winnemac"),
    Shape("address", r"# (?: T (?: [sH] | C (?= [.,] | $ ) ) | S [uC] (?: [CucwsS]{0,2} [Ss] )? )", _NUMBER_HERE, "3 the crescent"),
    Shape("address", r"# (?: H [Gc] (?= [.,(pwqf] | $ ) | # [Sy] [dD] )", _NUMBER_HERE, "12 Avenue K"),
    Shape("address", rf"(?!i) # B p? (?: {_STREET} | D? {_UNKNOWN} )", _NUMBER_HERE, "2100 block garfield"),
    Shape("address", r"(?!i) # B g D? [CcuownsS]{1,2} [Ss]?", _NUMBER_HERE, "2200 block of main st"),
    Shape("address", r"# (?: D? (?!G) C{1,2} (?= [.,)pk] | $ ) | D (?: [CuoS] | c ) )", _NUMBER_HERE, "vacant 1313 Wexcombe"),
    Shape("address", rf"(?<={_AT}) # (?: n u | D s (?= [w,.f] | $ ) | S (?= [pf.,(] | $ ) )", _NUMBER_HERE, "at 12 east park"),
)  # fmt: skip
_STREETS = (
    Shape("street", _STREET, _STREET_AHEAD, "Gantry Ave"),
    Shape("street", r"D? (?!z) [ueCco]{1,2} y", _SHORT_AHEAD, "thessaly dr"),
    Shape("street", r"(?<![fw]) w y (?![Cu])", _SHORT_AHEAD, "hole, garden ct"),
    Shape("street", r"u (?<!z) (?: (?<=[paA].) | (?<=^.) ) u? (?!h) s", example="on tamarack lane"),
    Shape("street", r"V w? C{1,2}", example="sewer smell Rue Carleton"),
    Shape("street", r"d (?<=t.) \.? (?!z) [Cueo]{1,2} (?![CuSs])", example="on w winnemac"),
    Shape(
        "street",
        r"[DC] (?<=[tW].) (?<!G) (?: (?<=D) (?!G) C{1,2} | (?<=C) C? ) (?= [.,ba] | $ )",
        example="lane closed on Dunlap, trucks",
    ),
    Shape("street", r"(?: ^ | (?<=[pa.,(]) ) H G (?= [.,(pwqf] | $ )", example="Ave D, two dead rats"),
    Shape("street", r"r -? # (?= W | a? X )", example="Rt 9 westbound at exit 3"),
    Shape("street", r"(?: R # | (?<=[ta]) r # ) (?![Uzqn])", example="hwy 9"),
)
_LANDMARKS = (Shape("landmark", rf"(?<={_AT}) f? [Ccu]{{0,3}} L", example="behind the library"),)

ENGLISH = PlaceGrammar(
    classes=CLASSES,
    finer=FINER,
    counted=COUNTED,
    landmark=re.compile(r"(?i)\bpark\W*$"),
    shapes=_ADDRESS + _CROSSINGS + _NUMBERS + _STREETS + _LANDMARKS,
)
