### Sa bot la di an kreyòl ayisyen. Mo senp, yon sèl kesyon nan chak mesaj.
### The letters è, ò and à are in GSM-7, so that Creole costs no more than English; È and Ò are not: no sentence begins with them.

## Bonjou, èd, ak lè pa gen anyen k ap fèt

greeting = Bonjou! Se 311 { $city }. Kisa ou vle siyale? Di m sa ki pa bon ak ki kote li ye, ak mo pa w. Ekri HELP pou èd, STOP pou pa resevwa mesaj.
greeting-again = Bonjou ankò. Kisa ou vle siyale? Di m sa ki pa bon ak ki kote li ye.
help = 311 { $city }: ekri yon pwoblèm ak kote l ye, pa egzanp "limyè lari etenn nan 20 Oak St". Ou ka voye yon foto oswa kote ou ye. Ekri "estati" pou konnen kote rapò ou yo ye, "rekòmanse" pou kòmanse ankò, "moun" pou pale ak anplwaye. { $office }: { $phone }. Mesaj yo ka koute lajan. Ekri STOP pou pa resevwa mesaj.
help-in-report = M ap voye rapò ou bay ekip vil la ki ka ranje l. Ou ka ajoute yon foto oswa kote ou ye a. Ekri "rekòmanse" pou efase l, "moun" pou pale ak yon anplwaye.
welcome-thanks = Pa gen pwoblèm. Ekri m chak fwa ou wè yon bagay pou ranje.
nothing-asked = Mwen pa t poze w okenn kesyon. Kisa ou vle siyale? Di m sa ki pa bon ak ki kote li ye.
all-right = Dakò. Ekri m chak fwa ou wè yon bagay pou ranje.
edit-too-late = Mwen wè ou chanje yon mesaj. Tanpri voye chanjman an nan yon nouvo mesaj, pou anyen pa pèdi.
other-question = Mwen pran rapò sou pwoblèm nan { $city }. Pou lòt kesyon, tanpri rele { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. Ou gen yon bagay pou siyale?
other-question-aside = Pou lòt kesyon, tanpri rele { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }.
person-told = Mwen pase sa bay anplwaye yo.
added = Dakò, mwen ajoute sa.
lost = Padon, mwen pa konprann. Ekri "moun" pou pale ak yon anplwaye, oswa rele { $office }: { $phone }.
sorry-lost = Padone m, mwen pa t ka li mesaj sa a. Voye l ankò, ak mo senp.
which-language = Mwen ka ekri an { $words }. Kilès ou vle?
privacy = Ou pa bezwen bay non ou. Ekip la resevwa sa ou ekri, foto ou yo ak kote a. Pou wè oswa efase sa nou gen sou ou, rele { $office }: { $phone }.
literal = { $text }
notice = { $notice }
notice-instead = { $notice } Si se yon lòt bagay, tanpri di l yon lòt jan.
started-over = Dakò, mwen efase rapò sa a. Ekri m lè ou vle kòmanse yon lòt.
pick-one = Tanpri chwazi youn, oswa reponn ak mo pa w.
dropped-for-another = Dakò, mwen efase rapò sa a. Kounye a nouvo a.
no-such-choice = Nimewo sa a pa nan lis la. Tanpri chwazi ant 1 ak { $most }, oswa reponn ak mo pa w.

## Ijans

emergency-gas = Odè gaz ka danjere. Soti kounye a, pa manyen bouton limyè, pa limen dife, epi rele { $number } lè ou deyò.
emergency-wire = Rete lwen fil la ak tout sa li touche. Rele { $number } kounye a.
emergency-fire = Ale lwen dife a oswa lafimen an, epi rele { $number } kounye a.
emergency-medical = Si yon moun blese, malad oswa bloke, rele { $number } kounye a.
emergency-violence = Si yon moun an danje, ale yon kote ki an sekirite epi rele { $number } kounye a.
emergency-suicide = Ou pa poukont ou. Tanpri rele oswa ekri 988 kounye a pou pale ak yon moun, oswa rele { $number } si gen danje kounye a.
emergency-collapse = Fè tout moun rete lwen twou a oswa bilding nan epi rele { $number } kounye a.
emergency-flood = Pa antre nan dlo a; li ka gen kouran. Rele { $number } kounye a.
ask-after-emergency = Pa gen moun k ap li mesaj sa yo tout tan. Ou vle voye yon rapò bay vil la sou sa tou?
emergency-left = Dakò. Si gen danje, rele. Ou ka ekri m nenpòt lè pou lòt pwoblèm.
remind-after-emergency = Ou vle voye yon rapò bay vil la sou sa tou?
danger-not-for-crews = Ekip vil yo pa ka ede ak sa; tanpri rele { $number }. Si ou gen kesyon, rele { $office }: { $phone }.
ask-what-else-there = Gen yon bagay la pou repare oswa netwaye? Di m kisa, an de twa mo.
choice-not-emergency = Pa gen danje; siyale l
choice-leave = Pa fè rapò

## Kisa li ye?

ask-problem = Kisa ou vle siyale? Di m sa ki pa bon ak ki kote li ye.
ask-problem-of-photo = Mèsi pou foto a. Ki pwoblèm ki genyen, ak ki kote li ye?
ask-problem-there = Mèsi. Ki pwoblèm ki genyen la?
ask-problem-again = Mwen pa fin konprann ki pwoblèm nan ye. Di m an de twa mo sa ki pa bon ak ki kote, pa egzanp "twotwa kase nan 9 Pine St".
ask-problem-other-words = Tanpri di pwoblèm nan yon lòt jan.
ask-words = Kisa rapò a dwe di?
ask-type = Kilès nan sa yo?
choice-none = Pa youn nan yo
type-not-taken = Padon, mwen pa ka pran rapò sa a. Tanpri rele { $office }: { $phone }.
next-problem = Kounye a, lòt rapò ou a: "{ $words }".
noted-for-later = Mwen note sa tou. N ap fè l apre.
enough-noted = Mwen gen yon lis long deja. Ann fini l anvan, epi w a di m sa a ankò.

## Ki kote?

ask-place = Ki kote li ye? Voye yon adrès, de lari ki kwaze, oswa kote ou ye a.
ask-place-in-area = Ki kote nan { $area }? Voye non lari a ak nimewo a, de lari ki kwaze, oswa kote ou ye a.
ask-place-again = Mwen pa jwenn kote sa a. Ki kote li ye? Voye non lari a ak nimewo a, de lari ki kwaze, oswa kote ou ye a.
ask-place-roughly = Yon kote ki toupre ase: yon magazen, yon lekòl, yon pak oswa yon kwen. Oswa voye kote ou ye a.
ask-place-last = Mwen pa jwenn li toujou. Voye non lari a ak nimewo a, de lari ki kwaze, oswa kote ou ye a. Oswa kite anplwaye yo chèche l.
ask-place-not-link = Mwen pa ka louvri lyen sa a. Ki kote li ye? Voye non lari a ak nimewo a, de lari ki kwaze, oswa kote ou ye a.
ask-place-no-number = Mwen pa jwenn nimewo sa a sou { $street }. Voye nimewo kay ki pi pre a oswa lari ki kwaze pi pre a.
ask-place-inside = Ki kote nan vil la? Voye yon adrès, de lari ki kwaze, oswa kote ou ye a.
ask-place-on-street = Ki kote sou { $street }? Voye nimewo kay ki pi pre a oswa lari ki kwaze pi pre a.
ask-place-suggestion = Mwen pa jwenn "{ $mention }". Ou vle di { $street }? Si se pa sa, voye l ankò.
ask-which-place = Gen plis pase yon kote ki rele "{ $mention }". Kilès nan yo?
ask-this-place = Se kote sa a?
ask-pin-or-words = Ou ekri { $words }, men kote ou ye a se { $address }. Ou la kounye a?
ask-photo-place = Se la ou te pran foto a: { $address }?
ask-which-of-places = Kilès nan kote sa yo?
road-refused = { $address }: se { $owner } ki okipe sa, se pa vil la.{ $contact ->
        [none] { "" }
       *[other] { " " }Ou ka rele yo: { $contact }.
    } Si se yon lòt kote, voye l ban mwen.
road-told = Se { $owner } ki okipe wout sa a{ $contact ->
        [none] { "" }
       *[other] { " " }({ $contact })
    }. { $city } ap pase rapò ou a ba yo.
choice-nothing-more = Se tout
place-outside = Kote sa a pa nan { $city }, kidonk vil la pa ka ranje l.
place-outside-neighbor = Kote sa a pa nan { $city }. Tanpri di { $neighbor } sa.
place-changed = Dakò, mwen chanje kote a: { $address }.
place-unchecked = Mwen pa ka chèche kote a kounye a. M ap voye l jan ou ekri l la.
place-for-staff = M ap voye kote a jan ou ekri l la, epi anplwaye yo ap chèche l.
place-correction-not-found = Mwen pa jwenn "{ $words }", donk mwen kite kote a jan li te ye.
place-note-none = [Kote a poko verifye; tanpri chèche l. Mo rezidan an: "{ $words }"]
place-note-interpolated = [Kote a kalkile ant nimewo kay; rezidan an ekri "{ $words }" epi li di se sa.]
place-note-landmark = [Se yon kote moun konnen; rezidan an ekri "{ $words }" epi li di se sa.]
place-note-street = [Se lari a sèlman nou konnen; rezidan an ekri "{ $words }".]
place-note-area = [Se zòn nan sèlman nou konnen; rezidan an ekri "{ $words }".]
place-note-differs = [Tanpri gade: { $what }. Rezidan an di se { $address } ({ $at }).]
no-place-no-report = Mwen bezwen yon kote pou m voye yon rapò. Ou ka kòmanse ankò nenpòt lè, oswa rele { $office }: { $phone }.
place-in-words = "{ $words }" (anplwaye yo ap jwenn li)
place-near-crossing = { $address } (toupre { $beside })
place-beside = toupre { $address }
place-of-pin = kote ou voye a ({ $address })
place-outside-kept = Kote sa a pa nan { $city }, donk mwen kenbe { $address }.
choice-own-words = Voye l ak mo pa m
choice-here-yes = Wi, se nan { $address }
choice-here-no = Non, se nan { $address }
choice-elsewhere = Yon lòt kote
place-near-crossing-in-area = { $address } (toupre { $beside }, { $area })
place-in-area = { $address } ({ $area })
share-location = Voye kote mwen ye
pin-link = Oswa sou yon kat: { $url }

## Detay

ask-attribute = { $question } { $hint }
ask-attribute-several = { $question } Voye tout sa ki vre, pa egzanp 1, 3.
ask-attribute-again = Padon, mwen pa konprann. { $question } { $hint }
hint-string = { "" }
hint-text = { "" }
hint-number = (Voye yon chif.)
hint-datetime = (Pa egzanp: yè, oswa sa gen 3 semèn.)
hint-singlevaluelist = { "" }
hint-multivaluelist = (Voye tout sa ki vre, pa egzanp 1, 3.)
choice-skip = Sote kesyon sa a

## Relekti ak voye

read-back = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , ak foto ou a
       *[other] , ak { $photos } foto
    }. Se sa?
