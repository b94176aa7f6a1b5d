"""How places are named in English, American and British."""

import re

from bot.nlu.mentions.shapes import YEARS, PlaceGrammar, Shape, word_classes

# R roads with a number, r (such, or bus lines), T the, H K J B t h y d i finer than S A # f p s s D # (see _FINER), j what has
# a number that is no house's, M money, e words that name streets in every town, v units that do too
_CLASSES = word_classes(
    R="highway hwy",
    r="interstate cr route rte rt",
    T="the",
    H="crescent cres terrace terr avenue ave parade",
    K="& +",
    J=YEARS,
    j="section unit bin pole bay lot space suite room case ticket ref model flat apt apartment floor level crew badge account "
    "zone ward district permit meter lamp column hydrant stop platform fy supv id tag plate reg serial",
    B="block blk",
    t="on along down off",
    h="park run pass loop crossing view green point heights yard bridge common",
    M="$ £ €",
    S="street streets st str sts avenue avenues ave aves av road roads rd rds boulevard blvd bvd parkway pkwy pwy highway "
    "hwy terrace terr ter freeway fwy turnpike tpke expressway expy crescent cres",
    y="dr ln ct cts cl pl cir sq gdns gdn trl xing",
    s="drive lane court place way circle square alley row path trail close gardens grove mews "
    "walk hill rise view green park wharf plaza loop run pass crossing bend cove point heights broadway yard lodge "
    "vale embankment quay parade approach mount bridge esplanade promenade common broadwalk rotary",
    d="n s e w ne nw se sw",
    D="north south east west northeast northwest southeast southwest upper lower new great little",
    o="first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    i="1 2 3 4 5 6 7 8 9",
    e="elm oak maple pine cedar walnut chestnut cherry birch willow ash spruce poplar hickory sycamore magnolia laurel vine "
    "mill church market spring king queen union orchard forest meadow pleasant prospect sunset highland liberty harbor "
    "holly hazel heather hawthorn ivy lily rose olive plum peach",
    k="corner corners intersection junction cnr crnr intersections jct crossroads cor",
    b="between btwn btw betw bet b/w",
    A="and & +",
    a="at @",
    p="on near outside off along opposite by opp in from down up across behind to around toward towards past onto into "
    "beside address location infront front nr above under before after through",
    g="of",
    f="the a an this that these those my our your his her their its it i we you they he she or but for with are "
    "was were be been has have had do does did not no so if when there here who what where which how why can could "
    "will would should please pls thanks thank as also very all both side sides end block another any some every each "
    "one two three four five six seven eight nine ten more most other many much only just still about over out then than "
    "am pm til till us me him them st. because since until while during again is monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august september october november december mon tue wed thu fri sat "
    "sun jan feb mar apr jun jul aug sep sept oct nov dec may mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    n="main side whole entire back busy narrow residential quiet public private city local small wide dark dirty dead cross same "
    "next slip access service through high bus bike cycle block blocks blocking blocked major minor crossing secondary",
    v="pound yard stone star ton mile buck",
    U="pounds stones yards stars tons miles bucks gal gals gallon dollar degree metre meter meters tonne tonnes litre liter m "
    "mm cm yd yds quid bed beds bedroom storey stories storeys year-old watt volt hp amp amps bhp mb gb sq wheeler plex gauge "
    "lb kilo pint pints gram bags carat karat "
    "weeks week days day hours hour hrs hr minutes min mins months month years year yrs yr feet foot ft inches inch in "
    "cars bags people times mph miles mile yards dollars bucks percent lbs pm am oclock degrees usd inch people cars vehicles "
    "psi dollar euro db decibels hz hertz volts watts rpm oz ounces kg kilos grams km kilometers metres liters litres gallons acres pounds "
    "pairs pair caps needles spoons bottles cans boxes crates pallets sacks buckets rolls sheets pieces tires tyres wheels "
    "trees limbs elms oaks maples pines birches willows bushes branches rats mice pigeons raccoons geese dogs cats bees wasps "
    "families kids children teenagers tenants neighbors neighbours drivers men women officers workers students riders "
    "calls texts emails complaints requests tickets reports visits answers tries photos pages floors rooms units beds "
    "chairs couches sofas mattresses fridges toilets lamps bulbs lights signs posts poles lanes spaces spots trucks vans "
    "bikes scooters mopeds motorcycles buses trains quarters coins cents pesos euros percent points steps blocks",
    L="library school church hospital station playground cemetery store shop pub supermarket gym university college "
    "museum mall theater theatre market clinic restaurant cafe hotel courthouse garage stadium",
)  # fmt: skip

