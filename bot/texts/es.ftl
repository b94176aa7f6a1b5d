### Lo que dice el bot en español. Palabras sencillas, de usted, una pregunta por mensaje.
### Where the language allows, words with á, í, ó and ú are avoided: they are not in GSM-7 and double the price of an SMS.

## Saludo y ayuda

greeting = ¡Hola! Este es el 311 de { $city }. ¿Qué desea reportar? Diga qué pasa y en qué lugar, con sus palabras. Escriba HELP para ayuda, STOP para no recibir mensajes.
greeting-again = Hola de nuevo. ¿Qué desea reportar? Diga qué pasa y en qué lugar.
help = 311 de { $city }: escriba un problema y el lugar, por ejemplo "luz de la calle apagada en 20 Oak St". Puede enviar una foto o su ubicación. Escriba "estado" para saber de sus reportes, "empezar de nuevo" para borrar, "persona" para hablar con alguien. { $office }: { $phone }. Pueden aplicar tarifas de mensajes. Escriba STOP para no recibir mensajes.
help-in-report = Mando su reporte al equipo de la ciudad que puede arreglarlo. Puede agregar una foto o el lugar en que se encuentra. Escriba "empezar de nuevo" para borrarlo, "persona" para hablar con alguien.
welcome-thanks = De nada. Escriba cuando vea algo que arreglar.
nothing-asked = No le estaba preguntando nada. ¿Qué desea reportar? Diga qué pasa y en qué lugar.
all-right = De acuerdo. Escríbame cuando vea algo que arreglar.
edit-too-late = Vi que cambió un mensaje. Por favor, envíe el cambio en un mensaje nuevo, para que nada se pierda.
other-question = Recibo reportes de problemas en { $city }. Para otras preguntas llame a { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. ¿Hay algo que reportar?
other-question-aside = Para otras preguntas llame a { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }.
person-told = Se lo hice llegar al personal.
added = Listo, lo agregué.
lost = Perdone, no le entendí. Escriba "persona" para hablar con alguien, o llame a { $office }: { $phone }.
sorry-lost = Perdone, no pude leer ese mensaje. Mándelo otra vez, en palabras sencillas.
which-language = Puedo escribir en { $words }. Mande el nombre del que quiera.
privacy = No necesita dar su nombre. El equipo recibe sus palabras, sus fotos y el lugar. Para ver o borrar sus datos, llame a { $office }: { $phone }.
literal = { $text }
notice = { $notice }
notice-instead = { $notice } Si se trata de otra cosa, dígamelo con otras palabras.
started-over = De acuerdo, borré ese reporte. Escriba cuando quiera empezar otro.
pick-one = Elija uno, o responda con sus palabras.
dropped-for-another = De acuerdo, borré ese reporte. Ahora el nuevo.
no-such-choice = Ese número no está en la lista. Elija de 1 a { $most }, o responda con sus palabras.

## Emergencias

emergency-gas = El olor a gas puede ser peligroso. Salga ahora, no toque interruptores ni prenda fuego, y llame al { $number } desde afuera.
emergency-wire = Manténgase lejos del cable y de lo que toque. Llame al { $number } ahora.
emergency-fire = Aléjese del fuego o del humo y llame al { $number } ahora.
emergency-medical = Si hay alguien herido, enfermo o atrapado, llame al { $number } ahora.
emergency-violence = Si alguien corre peligro, vaya a un lugar seguro y llame al { $number } ahora.
emergency-suicide = No está en soledad. Hable con alguien ahora: llame al 988 y marque el 2, o envíe AYUDA al 988. Si hay peligro en este momento, llame al { $number }.
emergency-collapse = Que nadie se acerque al hueco o al edificio. Llame al { $number } ahora.
emergency-flood = No entre al agua; puede llevar electricidad. Llame al { $number } ahora.
ask-after-emergency = Nadie lee estos mensajes todo el tiempo. ¿Quiere enviar a la ciudad un reporte de esto?
emergency-left = De acuerdo. Si hay peligro, llame. Puede escribirme sobre otros problemas.
remind-after-emergency = ¿Quiere enviar a la ciudad un reporte de esto?
danger-not-for-crews = Las cuadrillas de la ciudad no pueden ayudar con eso; llame al { $number }. Si tiene preguntas, llame a { $office }: { $phone }.
ask-what-else-there = ¿Hay algo ahí que arreglar o limpiar? Diga qué, en pocas palabras.
choice-not-emergency = No hay peligro; reportar
choice-leave = No reportar

## ¿Qué es?

ask-problem = ¿Qué desea reportar? Diga qué pasa y en qué lugar.
ask-problem-of-photo = Gracias por la foto. ¿Qué pasa y en qué lugar?
ask-problem-there = Gracias. ¿Qué pasa en ese lugar?
ask-problem-again = No sé bien cuál es el problema. Diga en pocas palabras qué pasa y en qué lugar, por ejemplo "acera rota en 9 Pine St".
ask-problem-other-words = Por favor, describa el problema con otras palabras.
ask-words = ¿Qué debe decir el reporte?
ask-type = ¿Cuál de estos es?
choice-none = Ninguno de estos
type-not-taken = Perdone, no puedo recibir ese tipo de reporte. Por favor, llame a { $office }: { $phone }.
next-problem = Ahora el siguiente reporte: "{ $words }".
noted-for-later = También lo anoté. Lo vemos enseguida.
enough-noted = Ya es una lista larga. Terminemos con ella primero y luego me cuenta esto otra vez.

## ¿Dónde es?

ask-place = ¿En qué lugar es? Envíe la dirección, dos calles que se cruzan o su ubicación.
ask-place-in-area = ¿Dónde en { $area }? Envíe calle y número, dos calles que se cruzan o su ubicación.
ask-place-again = No encontré ese lugar. ¿En qué lugar es? Envíe calle y número, dos calles que se cruzan o su ubicación.
ask-place-roughly = Basta un lugar cercano: una tienda, escuela, parque o esquina. O envíe su ubicación.
ask-place-inside = ¿En qué lugar de la ciudad es? Envíe la dirección, dos calles que se cruzan o su ubicación.
ask-place-on-street = ¿En qué parte de { $street }? Envíe el número o la calle que cruza cerca.
ask-place-last = Todavía no lo encuentro. Envíe calle y número, dos calles que se cruzan o su ubicación. O deje que lo busque el personal.
ask-place-not-link = No puedo abrir ese enlace. ¿En qué lugar es? Envíe calle y número, dos calles que se cruzan o su ubicación.
ask-place-no-number = No encuentro ese número en { $street }. Envíe el número más cercano o la calle que cruza cerca.
ask-place-suggestion = No encontré "{ $mention }". ¿Quiso decir { $street }? Si no, envíelo otra vez.
ask-pin-or-words = Escribió { $words }, pero su ubicación es { $address }. ¿Está ahí ahora?
ask-photo-place = ¿Es donde se tomó su foto: { $address }?
ask-which-place = Hay más de un lugar llamado "{ $mention }". ¿Cuál es?
ask-which-of-places = ¿Cuál de estos lugares es?
ask-this-place = ¿Es este lugar?
place-outside = Ese lugar queda fuera de { $city }, y la ciudad no puede arreglarlo.
place-outside-neighbor = Ese lugar queda fuera de { $city }. Por favor, avise a { $neighbor }.
road-refused = { $address }: de eso se ocupa { $owner }, no la ciudad.{ $contact ->
        [none] { "" }
       *[other] { " " }Puede avisarles: { $contact }.
    } Si es en otro lugar, envíeme ese lugar.
road-told = De esa vía se ocupa { $owner }{ $contact ->
        [none] { "" }
       *[other] { " " }({ $contact })
    }. { $city } les pasa su reporte.
choice-nothing-more = Eso es todo
place-changed = De acuerdo, cambié el lugar a { $address }.
place-unchecked = Ahora no puedo buscar el lugar. Lo envío con sus palabras.
place-for-staff = Envío el lugar con sus palabras, y el personal lo busca.
place-correction-not-found = No encontré "{ $words }"; dejo el lugar como estaba.
no-place-no-report = Necesito un lugar para enviar el reporte. Puede empezar de nuevo, o llamar a { $office }: { $phone }.
place-note-none = [Lugar sin comprobar; hay que buscarlo. Palabras del residente: "{ $words }"]
place-note-interpolated = [Lugar estimado entre números; el residente escribió "{ $words }" y lo confirmó.]
place-note-landmark = [El lugar es un sitio conocido; el residente escribió "{ $words }" y lo confirmó.]
place-note-street = [Solo se sabe la calle; el residente escribió "{ $words }".]
place-note-area = [Solo se sabe la zona; el residente escribió "{ $words }".]
place-note-differs = [Revisar: { $what }. El residente confirmó { $address } ({ $at }).]
place-in-words = "{ $words }" (el personal lo busca)
place-near-crossing = { $address } (cerca de { $beside })
place-beside = cerca de { $address }
place-of-pin = el lugar que envió ({ $address })
place-outside-kept = Esa ubicación queda fuera de { $city }; dejo { $address }.
choice-own-words = Enviarlo con mis palabras
choice-here-yes = Sí, es en { $address }
choice-here-no = No, es en { $address }
choice-elsewhere = En otro lugar
place-near-crossing-in-area = { $address } (cerca de { $beside }, { $area })
place-in-area = { $address } ({ $area })
share-location = Enviar mi ubicación
pin-link = Mapa: { $url }

## Detalles

ask-attribute = { $question } { $hint }
ask-attribute-several = { $question } Envíe todo lo que corresponda, por ejemplo 1, 3.
ask-attribute-again = Perdone, necesito otra respuesta. { $question } { $hint }
hint-string = { "" }
hint-text = { "" }
hint-number = (Envíe un número.)
hint-datetime = (Por ejemplo: ayer, o hace 3 semanas.)
hint-singlevaluelist = { "" }
hint-multivaluelist = (Todo lo que corresponda, por ejemplo 1, 3.)
choice-skip = Saltar

## Confirmar y enviar

read-back = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , con su foto
       *[other] , con { $photos } fotos
    }. ¿Es correcto?
