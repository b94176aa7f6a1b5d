"""How places are named in English, American and British."""

from bot.nlu.mentions.shapes import PlaceGrammar, Shape


def _classes(**words: str) -> dict[str, str]:
    return {word: letter for letter, listed in words.items() for word in listed.split()}


_CLASSES = _classes(
    S="street streets st str sts avenue avenues ave aves av road roads rd rds boulevard blvd bvd parkway pkwy pwy highway "
    "hwy terrace terr freeway fwy turnpike tpke expressway expy crescent cres",
    s="drive dr lane ln court ct place pl way circle cir square sq alley row path trail trl close gardens gdns grove mews "
    "walk hill rise view green park wharf plaza loop run pass crossing bend cove point heights broadway yard lodge "
    "vale embankment quay parade approach mount bridge esplanade promenade common broadwalk ter",
    D="n s e w ne nw se sw north south east west northeast northwest southeast southwest upper lower old new great little",
    k="corner corners intersection junction cnr crnr intersections jct int crossroads",
    b="between btwn btw betw",
    A="and & + n",
    p="on at near outside off along opposite by opp in from down up across behind to around toward towards past onto beside "
    "address location infront front nr @ above under before after is into through",
    f="the a an this that these those my our your his her their its it i we you they he she and or but of for with are "
    "was were be been has have had do does did not no so if when there here who what where which how why can could "
    "will would should please pls thanks thank as also very all both side sides end block another any some every each "
    "one two three four five six seven eight nine ten more most other many much only just still about over out then than "
    "am pm us me him them corner st. because since until while during again street-light",
    L="library school church hospital station playground cemetery store shop pub supermarket gym university college "
    "museum mall theater theatre market clinic restaurant cafe hotel courthouse garage stadium",
)  # fmt: skip

_D = "D?"
_STRONG = r"D?(?:[Ccuow]|[Ccuo]{2,3}|[Ccuo]w|w[Ccu])S\.?D?"
_WEAK = r"D?[Ccuo]{1,3}S\.?D?"
_BARE = r"D?(?:[Cuo]|[Ccu]{2}|c)"
_STREET = rf"(?:{_STRONG})"
_ANY = rf"(?:{_STREET}|{_BARE})"

ENGLISH = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("intersection", rf"{_STREET}(?:,?(?:A|p|,|~|-|k)(?:p|f|k|A){{0,3}}){_STREET}"),
        Shape("intersection", rf"{_ANY}b{_ANY}A?f?{_ANY}"),
        Shape("intersection", rf"(?<=[kbp]){_ANY}(?:A|p|~)p?f?{_STREET}"),
        Shape("intersection", rf"{_STREET}(?:A|~)p?f?{_BARE}"),
        Shape("intersection", rf"(?<=[kb]){_ANY}(?:A|p|~)p?f?{_ANY}"),
        Shape("intersection", rf"(?<=[kb][pf]){_ANY}(?:A|p|~)p?f?{_ANY}"),
        Shape("intersection", r"(?<=p)D?[Co](?:A|~)D?[Co]"),
        Shape("address", rf"#,?{_STREET}"),
        Shape("address", r"#,?D?[Ccuow]{1,2}[Ss]\.?D?"),
        Shape("address", r"(?:(?<=[p@.,(~f])|^)#D?[Cu]{1,2}"),
        Shape("street", _STREET),
        Shape("street", _WEAK),
        Shape("landmark", r"(?<=p)f?[Ccu]{0,3}L"),
    ),
    never_before_a_street=frozenset(
        [
            "main",
            "side",
            "whole",
            "entire",
            "back",
            "busy",
            "narrow",
            "residential",
            "quiet",
            "public",
            "private",
            "city",
            "local",
            "small",
            "wide",
            "dark",
            "dirty",
            "one-way",
            "oneway",
            "dead",
            "cross",
            "same",
            "next",
            "first",
            "second",
            "slip",
            "access",
            "service",
            "through",
            "main",
            "high",
            "front",
            "bus",
            "bike",
            "cycle",
        ]
    ),
)