_FINER = {
    "B": "f",
    "T": "f",
    "H": "S",
    "R": "S",
    "h": "s",
    "y": "s",
    "g": "p",
    "t": "p",
    "K": "A",
    "d": "D",
    "J": "#",
    "i": "#",
}
_FINER |= {"e": "uw", "z": "u", "j": "w", "q": "w", "r": "w", "v": "U"}
_COUNTED = re.compile(r"^.{2,}(?:[^ius]s|[^e]ed|tions?|ments?|ing)$")

_NAME = "[CcuoLve]"
_STRONG = rf"D?(?:{_NAME}(?:{_NAME}{{1,2}}|[ws])?|w[Ccu]?|[sS]|[Ccu]S)S\.?D?"
_WEAK = r"D?[Ccuo]{1,3}S\.?D?"
_BARE = r"D?(?:[CcuoSL]|[Ccu]{2,3}|us)"
_ANY = rf"(?:{_STRONG}|{_BARE})"
_NAMED = "(?!z)[uCe]{1,2}"
_PROPER = r"D?(?:C{1,2}|[ou]|cC)"
_CAPITAL = r"D?\.?[Cc]{1,2}"
_AT_CORNER = rf"(?:{_STRONG}|{_BARE}|D?[Ccuowns]{{1,2}}s?)"
_AT = "[pa]"
_JOIN = r"(?:[A~pa,]){1,2}f?"

_STREET_AHEAD = "(?=.{1,4}S)"
_JOIN_AHEAD = "(?=.{1,3}[A~ad])"
_NUMBER_HERE = "(?=#)"
_SHORT_AHEAD = "(?=.{1,3}y)"
_BETWEEN_AHEAD = "(?=.{1,9}b)"
_AFTER_CORNER = "(?:(?<=[bk])|(?<=[bk][paf]))"
_AFTER_AT = "(?<=[pafk])"