read-back-duplicate = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , con su foto
       *[other] , con { $photos } fotos
    }. { $neighbors ->
        [one] Alguien ya lo reportó
       *[other] { $neighbors } personas ya lo reportaron
    }{ $since ->
        [none] { "" }
       *[other] { " " }el { $since }
    } (reporte { $number }). ¿Es correcto y envío también el suyo?
read-back-own = Ya tiene el reporte { $number } por esto: { $type }, { $place }. ¿Lo agrego a ese?
added-to-request = Lo agregué al reporte { $number }, gracias. Le escribo cuando haya novedades.
choice-add = Agregarlo al reporte { $number }
choice-send-new = Enviar un reporte nuevo
choice-send = Enviar
choice-follow = Seguir el reporte que ya existe
choice-change = Cambiar algo
ask-correction = ¿Qué desea cambiar?
choice-change-type = El problema
choice-change-place = El lugar
choice-change-words = La descripción
choice-start-over = Empezar de nuevo
filed = ¡Listo, gracias! Reporte { $number }: { $type }, { $place }. Le escribo cuando la ciudad trabaje en ello.
filed-with-date = ¡Listo, gracias! Reporte { $number }: { $type }, { $place }. La ciudad espera arreglarlo para el { $expected }. Le escribo cuando haya novedades.
filed-no-updates = ¡Listo, gracias! Reporte { $number }: { $type }, { $place }. Usted no recibe mensajes; escriba START si quiere novedades.
filed-number-later = ¡Listo, gracias! La ciudad tiene su reporte. Pronto le escribo el número.
filing-delayed = Su reporte está guardado. El sistema de la ciudad está lento; sigo intentando y le escribo el número.
refused = Perdone, el sistema de la ciudad no aceptó su reporte: { $reason } Por favor, llame a { $office }: { $phone }.
following = Ahora sigue el reporte { $number }. Le escribo cuando haya novedades.
photo-refused-not-a-photo = Solo puedo recibir fotos (JPEG, PNG o WebP). Sigo sin ese archivo.
photo-refused-too-large = Esa foto es muy grande. Sigo sin ella; puede enviar una que pese menos.
photo-refused-unreadable = No pude abrir esa foto. Sigo sin ella; puede enviarla otra vez.
photo-refused-gone = No pude recibir esa foto. Sigo sin ella; puede enviarla otra vez.