read-back-duplicate = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , ak foto ou a
       *[other] , ak { $photos } foto
    }. { $neighbors ->
        [one] Yon vwazen
       *[other] { $neighbors } vwazen
    } te siyale sa deja{ $since ->
        [none] { "" }
       *[other] { " " }{ $since }
    } (rapò { $number }). Se sa, m voye pa w la tou?
read-back-own = Ou gen rapò { $number } pou sa deja: { $type }, { $place }. M ajoute sa ladan l?
added-to-request = Mwen ajoute sa nan rapò { $number }, mèsi. M ap ekri w pou di w nouvèl.
choice-add = Ajoute l nan rapò { $number }
choice-send-new = Voye yon nouvo rapò
choice-send = Voye l
choice-follow = Swiv rapò vwazen an
choice-change = Chanje yon bagay
ask-correction = Kisa pou m chanje?
choice-change-type = Pwoblèm nan
choice-change-place = Kote a
choice-change-words = Sa ou ekri a
choice-start-over = Rekòmanse
filed = Li voye, mèsi! Rapò { $number }: { $type }, { $place }. M ap ekri w lè vil la ap travay sou li.
filed-with-date = Li voye, mèsi! Rapò { $number }: { $type }, { $place }. Vil la panse ranje l pa pita pase { $expected }. M ap ekri w pou di w nouvèl.
filed-no-updates = Li voye, mèsi! Rapò { $number }: { $type }, { $place }. Ou te sispann mesaj yo, donk ou p ap jwenn nouvèl; ekri START si ou vle yo.
filed-number-later = Li voye, mèsi! Vil la gen rapò ou a. M ap ekri w nimewo a talè.
filing-delayed = Rapò ou a an sekirite. Sistèm vil la ralanti kounye a; m ap kontinye eseye epi m ap ekri w nimewo a.
refused = Padon, sistèm vil la pa aksepte rapò ou a: { $reason } Tanpri rele { $office }: { $phone }.
following = Kounye a w ap swiv rapò { $number }. M ap ekri w pou di w nouvèl.
photo-refused-not-a-photo = Mwen ka pran foto sèlman (JPEG, PNG oswa WebP). Mwen kontinye san fichye sa a.
photo-refused-too-large = Foto sa a twò gwo. Mwen kontinye san li; ou ka voye youn ki pi piti.
photo-refused-unreadable = Mwen pa t ka louvri foto sa a. Mwen kontinye san li; ou ka voye l ankò.
photo-refused-gone = Mwen pa t ka jwenn foto sa a. Mwen kontinye san li; ou ka voye l ankò.

