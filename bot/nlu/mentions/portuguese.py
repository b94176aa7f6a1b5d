"""How places are named in Portuguese, in Brazil and by Brazilians in the United States."""

from bot.nlu.mentions.shapes import PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    V="rua r avenida av avn aven alameda al travessa tv trav praca pca largo estrada estr rodovia rod ladeira beco viela "
    "marginal servidao",
    S="street streets st str avenue ave aves road rd rds boulevard blvd parkway pkwy highway hwy terrace ter",
    s="drive dr lane ln court ct place pl way circle cir square sq",
    D="north south east west upper lower old",
    o="first second third fourth fifth sixth seventh eighth ninth tenth",
    d="de",
    B="bom boa bela belo",
    l="da do das dos d s sao santa santo sto sta doutor dra professor professora prof profa padre pe coronel "
    "cel capitao general gen marechal mal major sargento tenente soldado dom dona frei irma nossa senhora senador deputado "
    "vereador prefeito governador presidente pres barao visconde conde marques almirante brigadeiro engenheiro eng",
    m="n no num numero nro nº n° º ° altura alt #",
    x="esquina esq com c/ cruzamento cruza cruzando entre x encontro",
    A="and & + e",
    p="em na no nas nos pela pelo perto proximo pra ate desde frente junto ao atras lado sobre sob sentido naquela nessa "
    "nesta aqui ali at on near of da do de dela a à",
    f="que se ta tá esta estao tem ha foi ser nao n sim muito muita mais tambem tb um uma uns umas o os as meu minha meus minhas "
    "seu sua nosso nossa quando porque pq por para como onde desde ja so mas ou eu ele ela eles nos voce vc vcs me favor "
    "obrigado obrigada dia tarde noite toda todo todas todos sem bem the is and",
    t="placa placas telefone tel celular protocolo chamado pedido cep id ref plate",
    U="metros metro m cm mm km litros litro l reais real vezes vez dias dia horas hora h kg anos ano meses mes semanas semana "
    "minutos min pessoas pneus sacos sacolas casas carros cachorros arvores postes lampadas motos noites cm da de",
    L="escola colegio creche igreja hospital upa ubs posto postinho praca pracinha parque parquinho padaria mercado mercadao "
    "supermercado farmacia rodoviaria terminal estacao metro prefeitura delegacia biblioteca cemiterio shopping ginasio "
    "estadio quadra viaduto ponte rotatoria trevo banco faculdade universidade condominio library school church park "
    "playground cemetery city hall clube",
)  # fmt: skip
_CLASSES |= dict.fromkeys("da do das dos".split(), "l") | dict.fromkeys("em na no nas nos ao".split(), "p")  # noqa: SIM905
_CLASSES |= dict.fromkeys("com c/ esquina entre x".split(), "x") | {"a": "f", "o": "f"}  # noqa: SIM905

_TITLE = r"(?:[ldB]\.?|[sS]\.)"
_MORE = rf"(?:{_TITLE}{{0,3}}-?[CcuLU])"
_NAMES = rf"(?:{_TITLE}|[sSf]){{0,3}}(?:[CcuoL#]|w)(?:{_MORE}|{_TITLE}{{0,3}}[wo]){{0,4}}"
_PROPER = rf"[sS]?\.?{_TITLE}{{0,3}}(?:[#Cu][dl]{{1,2}}w|[Ccuo#]|Bw){_MORE}{{0,4}}"
_PLAIN = r"(?:l{1,3}w(?:[ld]{1,3}[Ccuw]|[Cu]){0,2}|w{1,2}(?=[,.pxA]|$))"
_BRAZILIAN = rf"V\.?(?:{_PROPER}|{_PLAIN})"
_NUMBER = r",?-?(?:f?[ld]{0,2}m[.:]?l?){0,2}#(?!U)"
_AMERICAN = r"D?(?:[CcuowLD]|[CcuwL]{2,3}|#)[Ss]"
_STREET = rf"(?:{_BRAZILIAN}|{_AMERICAN})"
_BARE = r"(?:[Cc]{1,2}|u)"
_CORNER = r"\.?,?(?:[fp]?x(?:f|p|x|l|d){0,3}|[A~][fp]?)"

PORTUGUESE = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("address", rf"V\.?{_NAMES}(?:,|p|f){{0,2}}{_NUMBER}"),
        Shape("address", rf"#,?[ld]{{0,2}}(?:{_AMERICAN}|{_BRAZILIAN})"),
        Shape("address", rf"{_AMERICAN}\.?,?p?{_NUMBER}"),
        Shape("intersection", rf"{_STREET}{_CORNER}{_STREET}"),
        Shape("intersection", rf"{_STREET},?[fp]?(?:x(?:f|p|x|l){{0,3}}|A){_BARE}"),
        Shape("intersection", rf"{_BARE},?(?:x[fpl]?|A){_STREET}"),
        Shape("intersection", rf"(?<=x[lpfd]){_BARE}(?:x[fpl]?|A){_BARE}"),
        Shape("intersection", r"(?<=[plx])(?:C{1,2}|c)(?:x[fl]?|A)C{1,2}"),
        Shape("street", _STREET),
        Shape("address", r"(?<=[pf])#[ld]?C{1,2}(?!U)"),
        Shape("address", rf"(?<!t)[ld]{{0,2}}[Ccu](?:[ld]{{0,3}}[Ccuw]){{0,4}}{_NUMBER}"),
        Shape("landmark", r"(?<=[plfd])L(?:[ld]{0,2}[Cc]){0,3}"),
    ),
)