## Seguimiento

request-closed = La ciudad cerró su reporte { $number } ({ $type }, { $place }).
request-closed-with-note = La ciudad cerró su reporte { $number } ({ $type }, { $place }). El equipo dice: { $note }
request-open-again = La ciudad abrió otra vez el reporte { $number } ({ $type }, { $place }).
request-open-again-with-note = La ciudad abrió otra vez el reporte { $number } ({ $type }, { $place }). El equipo dice: { $note }
request-under-way = El equipo ya trabaja en el reporte { $number } ({ $type }, { $place }).
request-news = Hay novedades de su reporte { $number } ({ $type }, { $place }).
request-news-with-note = Novedades de su reporte { $number } ({ $type }, { $place }): { $note }
request-corrected = La ciudad cambió su reporte { $number } ({ $place }) de "{ $before }" a "{ $type }".
request-corrected-with-date = La ciudad cambió su reporte { $number } ({ $place }) de "{ $before }" a "{ $type }". Espera arreglarlo para el { $when }.
request-new-date = Nueva fecha para su reporte { $number } ({ $type }, { $place }): la ciudad espera arreglarlo para el { $when }.
request-late = Su reporte { $number } ({ $type }, { $place }) tarda más de lo previsto. Sigue abierto. ¿Preguntas? { $office }: { $phone }.
staff-words = Sobre su reporte { $number } ({ $type }, { $place }): { $text }
staff-words-several = Sobre { $count ->
        [one] el reporte
       *[other] sus reportes
    } { $numbers }: { $text }