## Nouvèl

request-closed = Vil la fèmen rapò ou { $number } ({ $type }, { $place }).
request-closed-with-note = Vil la fèmen rapò ou { $number } ({ $type }, { $place }). Ekip la di: { $note }
request-open-again = Vil la louvri rapò { $number } ankò ({ $type }, { $place }).
request-open-again-with-note = Vil la louvri rapò { $number } ankò ({ $type }, { $place }). Ekip la di: { $note }
request-under-way = Ekip la ap travay sou rapò { $number } ({ $type }, { $place }).
request-news = Gen nouvèl pou rapò ou { $number } ({ $type }, { $place }).
request-news-with-note = Nouvèl pou rapò ou { $number } ({ $type }, { $place }): { $note }
request-late = Rapò ou { $number } ({ $type }, { $place }) ap pran plis tan pase sa yo te prevwa. Li toujou louvri. Kesyon? { $office }: { $phone }.
staff-words = Pou rapò ou { $number } ({ $type }, { $place }): { $text }
staff-words-several = Pou rapò { $numbers }: { $text }
request-corrected = Vil la chanje rapò ou { $number } ({ $place }) soti "{ $before }" pou vin "{ $type }".
request-corrected-with-date = Vil la chanje rapò ou { $number } ({ $place }) soti "{ $before }" pou vin "{ $type }". Vil la panse ranje l pa pita pase { $when }.
request-new-date = Nouvo dat pou rapò ou { $number } ({ $type }, { $place }): vil la panse ranje l pa pita pase { $when }.
status-open = Rapò { $number } ({ $type }, { $place }) louvri.{ $has_note ->
        [yes] { " " }Ekip la di: { $note }
        [stopped] { "" }
       *[no] { " " }M ap ekri w lè gen nouvèl.
    }
