"""How places are named in Spanish, of Spain and of the Americas."""

from bot.nlu.mentions.shapes import PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    V="calle c/ cl cll avenida avda avd av ave plaza plza pza pl paseo ps camino cmno carretera ctra ronda glorieta gta "
    "travesia trv calzada jiron jr carrera cra kra pasaje psje callejon bulevar blvd boulevard autopista autovia via "
    "cuesta costanilla rotonda alameda diagonal transversal plazuela plazoleta p/ street st",
    l="de del la las los el y san santa santo don dona general doctor dr padre virgen nuestra senora",
    m="n no num numero nro nº n° º ° altura #",
    x="esquina esq con cruce entre interseccion confluencia c/v e",
    p="en a por desde hasta frente hacia junto tras sobre direccion portal al",
    f="que se esta este esa ese estan hay un una unos unas es son ha han he lo le les su sus mi mis me nos no ni o u pero "
    "para como cuando donde desde muy mas tambien ya todo toda todos todas solicita solicito favor gracias buenos dias "
    "buenas tardes si sin porque",
    t="placa placas matricula patente telefono movil tel reporte aviso id i ref",
    U="metros metro m cm mm km litros litro l euros euro veces vez dias dia horas hora h kg años ano anos meses mes "
    "semanas semana minutos personas plazas ruedas unidades uds contenedores cubos bolsas sacos sillas mesas de del y que "
    "mts ml m2 portales arboles farolas coches vehiculos",
    L="colegio escuela instituto biblioteca iglesia parroquia hospital ambulatorio parque estacion mercado "
    "supermercado farmacia polideportivo cementerio universidad museo metro gasolinera hotel",
)  # fmt: skip
_CLASSES |= dict.fromkeys(["de", "del", "y", "la"], "l")

_NAME = r"(?:[Ccu]|w)"
_NAMES = rf"l{{0,3}}{_NAME}(?:l{{0,3}}[Ccuw]){{0,4}}"
_PROPER = r"l{0,3}[Ccuo#](?:l{0,3}[Ccu]){0,4}"
_NUMBER = r",?(?:f?l{0,2}m[\.:]?){0,2}#(?!U)"

SPANISH = PlaceGrammar(
    classes=_CLASSES,
    shapes=(
        Shape("address", rf"V\.?{_NAMES}(?:,|p|l){{0,2}}{_NUMBER}"),
        Shape("intersection", rf"V\.?{_PROPER}(?:,?l?x(?:l|x|p){{0,3}}|l|A|~)V\.?{_PROPER}"),
        Shape("intersection", rf"V\.?{_PROPER}(?:,?x(?:l|x|p){{0,3}}){_PROPER}"),
        Shape("address", r"V\.?#[~m]+#"),
        Shape("street", rf"V\.?{_PROPER}"),
        Shape("street", r"(?<=[pl])V\.?w(?=[,.]|$)"),
        Shape("address", rf"(?<![t])l{{0,2}}[Ccu](?:l{{0,3}}[Ccuw]){{0,4}}{_NUMBER}"),
        Shape("landmark", r"(?<=[pl])L(?:l{0,2}[Cc]){0,3}"),
    ),
)
