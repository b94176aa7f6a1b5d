"""How places are named in Spanish, of Spain and of the Americas."""

import re

from bot.nlu.mentions.shapes import YEARS, PlaceGrammar, Shape, word_classes

_CLASSES = word_classes(
    i="1 2 3 4 5 6 7 8 9",
    v="plaza plza pza pz pº privada priv pvda cerrada cda prolongacion andador circuito retorno urbanizacion urb",
    g="street st avenue ave av blvd",
    S="road rd drive dr lane ln court ct place way parkway pkwy terrace highway hwy",
    D="s w ne nw sw north south east west",
    Y="y",
    J=YEARS,
    a="al",
    X="esquina esq cruce interseccion",
    E="entre",
    # the same in short, with a dot that ends no sentence (of V)
    K="cl cll avda avd av ave pl ps cmno ctra crta carr gta trv jr cra kra kr psje pje blvd cda bv diag",
    V="calle c/ avenida paseo camino carretera ronda glorieta eje "
    "travesia calzada jiron carrera pasaje callejon bulevar boulevard autopista autovia via "
    "cuesta costanilla rotonda alameda diagonal transversal plazuela plazoleta p/",
    l="de del la las los el y san santa santo sta sto don dona general gral gob cnel doctor dr dra padre virgen nuestra senora",
    m="n no num numero nro nº n° º ° altura #",
    x="esquina esq con cruce entre interseccion confluencia c/v e",
    # what has a number of its own and may stand at an address: "taquilla 114", "semáforo Rioja 17"
    T="confirmacion operacion extension urna armario taquilla ventanilla sala articulo art ordenanza ley decreto anilla presupuesto presupuestos acta boletin "
    "multa recibo pedido contrato poliza tarjeta cuenta cita turno mesa caja bloque escalera edificio radicado solicitud "
    "incidencia denuncia queja bastidor serie dorsal licencia permiso registro cuadrilla agente camion furgon tren vuelo bici "
    "patinete parquimetro semaforo contador medidor llanta llantas",
    # "en", which streets follow (of p)
    N="en",
    p="en a por desde hasta frente hacia junto tras sobre direccion portal al",
    f="que se esta este esa ese estan hay un una unos unas es son ha han he lo le les su sus mi mis me nos no ni o u pero "
    "para como cuando donde desde muy mas tambien ya todo toda todos todas solicita solicito favor gracias buenos dias "
    "buenas tardes si sin porque",
    t="placa placas matricula patente telefono movil tel cel celular tfno fono reporte aviso id ref folio expediente factura "
    "ticket codigo zona ruta linea bus autobus piso canal opcion depa depto dpto apto timbre "
    "carril fila parada anden vagon modelo modulo tramo",
    U="centimos monedas dolar dolares peso pesos soles bolivares quetzales lempiras colones centavos libras grados vatios watts pulgadas pies kms metros metro m cm mm km litros litro l euros euro veces vez dias dia horas hora h kg años ano anos meses mes "
    "semanas semana minutos personas plazas ruedas unidades uds contenedores cubos bolsas sacos sillas mesas de del y que "
    "mts ml m2 portales arboles farolas coches vehiculos",
    L="colegio escuela instituto biblioteca iglesia parroquia hospital ambulatorio parque estacion mercado "
    "supermercado farmacia polideportivo cementerio universidad museo metro gasolinera hotel",
)  # fmt: skip
_CLASSES |= dict.fromkeys(["de", "del", "la"], "l")
_FINER = {
    "i": "#",
    "J": "#",
    "v": "V",
    "g": "VS",
    "Y": "l",
    "a": "p",
    "X": "x",
    "E": "x",
    "z": "u",
    "d": "zu",
    "G": "C",
    "K": "V",
    "N": "p",
    "q": "w",
    "o": "~",
}
_COUNTED = re.compile(r"^.{3,}(?:(?<!mo)s|[ai]da)$")
_DONE = re.compile(r"^.{3,}(?:[ai]dos?|ó|[cs]ión)$|^..+[áéíóú]\w*(?:me|nos|l[aeo]s?)$")

