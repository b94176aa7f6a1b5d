"""How places are named in Portuguese, in Brazil and by Brazilians in the United States."""

from bot.nlu.mentions.shapes import PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    V="rua r avenida av avn aven alameda al travessa tv trav praca pca largo estrada estr rodovia rod ladeira beco viela "
    "viaduto marginal passagem servidao quadra",
    S="street streets st str avenue ave aves road rd rds boulevard blvd parkway pkwy highway hwy terrace ter",
    s="drive dr lane ln court ct place pl way circle cir square sq",
    D="north south east west upper lower old",
    o="first second third fourth fifth sixth seventh eighth ninth tenth",
    l="de da do das dos d e a o as os s sao santa santo sto sta doutor dra professor professora prof profa padre pe coronel "
    "cel capitao general gen marechal mal major sargento tenente soldado dom dona frei irma nossa senhora senador deputado "
    "vereador prefeito governador presidente pres barao visconde conde marques almirante brigadeiro engenheiro eng",
    m="n no num numero nro nº n° º ° altura alt #",
    x="esquina esq com c/ cruzamento cruza cruzando entre x encontro",
    A="and & +",
    p="em na no nas nos pela pelo perto proximo pra ate desde frente junto ao atras lado sobre sob sentido naquela nessa "
    "nesta aqui ali at on near of da do de dela a à",
    f="que se ta tá esta estao tem ha foi ser nao n sim muito muita mais tambem tb um uma uns umas o os as meu minha meus minhas "
    "seu sua nosso nossa quando porque pq por para como onde desde ja so mas ou eu ele ela eles nos voce vc vcs me favor "
    "obrigado obrigada bom boa dia tarde noite toda todo todas todos sem bem the is and",
    t="placa placas telefone tel celular protocolo chamado pedido cep id ref plate",
    U="metros metro m cm mm km litros litro l reais real vezes vez dias dia horas hora h kg anos ano meses mes semanas semana "
    "minutos min pessoas pneus sacos sacolas casas carros cachorros arvores postes lampadas motos noites cm da de",
    L="escola colegio creche igreja hospital upa ubs posto postinho praca pracinha parque parquinho padaria mercado mercadao "
    "supermercado farmacia rodoviaria terminal estacao metro prefeitura delegacia biblioteca cemiterio shopping ginasio "
    "estadio quadra viaduto ponte rotatoria trevo banco faculdade universidade condominio library school church park "
    "playground cemetery city hall clube",
)  # fmt: skip
_CLASSES |= dict.fromkeys("de da do das dos e".split(), "l") | dict.fromkeys("em na no nas nos ao".split(), "p")  # noqa: SIM905
_CLASSES |= dict.fromkeys("com c/ esquina entre x".split(), "x") | {"a": "f", "o": "f"}  # noqa: SIM905

_TITLE = r"(?:l\.?|[sS]\.)"
_NAMES = rf"(?:{_TITLE}|f){{0,3}}(?:[CcuoL#]|w)(?:{_TITLE}{{0,3}}[CcuwLo]){{0,4}}"
_PROPER = rf"{_TITLE}{{0,3}}(?:#l{{1,2}}w|[Ccuo#])(?:{_TITLE}{{0,3}}[CcuL]){{0,4}}"
_PLAIN = r"(?:l{1,3}w(?:l{0,3}[Ccuw]){0,2}|w(?=[,.pxA]|$))"
_BRAZILIAN = rf"V\.?(?:{_PROPER}|{_PLAIN})"
_NUMBER = r",?-?(?:f?l{0,2}m[.:]?l?){0,2}#(?!U)"
_AMERICAN = r"D?(?:[Ccuow]|[CcuwL]{2,3}|#)[Ss]\.?"
_STREET = rf"(?:{_BRAZILIAN}|{_AMERICAN})"
_BARE = r"(?:[Cc]{1,2}|u)"
_CORNER = r",?(?:[fp]?x(?:f|p|x|l){0,3}|[lA~][fp]?)"

PORTUGUESE = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("address", rf"V\.?{_NAMES}(?:,|p|f){{0,2}}{_NUMBER}"),
        Shape("address", rf"#,?l{{0,2}}(?:{_AMERICAN}|V\.?(?:{_PROPER}|{_PLAIN}))"),
        Shape("intersection", rf"{_STREET}{_CORNER}{_STREET}"),
        Shape("intersection", rf"{_STREET},?[fp]?(?:x(?:f|p|x|l){{0,3}}|A){_BARE}"),
        Shape("intersection", rf"{_BARE},?(?:x[fpl]?|A){_STREET}"),
        Shape("intersection", rf"(?<=x[lpf]){_BARE}(?:x[fpl]?|l|A){_BARE}"),
        Shape("intersection", rf"(?<=[plx])(?:C{{1,2}}|c)(?:x[fl]?|A)C{{1,2}}"),
        Shape("street", _STREET),
        Shape("address", r"(?<=[pf])#l?C{1,2}(?!U)"),
        Shape("address", rf"(?<!t)l{{0,2}}[Ccu](?:l{{0,3}}[Ccuw]){{0,4}}{_NUMBER}"),
        Shape("landmark", r"(?<=[plf])L(?:l{0,2}[Cc]){0,3}"),
    ),
)