status-open = El reporte { $number } ({ $type }, { $place }) está abierto.{ $has_note ->
        [yes] { " " }El equipo dice: { $note }
        [stopped] { "" }
       *[no] { " " }Le escribo cuando haya novedades.
    }
status-open-with-date = El reporte { $number } ({ $type }, { $place }) está abierto. La ciudad espera arreglarlo para el { $when }.{ $has_note ->
        [yes] { " " }El equipo dice: { $note }
       *[no] { "" }
    }
status-closed = El reporte { $number } ({ $type }, { $place }) está cerrado.{ $has_note ->
        [yes] { " " }El equipo dice: { $note }
       *[no] { "" }
    }
status-closed-with-date = El reporte { $number } ({ $type }, { $place }) se cerró el { $when }.{ $has_note ->
        [yes] { " " }El equipo dice: { $note }
       *[no] { "" }
    }
status-more = Tiene { $most } { $most ->
        [one] reporte abierto
       *[other] reportes abiertos
    } más. Envíe el número de uno para saber de él.
status-nothing = No encuentro reportes suyos. Si tiene el número, envíelo.
status-not-sent = Su reporte no se ha enviado todavía. Le digo más cuando se envíe.
status-still-filing = Su reporte va en camino al sistema de la ciudad. Le escribo el número.
status-unknown-number = El sistema de la ciudad no tiene el reporte { $number }. Revise el número, por favor.
status-desk-down = Ahora no puedo consultar el sistema de la ciudad. Pregunte otra vez en unos minutos.

## ¿Se trata de un reporte ya enviado?

ask-report-add = ¿Se trata de su reporte { $number } ({ $type }, { $place })?
ask-report-again = Su reporte { $number } ({ $type }, { $place }) ya se dio por terminado. ¿El problema sigue?
ask-report-withdraw = La ciudad ya tiene el reporte { $number } ({ $type }, { $place }). ¿Les digo que ya no hace falta?
ask-which-report = ¿De cuál de sus reportes se trata?
ask-withdraw-which = La ciudad ya tiene estos reportes. ¿Cuál ya no hace falta?
choice-report-add = Sí, agregarlo
choice-report-again = Sí, sigue
choice-report-withdraw = Sí, avisar
choice-report-new = No, es algo nuevo
choice-report-keep = No, dejarlo
choice-report-named = { $number }: { $type }, { $place }
remind-about-report = ¿Se trata de ese reporte?
withdrawn = Le dije a la ciudad que el reporte { $number } ya no hace falta.
withdrawn-note = [El residente ya no lo necesita.] { $words }
pin-note = [Ubicación: { $address }]
photo-note = [Una foto del residente.]
report-kept = De acuerdo, todo queda igual.
report-lapsed = Ha pasado un tiempo y ya no tengo su reporte sin terminar. Diga otra vez qué pasa y en qué lugar.
report-with-city = La ciudad ya tiene su reporte { $number }. Le escribo cuando haya novedades.