status-open-with-date = Rapò { $number } ({ $type }, { $place }) louvri. Vil la panse ranje l pa pita pase { $when }.{ $has_note ->
        [yes] { " " }Ekip la di: { $note }
       *[no] { "" }
    }
status-closed = Rapò { $number } ({ $type }, { $place }) fèmen.{ $has_note ->
        [yes] { " " }Ekip la di: { $note }
       *[no] { "" }
    }
status-closed-with-date = Rapò { $number } ({ $type }, { $place }) te fèmen { $when }.{ $has_note ->
        [yes] { " " }Ekip la di: { $note }
       *[no] { "" }
    }
status-more = Ou gen { $most } lòt rapò ki louvri. Voye yon nimewo pou konnen sou youn.
status-nothing = Mwen pa jwenn okenn rapò ou fè. Si ou gen nimewo a, voye l.
status-not-sent = Rapò ou a poko voye. M ap di w plis lè li pati.
status-still-filing = Rapò ou a sou wout pou sistèm vil la. M ap ekri w nimewo a.
status-unknown-number = Sistèm vil la pa gen rapò { $number }. Tanpri gade nimewo a byen.
status-desk-down = Mwen pa ka jwenn sistèm vil la kounye a. Tanpri mande m ankò nan kèk minit.

## Eske se sou yon rapò ki te voye deja?

