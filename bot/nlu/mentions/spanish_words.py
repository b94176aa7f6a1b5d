"""The classes of Spanish words, of Spain and of the Americas; the letters are those of `english_words.py` where both have them.

`V` a kind of street, `l` what stands before or within a name ("de la"), `x` joins two streets, `p` a preposition, `f` never part
of a name, `t` and `j` have a number of their own that is no house's (`j` may be a street's name when written large), `d` unknown
and says what was done ("plateado").
"""

import re

from bot.nlu.mentions.shapes import YEARS, word_classes

CLASSES = word_classes(
    i="1 2 3 4 5 6 7 8 9",
    v=(
        "plaza plza pza pz pº privada priv pvda cerrada cda prolongacion andador circuito retorno urbanizacion urb "
        "ronda camino periferico libramiento rinconada"
    ),
    # a kind of street only when written large: "vía WhatsApp", "cuesta 90"
    F="via cuesta",
    g="street st avenue ave av blvd",
    S="road rd drive dr lane ln court ct place way parkway pkwy terrace highway hwy",
    D="s w ne nw sw north south east west",
    Y="y",
    J=YEARS,
    a="al",
    X="esquina esq cruce crucero interseccion",
    E="entre",
    # the same in short, with a dot that ends no sentence (of V)
    K=(
        "dg tv cl cll avda avd av ave pl ps cmno ctra crta carr gta trv jr cra kra kr psje pje blvd cda bv diag"
    ),
    V=(
        "calle c/ avenida paseo carretera glorieta eje travesia calzada calz jiron carrera pasaje callejon bulevar "
        "boulevard autopista autovia costanilla rotonda alameda diagonal transversal plazuela plazoleta p/"
    ),
    l=(
        "de del la las los el y san santa santo sta sto don dona general gral gob cnel doctor dr dra padre virgen "
        "nuestra senora"
    ),
    m="n no num numero nro nº n° º ° altura #",
    x="esquina esq con cruce entre interseccion confluencia c/v e x",
    # what is wrong, and with what: a place may follow at once, "bache Olmo y Quito"
    Q=(
        "bache baches hoyo hoyos hueco huecos socavon pozo grieta hundimiento semaforo semaforos coladera coladeras "
        "alcantarilla alcantarillas tapa registro fuga fugas contenedor contenedores farola farolas luminaria "
        "luminarias lampara lamparas alumbrado poste postes foco focos basura basural escombro escombros cascajo "
        "mugre bordillo cordon baldosa baldosas adoquin adoquines arbol arboles rama ramas inundacion inundado "
        "inundada charco graffiti grafiti grafitis pintada pintadas ruido ruidos choque cruce cables cable perro "
        "perros rata ratas hidrante tope topes senal cartel papelera tacho"
    ),
    # what has a number of its own, which is no house's, though it may stand at an address: "taquilla 114"
    j=(
        "confirmacion operacion extension urna armario taquilla ventanilla sala articulo art ordenanza ley decreto "
        "anilla presupuesto presupuestos acta boletin multa recibo pedido contrato poliza tarjeta cuenta cita turno "
        "mesa caja bloque escalera edificio radicado solicitud incidencia denuncia queja bastidor serie dorsal "
        "licencia permiso cuadrilla agente camion furgon tren vuelo bici patinete parquimetro contador medidor llanta "
        "llantas "
        # papers
        "comprobante formulario planilla hoja pagina capitulo parrafo inciso fraccion clausula anexo figura grafico "
        "apartado numeral nota punto sentencia auto causa proceso tutela demanda juicio juzgado notaria escritura "
        "certificado constancia boleta boletas cupon bono vale talon cheque transferencia deposito recargo cuota "
        "mensualidad deuda credito infraccion sancion atestado querella minuta memorandum oficio archivo carpeta "
        "documento edicion version volumen tomo guia envio paquete orden resolucion circular reclamo peticion caso "
        "gestion tramite protocolo convocatoria licitacion prestamo abono factura facturas nomina "
        # what tells one person or account from another
        "nif nie dni cif rut rfc curp cuil cuit nit rnc cedula pasaporte clave codigo contrasena pin usuario cliente "
        "socio afiliado abonado paciente empleado operador inspector operario funcionario candidato padron suministro "
        "finca catastro cup cups iban nss imss "
        # parts of houses and of what is built
        "etapa fase manzana lote parcela nicho tumba panteon torre interior local nave puesto planta nivel sotano "
        "garaje cochera estacionamiento habitacion cuarto aula salon consultorio quirofano cama pabellon oficina "
        "despacho cubiculo stand isla pasillo gondola bodega tanque bomba valvula transformador torreta antena caseta "
        "peaje palco butaca grada asiento inmueble vivienda casa apartamento departamento portico "
        # parts of a city that are counted
        "comuna comunas casilla sector seccion cuadrante distrito circunscripcion circunscripciones zona barrio ramal "
        "trocha recorrido linea lineas terminal paradero dique muelle pantalan amarre darsena boya hito mojon "
        "kilometro marcador cancha pista "
        # what drives, and its makers
        "unidad brigada patrulla movil grua camioneta colectivo micro combi buseta omnibus tranvia interno radio "
        "emisora fax "
        # what is measured, counted or limited
        "temperatura voltaje talla diametro puntaje dosis vacuna tanda categoria clase grado grados semestre "
        "trimestre bimestre curso temporada jornada partido aprox aproximadamente minimo maximo promedio total precio "
        "tarifa velocidad presion casilleros ecopunto caneca bulto palet saco camara radar sensor cupo cupos aforo "
        "inscripcion yoga taller sesion economico parking aparcamiento minusvalido"
    ),
    # where one walks: "acera de Carretas" (of Q)
    P="banqueta banquetas acera aceras vereda veredas bocacalle camellon cuadra",
    # "C. Pelícano", with its dot
    B="c",
    # people's names (of C and u)
    b=(
        "ana luis maria jose juan pedro carlos jorge rosa marta laura lucia carmen elena sofia pablo diego javier "
        "miguel raul luisa andres fernando ricardo roberto mario sergio daniel david alejandro alejandra gabriel "
        "gabriela claudia patricia sandra monica silvia adriana paula andrea natalia carolina valeria camila julia "
        "alberto eduardo francisco manuel antonio rafael ramon oscar hugo ivan martin nicolas tomas mateo lucas paco "
        "pepe lola pilar teresa isabel cristina beatriz raquel susana gloria yolanda"
    ),
    # "en", which streets follow (of p)
    N="en",
    p="en a por desde hasta frente hacia junto tras sobre direccion portal al",
    f=(
        "que se esta este esa ese estan hay un una unos unas es son ha han he lo le les su sus mi mis me nos no ni o "
        "u pero para como cuando donde desde muy mas tambien ya todo toda todos todas solicita solicito favor gracias "
        "buenos buenas si sin porque mide miden suman pesan tardan duran superan rebasa rondan cuestan casi apenas "
        "gaste pague llame compre envie mande pedi escribi recibi espere conte cumplo llamadme llamenme llamen marquen"
    ),
    t=(
        "placa placas matricula patente telefono movil tel cel celular tfno fono reporte aviso id ref folio "
        "expediente factura ticket codigo zona ruta linea bus autobus piso canal opcion depa depto dpto apto timbre "
        "carril fila parada anden vagon modelo modulo modulos tramo sms covid redmi iphone samsung xiaomi motorola "
        "huawei windows android xbox playstation toyota nissan seat renault peugeot fiat mazda chevrolet volkswagen "
        "vw kia hyundai ford audi bmw corsa clio jetta tsuru versa hilux ranger sprinter kangoo yamaha honda suzuki "
        "bajaj pulsar harley boeing airbus opel citroen dacia skoda"
    ),
    U=(
        "% centimos monedas dolar dolares peso pesos soles bolivares quetzales lempiras colones centavos libras "
        "grados vatios watts pulgadas pies kms metros metro m cm mm km litros litro l euros euro veces vez dias dia "
        "horas hora h kg años ano anos meses mes semanas semana minutos personas plazas ruedas unidades uds "
        "contenedores cubos bolsas sacos sillas mesas de del y que mts ml m2 portales arboles farolas coches "
        "vehiculos"
    ),
    L=(
        "colegio escuela instituto biblioteca iglesia parroquia hospital ambulatorio parque estacion mercado "
        "supermercado farmacia polideportivo cementerio universidad museo metro gasolinera hotel"
    ),
)  # fmt: skip
CLASSES |= dict.fromkeys(["de", "del", "la"], "l")
FINER = {
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
    "j": "w",
    "Q": "w",
    "b": "Cu",
    "P": "Q",
    "B": "w",
    "F": "w",
    "o": "~",
}
"""Classes that are part of coarser ones: a pattern written for the coarse letter finds both."""

COUNTED = re.compile(r"^.{3,}(?:(?<!mo)s|[ai]da)$")
"""The `z` and `q` of the classes."""

DONE = re.compile(
    r"^.{3,}(?:[ai]dos?|ó|[cs]ión|aron|[ií]eron|ísim[oa]s?|[bcdglnrstuvz]é|rían|aban|ábamos|éramos|emos)$"
    r"|^..+[áéíóú]\w*(?:me|nos|l[aeo]s?)$"
)
"""The `d` of the classes."""