## Encuesta

survey-fixed = Su reporte { $number } ({ $type }, { $place }): ¿ya se arregló?
choice-fixed-yes = Sí, arreglado
choice-fixed-partly = En parte
choice-fixed-no = No se arregló
survey-rating = ¿Qué le parece el trabajo de la ciudad? 5 es lo mejor.
choice-rating-1 = Muy mal
choice-rating-2 = Mal
choice-rating-3 = Regular
choice-rating-4 = Bien
choice-rating-5 = Muy bien
survey-what-is-wrong = Lo siento. ¿Qué sigue mal? Le pido al equipo que vuelva a revisar.
survey-anything-else = ¡Gracias! ¿Desea agregar algo?
survey-thanks = Gracias, lo hice llegar. Ayuda a la ciudad a mejorar.
survey-left = De acuerdo. Si el problema sigue, escriba.
remind-survey-rating = ¿Qué le parece el trabajo de la ciudad, de 1 a 5?
request-reopened = El equipo vuelve a revisar: el reporte { $number } se abrió otra vez.
reopening-failed = No pude abrir otra vez el reporte { $number }. Por favor, llame a { $office }: { $phone }.
reopened-description = No se arregló, dice quien reportó (solicitud anterior { $number }): { $words }

## Personas y consentimiento