ask-report-add = Se sou rapò ou { $number } ({ $type }, { $place })?
ask-report-again = Rapò ou { $number } ({ $type }, { $place }) fèmen. Pwoblèm nan la toujou?
ask-report-withdraw = Vil la gen rapò { $number } ({ $type }, { $place }) deja. Mwen di yo ou pa bezwen l ankò?
ask-which-report = Se sou kilès nan rapò ou yo?
ask-withdraw-which = Vil la gen rapò sa yo deja. Kilès ou pa bezwen ankò?
choice-report-add = Wi, ajoute l
choice-report-again = Wi, li la toujou
choice-report-withdraw = Wi, di yo
choice-report-new = Non, se lòt bagay
choice-report-keep = Non, kite l
choice-report-named = { $number }: { $type }, { $place }
remind-about-report = Se sou rapò sa a?
withdrawn = Mwen di vil la ou pa bezwen rapò { $number } ankò.
withdrawn-note = [Moun nan pa bezwen sa ankò.] { $words }
pin-note = [Kote: { $address }]
photo-note = [Yon foto moun nan voye.]
report-kept = Dakò, anyen pa chanje.
report-lapsed = Sa gen tan, e mwen pa gen rapò ou pa t fini an ankò. Tanpri di m ankò sa ki pa bon ak ki kote.
report-with-city = Vil la gen rapò ou { $number }. M ap ekri w lè gen nouvèl.

## Sondaj

survey-fixed = Rapò ou { $number } ({ $type }, { $place }): èske yo ranje l?
choice-fixed-yes = Wi, yo ranje l
choice-fixed-partly = Yon pati
choice-fixed-no = Non, yo pa ranje l
survey-rating = Kijan ou wè travay vil la? 5 se pi bon an.
choice-rating-1 = Pa kontan ditou
choice-rating-2 = Pa kontan
choice-rating-3 = Konsi konsa
choice-rating-4 = Kontan
choice-rating-5 = Kontan anpil
survey-what-is-wrong = Sa fè m lapenn. Kisa ki pa bon toujou? M ap mande ekip la gade ankò.
survey-anything-else = Mèsi! Ou gen yon bagay pou ajoute?
survey-thanks = Mèsi, mwen pase sa. Sa ede vil la fè pi byen.
survey-left = Dakò. Si pwoblèm nan la toujou, ekri m.
remind-survey-rating = Kijan ou wè travay vil la, 1 rive 5?
request-reopened = Ekip la ap gade ankò: rapò { $number } louvri ankò.
reopening-failed = Mwen pa ka louvri rapò { $number } ankò. Tanpri rele { $office }: { $phone }.
reopened-description = Yo pa ranje l, rezidan an di (ansyen rapò { $number }): { $words }

## Moun ak konsantman