_NAME = "[CcuwL]"
_NAMES = rf"l{{0,3}} {_NAME} (?: l{{0,3}} {_NAME} ){{0,4}}"
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
    classes=_CLASSES,
    finer=_FINER,
    counted=_COUNTED,
    done=_DONE,
    shapes=(
        Shape("address", rf"V \.? {_NAMES} [,pl]{{0,2}} {_NUMBER}", example="calle Olmo, nº 14"),
        Shape("intersection", rf"V \.? {_PROPER} (?: ,? l? x [lxp]{{0,3}} | l | A | ~ ) V \.? {_PROPER}", example="calle Olmo con avenida Quito"),
        Shape("intersection", rf"V \.? {_PROPER} ,? x [lxp]{{0,3}} {_PROPER}", example="calle Olmo esquina Quito"),
        Shape("address", r"V \.? # [~m]+ #", example="cra 7 # 12-40"),
        Shape("address", rf"(?!i) # ,? {_AMERICAN} \.? D?", example="402 Grand Ave"),
        Shape("address", r"(?!i) # [Dm] \.? (?: [Cu] S? | o )", example="1402 W 18th"),
        Shape("intersection", rf"(?<=[XE]) l? {_BARE} (?: Y | x | ~ ) (?: {_BARE} | l? c )", example="entre Tajuña y Tesalia"),
        Shape("intersection", rf"{_BARE} ,? X \.? p? {_BARE}", example="Almendrera esquina Tajuña"),
        Shape("intersection", rf"(?<=N) l? {_LARGE} (?: Y | x ) (?: {_LARGE} | l? c )", example="luz en Larra y Cisneros"),
        Shape("intersection", r"(?: ^ | (?<=N) ) l{0,2} C (?: l{0,2} C ){0,2} (?!E) x l? C", example="Delicias con Sahagún, luz"),
        Shape("intersection", r"(?<=N) l # x l? #", example="hueco en la 30 con 45"),
        Shape("address", r"m [.:]? # l{1,2} (?!G) C (?: l{0,2} C ){0,3}", example="frente al número 26 de Grafito"),
        Shape("intersection", r"(?<=[pl]) (?!i) # [YA] C", example="en la 23 y Cermak"),
        Shape("intersection", rf"(?: o [YA~] l? (?: {_AMERICAN} | [CcuwDo] ) | [Cu] Y D? o )", example="5th y Oak"),
        Shape("street", rf"(?! v \.? [#~] ) V \.? {_PROPER}", example="calle Olmo"),
        Shape("street", rf"(?<=[pl]) {_AMERICAN} \.? D?", example="en Grand Ave"),
        Shape("street", r"(?<=[pl]) D? o (?!l)", example="en la 18th"),
        Shape("street", r"(?<=[pl]) V \.? w (?= [,.] | $ )", example="en la calle mayor"),
        Shape("address", rf"(?<!t) l{{0,2}} (?: [Cc] | (?!z) u (?= [lCcuw,m] ) ) (?: l{{0,3}} {_NAME} ){{0,4}} (?!J) {_NUMBER_ALONE}", example="Almendrera 17"),
        Shape("address", rf"(?: l{{1,3}} | (?<=[px]) ) u (?: l{{0,3}} {_NAME} ){{0,4}} {_NUMBER_ALONE}", example="en tesalia 905"),
        Shape("address", rf"(?<!t) (?: (?: (?!d) | (?= d m ) ) u (?! ,? i ) {_NUMBER} (?![zq]) | (?!z) u , (?!i) # (?!U) )", example="tesalia 905"),
        Shape("address", r"(?: ^ | (?<=[pl]) ) [Cu]{1,3} a (?!i) # (?![Uzq])", example="Quimbaya al 2300"),
        Shape("landmark", r"(?<=[pl]) L (?: l{0,2} [Cc] ){0,3}", example="frente a la biblioteca"),
    ),
)  # fmt: skip