person-called = He pedido que le atienda una persona. El personal responde en horas de oficina{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. { $office }: { $phone }.
choice-back-to-bot = Volver al bot
person-silent = Le escribe otra vez el bot: el personal lleva medio día sin escribir. Todavía tiene lo que usted le dijo. Para escribirle, mande "persona".
person-left = Está de nuevo con el bot. Escriba cuando quiera.
person-says = { $text }
stopped = 311 de { $city }: ya no le mandamos mensajes. Escriba START si los quiere de nuevo.
stopped-surveys = De acuerdo, ya no le mandamos encuestas. Las novedades de sus reportes le llegan igual. Escriba START si quiere encuestas otra vez.
started = 311 de { $city }: qué bueno tenerle de vuelta. Le escribimos sobre sus reportes. Escriba STOP para no recibir mensajes.

## Palabras que el bot entiende (sin acentos ni puntos, separadas por |)

words-of-correction = no|espere|espera|ups|perdon|perdone|mejor dicho|quise decir|quiero decir|en realidad|no es|sino|equivocado|incorrecto|mal
words-it-is = es en|esta en|es
words-and = y|e
words-also = tambien|y|ademas|otro|otra
words-but = pero|sino|salvo|excepto|en realidad|no|mal|cambiar|solo
words-change-type = problema|tipo|clase|categoria
words-change-place = lugar|direccion|ubicacion|calle|sitio|donde|esquina
words-change-words = descripcion|texto|palabras|detalles|mensaje
words-change-nothing = nada|no|ninguno|nada que cambiar|volver|atras|esta bien|no importa
words-begin = reporte|nuevo reporte|reportar|otro|otra|otro reporte|otro problema|tengo otro problema|tengo un problema|quiero reportar algo|quiero reportar un problema|quiero hacer un reporte|quisiera reportar algo|necesito reportar algo|puedo reportar algo|hacer un reporte|otro mas
words-one-more = lo mismo|mismo problema|misma cosa|mismo|misma|otro igual|otra igual|otro mas|otra mas|otro|otra|uno mas|una mas|igual|tambien|ademas|hay otro|hay otra|tambien hay otro|tambien hay otra
words-question = que|cuando|donde|como|quien|por|cuanto|cuanta|cual|hay|se|puedo|puede
words-same-place = ahi|alli|alla|al lado
words-as-before = mismo lugar|misma calle|misma direccion|misma esquina|mismo sitio|como la ultima vez|que la ultima vez|como la otra vez|igual que antes
words-yes = si|sip|ok|claro|correcto|correcta|exacto|perfecto|vale|dale|bueno|bien
words-before-place = en|a|al|por|cerca|junto|frente|enfrente|detras|delante|lado|esquina|entre|bajo|sobre|hacia|hasta|desde|pasando|camino
words-to-skip = saltar|paso|siguiente|ninguno|ninguna|no se|ni idea|no lo se|no estoy seguro|no estoy segura|nada|ninguno de estos|ninguna de estas|sin numero|no tiene|ns|nose|no se donde|no se la direccion|no se exactamente|no sabria decir|no lo recuerdo|no recuerdo|no me acuerdo|ni idea la verdad|no tengo idea|quien sabe|no estoy segura donde|no estoy seguro donde|la verdad no se
words-fixed-yes = si|si arreglado|si se arreglo|ya|arreglado|ya esta|ya quedo|resuelto|todo bien|listo|solucionado|claro
words-fixed-partly = en parte|parcial|parcialmente|mas o menos|a medias|casi|no del todo|un poco|no completamente
words-fixed-no = no|sigue ahi|sigue alli|sigue roto|sigue rota|no lo arreglaron|no la arreglaron|no han venido|no vino nadie|no se arreglo|sigue|sigue igual|todavia|todavia no|aun no|nada|no esta|nadie vino|peor|para nada|nunca
words-back-to-bot = volver|bot|el bot|volver al bot|regresar|salir|atras
words-other = otro|otra|otra cosa|otro problema
words-privacy = anonimo|anonima|anonimamente|dar mi nombre|dar el nombre|mis datos|mi informacion|privacidad|quien puede ver|quien ve
words-surveys = encuesta|encuestas
words-choice = numero|opcion|respuesta|marque|elijo|la|el|por|favor
words-ordinals = primero primera 1ro 1ra|segundo segunda 2do 2da|tercero tercera 3ro 3ra|cuarto cuarta 4to 4ta
words-no-thanks = no gracias|ahora no|despues|mas tarde|sin comentarios|no quiero|no lo he visto|no he ido
words-rating-1 = muy mal|pesimo|pesima|terrible|horrible|fatal|lo peor|una verguenza
words-rating-2 = mal|malo|mala|no me gusto|insatisfecho|insatisfecha|lento
words-rating-3 = regular|mas o menos|asi asi|normal|ok
words-rating-4 = bien|bueno|buena|contento|contenta|satisfecho|satisfecha|no esta mal
words-rating-5 = muy bien|excelente|perfecto|genial|muy bueno|muy buena|muy contento|muy contenta|buenisimo|estupendo|fantastico
words-numbers = uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce
words-not-fixed = No se arregló.

## Tipos de solicitud

type-pothole = Bache
type-sidewalk-repair = Acera rota
type-streetlight-out = Problema de alumbrado
type-traffic-signal = Problema de semáforo
type-traffic-sign = Señal o pintura en la calle
type-traffic-safety = Tráfico peligroso
type-graffiti = Grafiti
type-illegal-posting = Carteles o calcomanías
type-illegal-dumping = Basura tirada
type-street-cleaning = Calle sucia
type-litter-bin = Bote de basura en la calle
type-missed-trash = Basura no recogida
type-trash-container = Bote o contenedor de basura
type-bulky-pickup = Recogida de muebles
type-abandoned-vehicle = Auto abandonado
type-illegal-parking = Auto mal estacionado
type-abandoned-bike = Bicicleta o scooter abandonado
type-tree-damage = Árbol o rama
type-overgrown-vegetation = Maleza o plantas crecidas
type-drain-flooding = Drenaje tapado o inundación
type-water-leak = Fuga de agua
type-dead-animal = Animal muerto
type-animal-issue = Problema con un animal
type-pests = Ratas o insectos
type-dog-waste = Excremento de perro
type-noise = Ruido
type-snow-ice = Nieve o hielo
type-park-maintenance = Parque o juegos
type-street-furniture = Banco, bolardo o parada dañada
type-obstruction = Acera o calle bloqueada
type-homeless-encampment = Campamento o persona sin hogar
type-code-violation = Infracción de edificio o propiedad
type-parking-meter = Parquímetro
type-drug-waste = Jeringas o residuos peligrosos
type-bike-facility = Ciclovía
type-other = Otro problema