person-called = Mwen mande yon moun vin pale avè w. Anplwaye yo reponn isit la nan lè biwo{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. { $office }: { $phone }.
choice-back-to-bot = Tounen ak bot la
person-silent = Se bot la ankò: anplwaye yo pa ekri depi yon demi jounen. Yo toujou gen sa ou te di yo. Pou ekri yo, voye "moun".
person-left = Ou tounen ak bot la. Ekri m nenpòt lè.
person-says = { $text }
stopped = 311 { $city }: ou p ap resevwa mesaj nou ankò. Ekri START si ou vle yo ankò.
stopped-surveys = Dakò, mwen p ap mande w ankò kijan sa te ye. W ap toujou gen nouvèl rapò ou yo. Ekri START si ou vle kesyon yo ankò.
started = 311 { $city }: nou kontan wè w ankò. N ap ekri w sou rapò ou yo. Ekri STOP pou pa resevwa mesaj.

## Mo bot la konprann (san aksan ni pwen, separe ak |)

words-of-correction = non|tann|se pa|pa sa|padon|eskize m|mwen vle di|m vle di|m te vle di|an reyalite|pito|koreksyon|pa bon|mal
words-it-is = se nan|li nan
words-and = ak|epi
words-also = tou|ak|epi|lot|anplis
words-but = men|sof|pa|non|mal|chanje|selman
words-change-type = pwoblem|kalite|tip
words-change-place = kote|adres|plas|lari|ri|kwen
words-change-words = deskripsyon|teks|mo|detay|mesaj
words-change-nothing = anyen|non|okenn|retounen|kite l|li bon
words-begin = rapo|nouvo rapo|yon lot|yon lot rapo|lot pwoblem|yon lot pwoblem|mwen gen yon lot pwoblem|mwen gen yon pwoblem|m gen yon pwoblem|mwen vle siyale yon bagay|m vle siyale yon bagay|mwen vle fe yon rapo|m vle fe yon rapo|mwen bezwen siyale yon bagay
words-one-more = menm pwoblem|menm pwoblem nan|menm bagay la|menm bagay|menm|yon lot|youn lot|yon lot anko|gen yon lot|anko|tou
words-question = kisa|ki|kile|kote|kijan|kiyes|poukisa|konbyen|eske
words-same-place = bo kote l
words-as-before = menm kote|menm kote a|menm ri a|menm adres la|menm lari a|denye fwa a|lot fwa a|menm jan anvan
words-yes = wi|ok|oke|dako|egzakteman|se sa|bon
words-before-place = nan|sou|bo|devan|deye|toupre|pre|kote|kwen|ant|anba|anfas|akote|lot|pase
words-to-skip = sote|pase|pwochen|okenn|m pa konnen|mwen pa konnen|m pa konn|mwen pa konn|pa konnen|m pa sèten|m pa seten|pa seten|pa genyen|anyen|youn pa|pa gen nimewo|li pa genyen|m pa konnen ki kote|mwen pa konnen ki kote|m pa konn ki kote|m pa sonje|mwen pa sonje
words-fixed-yes = wi|wi yo ranje l|wi li ranje|wi ranje|ranje|yo ranje l|yo fin ranje l|li ranje|li bon|li bon kounye a|se bon|fini|li fini|rezoud|tout bagay anfom|anfom|ok|oke
words-fixed-partly = yon pati|an pati|mwatye|anpati|yon ti kras|yon ti jan|preske|pa net|pa completman|pa konpletman|wi e non|wi ak non|pa nèt
words-fixed-no = non|non yo pa ranje l|pa ranje|yo pa ranje l|li pa ranje|toujou la|li toujou la|toujou kase|toujou menm jan|menm bagay|poko|non poko|pa ditou|ditou|janm|pa janm|anyen|peson pa vini|pesonn pa vini|pi mal|li pi mal
words-no-thanks = non mesi|pa kounye a|pita|pi ta|mwen pa vle|m pa vle|m poko we l|mwen poko we l
words-rating-1 = pa kontan ditou|terib|pa bon ditou|yon wont
words-rating-2 = pa kontan|pa bon|mal|two dousman
words-rating-3 = konsi konsa|pa pi mal|nomal|ok
words-rating-4 = kontan|bon|byen
words-rating-5 = kontan anpil|tre bon|tre byen|ekselan|pafe|bon anpil
words-numbers = youn|de|twa|kat|senk|sis|set|uit|nef|dis|onz|douz
words-back-to-bot = tounen|retounen|bot|bot la|soti|tounen ak bot
words-other = lot|lot bagay|yon lot bagay
words-privacy = anonim|bay non mwen|bay non m|done mwen|done m|vi prive|kiyes ki ka we|ki moun ki ka we|enfomasyon mwen
words-surveys = sondaj|anket
words-choice = nimewo|chwa|repons|mwen|chwazi|a|la|tanpri
words-ordinals = premye|dezyem|twazyem|katriyem
words-not-fixed = Yo pa ranje l.

## Kalite pwoblèm

type-pothole = Twou nan lari a
type-sidewalk-repair = Twotwa kase
type-streetlight-out = Pwoblèm limyè lari
type-traffic-signal = Pwoblèm limyè trafik
type-traffic-sign = Pankat oswa mak nan lari
type-traffic-safety = Trafik danjere
type-graffiti = Grafiti
type-illegal-posting = Afich oswa stikè
type-illegal-dumping = Fatra jete nan lari
type-street-cleaning = Lari sal
type-litter-bin = Poubèl piblik
type-missed-trash = Fatra yo pa ranmase
type-trash-container = Poubèl oswa kontenè
type-bulky-pickup = Ranmase gwo bagay
type-abandoned-vehicle = Machin abandone
type-illegal-parking = Machin mal pake
type-abandoned-bike = Bisiklèt oswa trotinèt abandone
type-tree-damage = Pyebwa oswa branch
type-overgrown-vegetation = Raje oswa zèb wo
type-drain-flooding = Egou bouche oswa inondasyon
type-water-leak = Dlo k ap koule
type-dead-animal = Bèt mouri
type-animal-issue = Pwoblèm ak yon bèt
type-pests = Rat oswa ti bèt
type-dog-waste = Poupou chen
type-noise = Bri
type-snow-ice = Nèj oswa glas
type-park-maintenance = Pak oswa jwèt timoun
type-street-furniture = Ban, poto oswa abri bis kase
type-obstruction = Twotwa oswa lari bloke
type-homeless-encampment = Moun san kay oswa ki bezwen èd
type-code-violation = Pwoblèm kay oswa bilding
type-parking-meter = Aparèy pou peye pakin
type-drug-waste = Zegwi oswa dechè danjere
type-bike-facility = Liy bisiklèt
type-other = Lòt pwoblèm
