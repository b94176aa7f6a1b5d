"""The classes of English words: one letter says what a word may be in the name of a place.

Of a word in several lists the first holds. Words in none of them are, by their capital and by what the corpus knows:
`C` a name, `G` one of two or three capitals (of C), `c` an ordinary word written large, `u` unknown, `z` unknown and counted or done ("violations"), `w` ordinary,
`q` ordinary and counted, `#` a number, `~` any other sign, `.` the end of a sentence.
"""

import re

from bot.nlu.mentions.shapes import YEARS, word_classes

CLASSES = word_classes(
    # roads that are called by a number; in `r` bus lines are too
    R="highway hwy fm",
    r="interstate cr route rte rt",
    # "3 the crescent"
    T="the",
    # kinds of streets that stand alone behind "the"
    H="crescent cres terrace terr avenue ave",
    # "&", the surest of what joins two streets (A)
    K="& +",
    # people are spoken to as well (of p): "thanks to Mike and Tina"
    N="to",
    # "Bowdoin @ Fuller" (of a)
    E="@",
    # kinds of streets that stand first: "Rue Carleton", "Calle Ocho"
    V="rue calle avenida camino paseo chemin",
    # saints: the "st" before them is no street's
    I=(
        "patrick patricks patrick's pat's pats paddy's mary mary's marys jude jude's judes vincent vincent's vincents vinnies "
        "michael's michaels joseph's josephs george's georges andrew's andrews anthony's anthonys nicholas brigid brigid's "
        "stephen's stephens valentine valentine's valentines david's davids columba's luke's lukes"
    ),
    # people, of whom two are no corner (of C and u)
    P=(
        "mike michelle tina dave priya steve bob bobby sue susan jen jenny jess jessica katie kate chris matt tony nick dan danny jim "
        "jimmy joe joey josh kevin brian karen linda lisa debbie sarah sara emily emma megan amy rachel lauren ashley amanda "
        "nicole ana maria jose juan luis carlos pedro jorge ahmed mohammed ali fatima wei ming raj anita deepa siobhan aoife "
        "niamh liam sean sinead gary barry darren tracey sharon wendy pam ron don ray ed eddie bill billy bev carol cathy kathy "
        "nancy betty barb barbara deb greg jeff jason justin kyle ryan tyler brandon zach winston"
    ),
    # makers of cars: what stands before is a year or a count
    Y=(
        "honda toyota nissan hyundai kia subaru mazda bmw audi lexus chevy chevrolet volkswagen vw jeep volvo tesla vauxhall peugeot "
        "renault skoda acura infiniti suzuki yamaha kawasaki mitsubishi isuzu"
    ),
    # what is wrong, and with what: a place may follow at once, "pothole Kensington & Allegheny"
    Q=(
        "pothole potholes hole sinkhole manhole light lights streetlight streetlights lamp lamps signal signals hydrant sidewalk "
        "sidewalks pavement footpath kerb curb crosswalk graffiti grafitti graffitti tagging trash garbage rubbish litter dumping "
        "flooding flood flooded leak leaking drain sewer sewage trees limb rat rats needles puddle debris "
        "encampment mattress mattresses couch sofa bench signpost smell poop dumped noise deals icy"
    ),
    # which way one drives: streets follow (of p), roads with a number go before: "Rt 9 westbound"
    W="northbound southbound eastbound westbound nb sb eb wb inbound outbound",
    # along roads with a number
    X="exit exits milepost ramp ramps",
    # numbers that are rather years
    J=YEARS,
    # what has a number of its own, which is no house's: "row 12", "plate 4471"
    j=(
        "section unit bin pole bay lot space suite room case ticket ref model flat apt apartment floor level crew badge "
        "account zone ward district permit meter lamp column hydrant stop platform fy supv id tag plate reg serial"
    ),
    # "2200 block of Grand"
    B="block blk",
    # prepositions that streets follow more than other things (of p)
    t="on along down off",
    # kinds of streets that places without a street are called as well (of s): "Franklin Park"
    h="park run pass loop crossing view green point heights yard bridge common",
    # money: no number behind it is a house's
    M="$ £ €",
    # kinds of streets that are seldom anything else
    S=(
        "street streets st str sts avenue avenues ave aves av road roads rd rds boulevard blvd bvd parkway pkwy pwy "
        "highway hwy terrace terr ter tce cct pde freeway fwy turnpike tpke expressway expy crescent cres"
    ),
    # short kinds that say "street" in small letters too (of s)
    y="dr ln ct cts cl pl cir sq gdns gdn trl xing",
    # kinds of streets that are words of their own: "the drive", "a close call"
    s=(
        "drive pike lane court place way circle square alley row path trail close gardens grove mews walk hill rise view green "
        "park wharf plaza loop run pass crossing bend cove point heights broadway yard lodge vale embankment quay parade "
        "approach mount bridge esplanade promenade common broadwalk rotary"
    ),
    # sides of the compass in short (of D)
    d="n s e w ne nw se sw",
    # what stands before or behind a name and belongs to it
    D="north south east west northeast northwest southeast southwest upper lower new great little",
    # ordinals: "5th", "fifth"
    o="first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    # numbers that rather count
    i="1 2 3 4 5 6 7 8 9",
    # words that name a street in every town
    e=(
        "elm oak maple pine cedar walnut chestnut cherry birch willow ash spruce poplar hickory sycamore magnolia laurel "
        "vine mill church market spring king queen union orchard forest meadow pleasant prospect sunset highland liberty "
        "harbor holly hazel heather hawthorn ivy lily rose olive plum peach"
    ),
    # corners
    k="corner corners intersection junction cnr crnr intersections jct crossroads cor",
    # between
    b="between btwn btw betw bet b/w",
    # joins two streets
    A="and & +",
    # at
    a="at @",
    # prepositions before a place
    p=(
        "on near outside off along opposite by opp in from down up across behind to around toward towards past onto into "
        "beside address location infront front nr above under before after through"
    ),
    # "of" (of p)
    g="of",
    # words of every sentence, months, days, and what stands behind "on" and is no street: never part of a name
    f=(
        "the a an this that these those my our your his her their its it i we you they he she or but for with are was "
        "were be been has have had do does did not no so if when there here who what where which how why can could will "
        "would should please pls thanks thank as also very all both side sides end block another any some every each one "
        "two three four five six seven eight nine ten more most other many much only just still about over out then than "
        "am pm til till us me him them st. because since until while during again is monday tuesday wednesday thursday "
        "friday saturday sunday january february march april june july august september october november december mon tue "
        "wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec may mondays tuesdays wednesdays thursdays "
        "fridays saturdays sundays christmas thanksgiving easter halloween ramadan passover foremost mr mrs ms miss mister cllr councillor councilman councilwoman alderman officer facebook nextdoor twitter "
        "instagram craigslist google amazon zoom youtube reddit yelp tiktok whatsapp netflix ebay medicare medicaid"
    ),
    # they stand beside "street" without naming one: "the back street"
    n=(
        "main side whole entire back busy narrow residential quiet public private city local small wide dark dirty dead "
        "cross same next slip access service through high bus bike cycle block blocks blocking blocked major minor "
        "crossing secondary disk flash hard blood food toy coat thumb"
    ),
    # units that streets are named after (of U): "20 pound fine", but "12 Pound Lane"
    v="pound yard stone star ton mile buck",
    # what is counted or measured
    U=(
        "pounds stones yards stars tons miles bucks gal gals gallon dollar degree metre meter meters tonne tonnes litre "
        "liter ppm mbps kw kwh mg ml m mm cm yd yds quid bed beds bedroom storey stories storeys year-old watt volt hp amp amps bhp mb gb sq "
        "wheel wheeler % plex gauge lb kilo pint pints gram bags carat karat weeks week days day hours hour hrs hr minutes min "
        "mins months month years year yrs yr feet foot ft inches inch in cars people times mph mile dollars percent lbs "
        "pm am oclock degrees usd vehicles psi euro db decibels hz hertz volts watts rpm oz ounces kg kilos grams km "
        "kilometers metres liters litres gallons acres pairs pair caps needles spoons bottles cans boxes crates pallets "
        "sacks buckets rolls sheets pieces tires tyres wheels trees limbs elms oaks maples pines birches willows bushes "
        "branches rats mice pigeons raccoons geese dogs cats bees wasps families kids children teenagers tenants "
        "neighbors neighbours drivers men women officers workers students riders calls texts emails complaints requests "
        "tickets reports visits answers tries photos pages floors rooms units chairs couches sofas mattresses fridges "
        "toilets lamps bulbs lights signs posts poles lanes spaces spots trucks vans bikes scooters mopeds motorcycles "
        "buses trains quarters coins cents pesos euros points steps blocks"
    ),
    # kinds of landmarks
    L=(
        "library school church hospital station playground cemetery store shop pub supermarket gym university college "
        "zoo pond rink museum mall theater theatre market clinic restaurant cafe hotel courthouse garage stadium"
    ),
)  # fmt: skip

FINER = {
    "B": "f",
    "T": "f",
    "H": "S",
    "R": "S",
    "h": "s",
    "y": "s",
    "g": "p",
    "t": "p",
    "K": "A",
    "E": "a",
    "W": "p",
    "X": "w",
    "d": "D",
    "J": "#",
    "i": "#",
    "e": "uw",
    "z": "u",
    "j": "w",
    "q": "w",
    "r": "w",
    "v": "U",
    "G": "C",
    "N": "p",
    "I": "Cu",
    "P": "Cu",
    "Q": "w",
}
"""Classes that are part of coarser ones: a pattern written for the coarse letter finds both."""

COUNTED = re.compile(r"^.{2,}(?:[^ius]s|[^e]ed|tions?|ments?|ing)$")
"""The `z` and `q` of the classes."""
