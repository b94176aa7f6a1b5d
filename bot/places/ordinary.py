"""Everyday words that are also street names, or nearly: without a capital or a kind of street they mean themselves."""

_ENGLISH = """
a about above access across adult after afternoon again ago ahead alley alleys all along also am an and animal another
any apartment apartments are area around as ash at avenue away baby back bad bag bags ball bank barrel barrels bars base
basin bay beach because been before behind being below bench between bicycle big bike bikes bin bins black block blocked
blocks blue board boards both bottom box boxes branch branches bridge broken brook brown building buildings bulb bumps
bus buses bush bushes business but by cab call called calls came can cans car card cars cart case cases cat cats center
central centre chair chairs child children church circle city class clean cleaned clear cleared closed coffee cold
college come commercial commuter complaint concrete condo construction contractor corner corners could court cover
covered crew cross crossing crosswalk crosswalks curb cut cuts dark day days dead deep dept did different dirt ditch do
dog dogs done door doors double down drain drains drive driver drivers driveway driving drop dry due dump dumped dumpster
during each early east end ends entire entrance every exit eye fall family far feet fence few field fire first five flat
floor food foot for forest four free fresh front frontage full garage garbage garden gas gate gates get getting gift given
glass glen go going gone good got grand grass gravel great green ground grove guy had half hall handicap hard has have he
head health heavy here high hill hit hole holes home homes hospital hour hours house houses how huge hydrant i ice icy if
illegal in inch inches industrial inside interior into is issue issues it item items its just key kids lamp land lane large
last late lawn leaf leak leaves left less level library lid life light lights like line lines little live living local
lock long look loose lot lots loud low made mail main make man many mark market may meter meters middle mile miles
mill minute minutes missing month months morning most mount mud music my near needs neighbor neighbors new next night no
noise none north not now number of off office oil old on once one only onto open or other our out outside over overnight
own owner paint parade park parked parking parks part party pass past pastor path pay people person pet phone photo pick
picked picture piece pieces pile piles pipe pipes place plan plant plants plastic plate play please plow plowed pole poles
police pond pool poor post power prior private problem project property public pull put railroad rain rat rats rear
recent red rental report reported request resident residential residents right river road roads roadway rock room root
roots round row run sand school schools second section see seems sewer she short should side sidewalk sidewalks sides sign
signal signs since single site six small smell snow so some soon south space spaces speed spot spots spring square stairs
star start state station steel step steps still stop storage store stores storm street streets stuck summer sun super
switch table tag take taken ten than that the their them then there these they thing things third this those three through
tickets time times tire tires to today too top total tow towards tower town track traffic trail train trash tree trees
truck trucks turn twelve two under unit units until up upper us use utility vacant valley van vehicle vehicles very view
village visible walk walking wall wants was washer waste water way we week weeks well were west wet what wheel when where
which white who whole will wind window winter wire wires with within wood woods work workers working would yard yards year
years yellow yet you your zone
"""
_SPANISH = """
a abierta acera aceras agua al alcantarilla alli altura ano anos antes arbol arboles arena arqueta asi avenida ayer azul
bache baches bajo baldosa baldosas banco bancos barrio basura basuras blanco bloque boca bolsas bordillo buenas buenos cada
calle calles calzada camino campo carril carton cartones casa casas centro cerca ciudad coche coches colegio colchon como
comunidad con contenedor contenedores cruce cuando cubo cubos cubre dan de dejado del delante dentro desde despues dia dias
direccion detras peatones tras proximo proxima acceso altura ubicado situado residencial comunidad propietarios cp junto delante desde publica aparcamiento completa es a ante donde edificio el en enfrente enorme entrada entre era es escombros esquina esta estan este esto falta farola
farolas fin finca foto frente fuente fuera fundida gran grande gracias hace hacia han hasta hay hierba hojas hola hora horas
hoyo hueco iglesia interior izquierda jardin junto la lado largo las le les limpieza lleva llevan lo local los luz madera
madrid mal maleza mas mercado mes meses metro metros mi mismo mucho muebles muro noche norte nos nueva nuevo numero obra
obras oeste otra otro palomas papel papelera para parada pared parque parte paso patio peligro peligroso perro perros piso
plaza poda portal por posterior principal pueblo puede puente puerta punto que ramas ratas rejilla residuos restos retirada
roja rojo rota roto rueda ruedas ruido salida san se semana semanas senal ser si sido sin sobre socavon son su suciedad
sucio suelo sur tambien tapa tapas tarde tiene tienen tierra toda todas todo todos tramo tres un una uno unidad unos vado
vados valla vecino vecinos verde vez via vial vias vivo voy y ya zona zonas
"""
_ORDINALS = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th"
ORDINARY = frozenset(f"{_ENGLISH} {_SPANISH} {_ORDINALS}".split())
STATES = frozenset(
    {"massachusetts", "mass", "california", "georgia", "florida", "maine", "virginia", "washington", "oregon", "texas"}
    | {"connecticut", "delaware", "illinois", "indiana", "iowa", "kansas", "kentucky", "maryland", "michigan", "ohio"}
    | {"minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada", "oklahoma", "pennsylvania", "utah"}
    | {"tennessee", "vermont", "wisconsin", "wyoming", "alabama", "alaska", "arizona", "arkansas", "colorado", "idaho"}
)
"""Of the United States, in one word: behind a comma they end an address and are no second street."""