ENGLISH = PlaceGrammar(
    classes=_CLASSES,
    finer=_FINER,
    counted=_COUNTED,
    landmark=re.compile(r"(?i)\bpark\W*$"),
    shapes=(
        Shape("address", rf"#,?(?:{_STRONG}|D?[Ccuow]{{1,2}}[Ss]\.?D?)(?!A)"),
        Shape("intersection", rf"{_ANY},?[paf]?b[paf]?{_ANY}[A~pa,]{{0,2}}f?{_ANY}", _BETWEEN_AHEAD),
        Shape("intersection", rf"(?<=b){_ANY}{_JOIN}{_ANY}", _AFTER_CORNER),
        Shape("intersection", rf"(?<=b[paf]){_ANY}{_JOIN}{_ANY}", _AFTER_CORNER),
        Shape("intersection", rf"(?<=k[paf]){_AT_CORNER}{_JOIN}{_AT_CORNER}", _AFTER_CORNER),
        Shape("intersection", rf"(?<=k){_AT_CORNER}[A~]f?{_AT_CORNER}", _AFTER_CORNER),
        Shape("intersection", rf"{_STRONG}[(,]?[Apa,~\-kD][pafkA]{{0,3}}{_STRONG}", _STREET_AHEAD),
        Shape("intersection", rf"{_STRONG}(?:[A~]|{_AT}k?{_AT}?)f?{_PROPER}", _STREET_AHEAD),
        Shape("intersection", rf"{_PROPER}[A~pa]f?{_STRONG}"),
        Shape("intersection", rf"(?<={_AT}){_PROPER}[A~pa]p?f?{_PROPER}(?![wf]*S)", _AFTER_AT),
        Shape("intersection", rf"(?<=[paf])(?<!g){_CAPITAL}A{_CAPITAL}", _AFTER_AT),
        Shape("intersection", rf"(?<=[pak]){_CAPITAL}A(?:{_CAPITAL}|[DSL])(?=[f.,(ky]|$)", _AFTER_AT),
        Shape("intersection", rf"(?<=[pak])[DSL]A{_CAPITAL}(?=[f.,(k]|$)", _AFTER_AT),
        Shape("intersection", r"(?<=[pa])(?:c[~a]C|Ca[DLS]|DoA[Cc]|wAu)(?=[.,(fkw]|$)", _AFTER_AT),
        Shape("intersection", r"(?:^|(?<=[.(,]))D?[Cu]{1,2}[A~a]D?[Cu]{1,2}(?=[.,(]|$)"),
        Shape("intersection", rf"(?:^|(?<=[pak.(,]))(?:o[A~ad]p?D?{_NAMED}|D?{_NAMED}[A~ad]p?o)", _JOIN_AHEAD),
        Shape("intersection", rf"(?<=[pa])D?{_NAMED}A#(?![Uzqw])", _JOIN_AHEAD),
        Shape("intersection", rf"(?<!f)o[A~]D?{_NAMED}", _JOIN_AHEAD),
        Shape("intersection", rf"{_NAMED}Ko", _JOIN_AHEAD),
        Shape("address", r"(?!in{1,2}h)#,?D?(?:[Ccuowns]{1,2}[Ss]|nS)\.?D?", _NUMBER_HERE),
        Shape(
            "address",
            rf"(?:(?<=[pa.,(~f:kb])|^)(?<!#g)(?!ie|(?<=[.,(~f:])iu|J)#D?(?!z)(?:[Cu]{{1,2}}|cC|(?<={_AT}#)(?:c|wu))(?!U)",
            _NUMBER_HERE,
        ),
        Shape("address", r"(?<=[ta])(?:(?!i)#z|#D?e)(?!U)", _NUMBER_HERE),
        Shape("address", r"(?<![-jM])(?<![^~]D)(?![iJ])#(?!z)u(?![UzD#~])", _NUMBER_HERE),
        Shape("address", r"(?!i)#d\.?(?:[uCe]{1,2}|o)(?!U)", _NUMBER_HERE),
        Shape("address", r"#(?:T[sH]|S[uC](?:[CucwsS]{0,2}[Ss])?)", _NUMBER_HERE),
        Shape("address", rf"(?!i)#Bp?(?:{_STRONG}|{_WEAK}|D?{_NAMED})", _NUMBER_HERE),
        Shape("address", r"#(?:D?C{1,2}(?=[.,)pk]|$)|D(?:[CuoS]|c))", _NUMBER_HERE),
        Shape("address", rf"(?<={_AT})#(?:nu|Ds(?=[w,.f]|$)|S(?=[pf.,(]|$))", _NUMBER_HERE),
        Shape("street", _STRONG, _STREET_AHEAD),
        Shape("street", _WEAK, _STREET_AHEAD),
        Shape("street", r"D?(?!z)[ueCco]{1,2}y", _SHORT_AHEAD),
        Shape("street", r"(?<![fw])wy(?![Cu])", _SHORT_AHEAD),
        Shape("street", r"(?:(?<=[paA])|^)(?!z)u{1,2}(?!h)s"),
        Shape("street", r"(?<=t)d\.?(?!z)[Cueo]{1,2}(?![CuSs])"),
        Shape("street", r"(?:R#|(?<=[ta])r#)(?![Uzqn])"),
        Shape("landmark", rf"(?<={_AT})f?[Ccu]{{0,3}}L"),
    ),
)
