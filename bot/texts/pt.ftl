### O que o bot diz em português do Brasil. Palavras simples, uma pergunta por mensagem.
### GSM-7 has no ã, õ, ç, á, ê, í, ó, ú: one of them makes an SMS cost double. Where good Portuguese has words without
### them ("relato", "protocolo", "siga"), those are chosen; a wrong spelling never is.

## Oi, ajuda, e quando nada acontece

greeting = Oi! Aqui é o 311 de { $city }. O que quer relatar? Diga o que houve e em que lugar, com suas palavras. Escreva HELP para ajuda, STOP para parar as mensagens.
greeting-again = Oi de novo. O que quer relatar? Diga o que houve e em que lugar.
help = 311 de { $city }: escreva um problema e o lugar, por exemplo "poste apagado em 20 Oak St". Pode mandar foto ou seu local. Escreva "status" para saber dos seus relatos, "do zero" para apagar tudo, "pessoa" para falar com a equipe. { $office }: { $phone }. A operadora pode cobrar por mensagem. Escreva STOP para parar as mensagens.
help-in-report = Eu mando seu relato para a equipe da cidade que pode resolver. Pode mandar foto ou seu local. Escreva "do zero" para apagar, "pessoa" para falar com a equipe.
welcome-thanks = De nada. Escreva sempre que vir algo para consertar.
nothing-asked = Eu não perguntei nada agora. O que quer relatar? Diga o que houve e em que lugar.
all-right = Tudo bem. Escreva quando vir algo para resolver.
edit-too-late = Vi que editou uma mensagem. Por favor, mande o novo texto em outra mensagem, para nada se perder.
other-question = Eu recebo relatos de problemas em { $city }. Para outras perguntas, ligue para { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. Tem algo para relatar?
other-question-aside = Para outras perguntas, ligue para { $office }: { $phone }{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }.
person-told = Passei isso para a equipe.
added = Pronto, acrescentei isso.
which-language = Posso escrever em { $words }. Qual prefere?
privacy = Pode relatar sem dar nome. A equipe recebe suas palavras, suas fotos e o lugar. Para ver ou apagar seus dados, ligue para { $office }: { $phone }.
literal = { $text }
notice = { $notice }
notice-instead = { $notice } Se for outra coisa, conte com outras palavras.
lost = Desculpe, não entendi. Escreva "pessoa" para falar com a equipe, ou ligue para { $office }: { $phone }.
sorry-lost = Desculpe, foi impossível ler essa mensagem. Mande de novo, em palavras simples.
started-over = Certo, apaguei esse relato. Escreva quando quiser fazer outro.
pick-one = Escolha um, ou diga com suas palavras.
dropped-for-another = Certo, apaguei esse relato. Agora o novo.
no-such-choice = Esse número não está na lista. Escolha de 1 a { $most }, ou diga com suas palavras.

## Emergências

emergency-gas = Cheiro de gás pode ser perigoso. Saia agora, sem mexer em interruptor nem fogo, e ligue { $number } do lado de fora.
emergency-wire = Fique longe do fio e de tudo que ele toca. Ligue { $number } agora.
emergency-fire = Fique longe do fogo e da fumaça e ligue { $number } agora.
emergency-medical = Se alguém se feriu, passa mal ou ficou preso, ligue { $number } agora.
emergency-violence = Se alguém corre perigo, procure um lugar seguro e ligue { $number } agora.
emergency-suicide = Você não está só. Por favor, ligue ou escreva para o 988 agora para falar com alguém, ou ligue { $number } se há perigo neste momento.
emergency-collapse = Mantenha todos longe do buraco ou do prédio. Ligue { $number } agora.
emergency-flood = Fique fora da água; ela pode dar choque. Ligue { $number } agora.
ask-after-emergency = Ninguém lê estas mensagens o tempo todo. Quer também mandar um relato disso para a cidade?
emergency-left = Certo. Se houver perigo, ligue. Pode me escrever sobre outros problemas.
remind-after-emergency = Quer também mandar um relato disso para a cidade?
danger-not-for-crews = As equipes da cidade não podem ajudar nisso; ligue { $number }. Para perguntas, ligue para { $office }: { $phone }.
ask-what-else-there = Tem algo ali para consertar ou limpar? Diga o que é, em poucas palavras.
choice-not-emergency = Sem perigo; relatar
choice-leave = Sem relato

## O que é?

ask-problem = O que quer relatar? Diga o que houve e em que lugar.
ask-problem-of-photo = Obrigado pela foto. O que houve e em que lugar?
ask-problem-there = Obrigado. O que houve nesse lugar?
ask-problem-again = Não entendi bem qual é o problema. Diga em poucas palavras o que houve e em que lugar, por exemplo "buraco na rua em 9 Pine St".
ask-problem-other-words = Por favor, conte o problema com outras palavras.
ask-words = O que deve dizer o relato?
ask-type = Qual destes é?
choice-none = Nenhum destes
type-not-taken = Desculpe, não posso receber esse tipo de relato. Por favor, ligue para { $office }: { $phone }.
next-problem = Agora o outro relato: "{ $words }".
noted-for-later = Anotei isso também. Vem logo a seguir.
enough-noted = Já tenho uma lista longa sua. Vamos terminar primeiro; depois me conte esse de novo.

## Onde é?

ask-place = Em que lugar é? Mande rua e casa, duas ruas que se cruzam, ou seu local.
ask-place-in-area = Em que lugar de { $area }? Mande rua e número, duas ruas que se cruzam, ou seu local.
ask-place-again = Não achei esse lugar. Em que lugar é? Mande rua e número, duas ruas que se cruzam, ou seu local.
ask-place-roughly = Basta um lugar perto: uma loja, escola, parque ou esquina. Ou mande seu local.
ask-place-inside = Em que lugar da cidade é? Mande rua e casa, duas ruas que se cruzam, ou seu local.
ask-place-on-street = Em que parte de { $street }? Mande a casa mais perto ou a rua que cruza.
ask-place-last = Ainda não achei. Mande rua e número, duas ruas que se cruzam, ou seu local. Ou a equipe procura.
ask-place-not-link = Não consigo abrir esse link. Em que lugar é? Mande rua e número, duas ruas que se cruzam, ou seu local.
ask-place-no-number = Não conheço esse número em { $street }. Mande a casa mais perto ou a rua que cruza.
ask-place-suggestion = Não achei "{ $mention }". Seria { $street }? Ou mande de novo.
ask-pin-or-words = Você escreveu { $words }, mas seu local é { $address }. Você está aí agora?
ask-photo-place = É onde a foto foi tirada: { $address }?
ask-which-place = Tem mais de um lugar "{ $mention }". Qual deles?
ask-which-of-places = Qual destes lugares é?
ask-this-place = É este lugar?
place-outside = Esse lugar fica fora de { $city }, e a cidade não pode resolver.
place-outside-neighbor = Esse lugar fica fora de { $city }. Por favor, avise { $neighbor }.
road-refused = { $address }: quem cuida disso é { $owner }, não a cidade.{ $contact ->
        [none] { "" }
       *[other] { " " }Pode falar com eles: { $contact }.
    } Se for em outro lugar, mande esse lugar.
road-told = Quem cuida dessa via é { $owner }{ $contact ->
        [none] { "" }
       *[other] { " " }({ $contact })
    }. { $city } passa seu relato adiante.
choice-nothing-more = É só isso
place-changed = Certo, mudei o lugar para { $address }.
place-unchecked = Agora não consigo conferir o lugar. Mando com suas palavras.
place-for-staff = Mando o lugar com suas palavras, e a equipe procura.
place-correction-not-found = Não achei "{ $words }"; o lugar fica como estava.
no-place-no-report = Preciso de um lugar para mandar o relato. Pode escrever de novo, ou ligar para { $office }: { $phone }.
place-note-none = [Lugar sem conferir; é preciso procurar. Palavras de quem relatou: "{ $words }"]
place-note-interpolated = [Lugar estimado entre números; quem relatou escreveu "{ $words }" e confirmou.]
place-note-landmark = [O lugar é um ponto conhecido; quem relatou escreveu "{ $words }" e confirmou.]
place-note-street = [Só se sabe a rua; quem relatou escreveu "{ $words }".]
place-note-area = [Só se sabe a região; quem relatou escreveu "{ $words }".]
place-note-differs = [Conferir: { $what }. Quem relatou confirmou { $address } ({ $at }).]
place-in-words = "{ $words }" (a equipe procura)
place-near-crossing = { $address } (perto de { $beside })
place-beside = perto de { $address }
place-of-pin = o lugar que você mandou ({ $address })
place-outside-kept = Esse local fica fora de { $city }; mantenho { $address }.
choice-own-words = Mandar com minhas palavras
choice-here-yes = Sim, é em { $address }
choice-here-no = Não, é em { $address }
choice-elsewhere = Em outro lugar
place-near-crossing-in-area = { $address } (perto de { $beside }, { $area })
place-in-area = { $address } ({ $area })
share-location = Mandar minha localização
pin-link = Mapa: { $url }

## Detalhes

ask-attribute = { $question } { $hint }
ask-attribute-several = { $question } Mande tudo que se aplica, por exemplo 1, 3.
ask-attribute-again = Desculpe, não entendi. { $question } { $hint }
hint-string = { "" }
hint-text = { "" }
hint-number = (Mande um número.)
hint-datetime = (Por exemplo: ontem, ou faz 3 semanas.)
hint-singlevaluelist = { "" }
hint-multivaluelist = (Tudo que se aplica, por exemplo 1, 3.)
choice-skip = Pular

## Confirmar e mandar

read-back = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , com sua foto
       *[other] , com { $photos } fotos
    }. Confere?
read-back-duplicate = { $type }, { $place }{ $details ->
        [none] { "" }
       *[other] . { $details }
    }{ $photos ->
        [0] { "" }
        [one] , com sua foto
       *[other] , com { $photos } fotos
    }. { $neighbors ->
        [one] Uma pessoa relatou isso antes
       *[other] { $neighbors } pessoas relataram isso antes
    }{ $since ->
        [none] { "" }
       *[other] { " " }({ $since })
    }, protocolo { $number }. Confere, e mando o seu também?
read-back-own = Você tem o protocolo { $number } por isso: { $type }, { $place }. Acrescento isto a ele?
added-to-request = Acrescentei ao protocolo { $number }, obrigado. Eu escrevo quando houver novidade.
choice-add = Acrescentar ao protocolo { $number }
choice-send-new = Mandar um relato novo
choice-send = Mandar
choice-follow = Seguir o relato que existe
choice-change = Mudar algo
ask-correction = O que devo mudar?
choice-change-type = O problema
choice-change-place = O lugar
choice-change-words = A descrição
choice-start-over = Apagar e fazer de novo
filed = Pronto, obrigado! Protocolo { $number }: { $type }, { $place }. Eu escrevo quando a cidade cuidar disso.
filed-with-date = Pronto, obrigado! Protocolo { $number }: { $type }, { $place }. A cidade espera resolver até { $expected }. Eu escrevo quando houver novidade.
filed-no-updates = Pronto, obrigado! Protocolo { $number }: { $type }, { $place }. As mensagens continuam paradas; escreva START se quiser novidades.
filed-number-later = Pronto, obrigado! A cidade tem seu relato. Em breve mando o protocolo.
filing-delayed = Seu relato foi guardado. O sistema da cidade anda lento; eu continuo tentando e mando o protocolo.
refused = Desculpe, o sistema da cidade recusou seu relato: { $reason } Por favor, ligue para { $office }: { $phone }.
following = Agora segue o protocolo { $number }. Eu escrevo quando houver novidade.
photo-refused-not-a-photo = Eu recebo apenas fotos (JPEG, PNG ou WebP). Sigo sem esse arquivo.
photo-refused-too-large = Essa foto é grande demais. Sigo sem ela; pode mandar uma menor.
photo-refused-unreadable = Não consegui abrir essa foto. Sigo sem ela; pode mandar de novo.
photo-refused-gone = Não consegui receber essa foto. Sigo sem ela; pode mandar de novo.

## Andamento

request-closed = A cidade fechou seu relato { $number } ({ $type }, { $place }).
request-closed-with-note = A cidade fechou seu relato { $number } ({ $type }, { $place }). A equipe diz: { $note }
request-open-again = A cidade abriu de novo o relato { $number } ({ $type }, { $place }).
request-open-again-with-note = A cidade abriu de novo o relato { $number } ({ $type }, { $place }). A equipe diz: { $note }
request-under-way = A equipe trabalha agora no relato { $number } ({ $type }, { $place }).
request-news = Tem novidade do seu relato { $number } ({ $type }, { $place }).
request-news-with-note = Novidade do seu relato { $number } ({ $type }, { $place }): { $note }
request-corrected = A cidade mudou seu relato { $number } ({ $place }) de "{ $before }" para "{ $type }".
request-corrected-with-date = A cidade mudou seu relato { $number } ({ $place }) de "{ $before }" para "{ $type }". Ela espera resolver até { $when }.
request-new-date = Nova data para seu relato { $number } ({ $type }, { $place }): a cidade espera resolver até { $when }.
request-late = Seu relato { $number } ({ $type }, { $place }) demora mais que o previsto. Ele continua aberto. Perguntas? { $office }: { $phone }.
staff-words = Sobre seu relato { $number } ({ $type }, { $place }): { $text }
staff-words-several = Sobre { $count ->
        [one] o relato
       *[other] seus relatos
    } { $numbers }: { $text }
status-open = O relato { $number } ({ $type }, { $place }) continua aberto.{ $has_note ->
        [yes] { " " }A equipe diz: { $note }
        [stopped] { "" }
       *[no] { " " }Eu escrevo quando houver novidade.
    }
status-open-with-date = O relato { $number } ({ $type }, { $place }) continua aberto. A cidade espera resolver até { $when }.{ $has_note ->
        [yes] { " " }A equipe diz: { $note }
       *[no] { "" }
    }
status-closed = O relato { $number } ({ $type }, { $place }) foi fechado.{ $has_note ->
        [yes] { " " }A equipe diz: { $note }
       *[no] { "" }
    }
status-closed-with-date = O relato { $number } ({ $type }, { $place }) foi fechado ({ $when }).{ $has_note ->
        [yes] { " " }A equipe diz: { $note }
       *[no] { "" }
    }
status-more = Tem mais { $most } { $most ->
        [one] relato aberto
       *[other] relatos abertos
    }. Mande o protocolo de um para saber dele.
status-nothing = Não achei relatos seus. Se tiver o protocolo, mande.
status-not-sent = Seu relato ainda vai ser mandado. Depois eu conto mais.
status-still-filing = Seu relato vai a caminho do sistema da cidade. Eu mando o protocolo.
status-unknown-number = O sistema da cidade não tem o protocolo { $number }. Confira, por favor.
status-desk-down = Agora não consigo consultar o sistema da cidade. Pergunte de novo em alguns minutos.

## Trata-se de um relato já mandado?

ask-report-add = É sobre seu relato { $number } ({ $type }, { $place })?
ask-report-again = Seu relato { $number } ({ $type }, { $place }) foi fechado. O problema continua?
ask-report-withdraw = A cidade já tem o relato { $number } ({ $type }, { $place }). Aviso que você não precisa mais dele?
ask-which-report = É sobre qual dos seus relatos?
ask-withdraw-which = A cidade já tem estes relatos. De qual você não precisa mais?
choice-report-add = Sim, acrescentar
choice-report-again = Sim, continua
choice-report-withdraw = Sim, avisar
choice-report-new = Outro assunto
choice-report-keep = Deixar como está
choice-report-named = { $number }: { $type }, { $place }
remind-about-report = É sobre esse relato?
withdrawn = Avisei a cidade que o relato { $number } pode ser cancelado.
withdrawn-note = [O morador não precisa mais disto.] { $words }
pin-note = [Local: { $address }]
photo-note = [Uma foto do morador.]
report-kept = Certo, fica tudo igual.
report-lapsed = Faz tempo, e seu relato inacabado foi apagado. Por favor, diga de novo o que houve e em que lugar.
report-with-city = A cidade tem seu relato { $number }. Eu escrevo quando houver novidade.

## Pesquisa

survey-fixed = Seu relato { $number } ({ $type }, { $place }): foi resolvido?
choice-fixed-yes = Sim, resolvido
choice-fixed-partly = Em parte
choice-fixed-no = Continua igual
survey-rating = Que nota merece o trabalho da cidade? 5 é a melhor.
choice-rating-1 = Muito ruim
choice-rating-2 = Ruim
choice-rating-3 = Regular
choice-rating-4 = Bom
choice-rating-5 = Muito bom
survey-what-is-wrong = Sinto muito. O que continua errado? Vou pedir que a equipe olhe de novo.
survey-anything-else = Obrigado! Quer acrescentar algo?
survey-thanks = Obrigado, passei adiante. Ajuda a cidade a melhorar.
survey-left = Certo. Se o problema continuar, escreva.
remind-survey-rating = Que nota merece o trabalho da cidade, de 1 a 5?
request-reopened = A equipe vai olhar de novo: o relato { $number } foi reaberto.
reopening-failed = Não consegui reabrir o relato { $number }. Por favor, ligue para { $office }: { $phone }.
reopened-description = Não foi resolvido, diz quem relatou (protocolo anterior { $number }): { $words }

## Pessoas e consentimento

person-called = Pedi que uma pessoa responda. A equipe responde durante o expediente{ $hours ->
        [none] { "" }
       *[other] { " " }({ $hours })
    }. { $office }: { $phone }.
choice-back-to-bot = Voltar ao bot
person-silent = Aqui é o bot de novo: a equipe ficou meio dia sem escrever. Ela ainda tem o que contou. Para escrever para ela, mande "pessoa".
person-left = Aqui é o bot de novo. Escreva quando quiser.
person-says = { $text }
stopped = 311 de { $city }: paramos as mensagens. Escreva START se quiser de novo.
stopped-surveys = Tudo bem, paro de perguntar como ficou. As novidades dos seus relatos continuam. Escreva START se quiser as perguntas de novo.
started = 311 de { $city }: que bom que voltou! Vamos escrever sobre seus relatos. Escreva STOP para parar as mensagens.

## Palavras que o bot entende (sem acentos nem pontos, separadas por |)

words-of-correction = nao|espera|espere|calma|n|na verdade|desculpa|desculpe|quis dizer|quero dizer|melhor dizendo|alias|nao e|errado|errada|incorreto|corrigindo|ops
words-it-is = e na|e no|fica
words-and = e
words-also = tambem|e|alem|outro|outra
words-but = mas|porem|exceto|menos|nao|errado|mudar|so
words-change-type = problema|tipo|categoria
words-change-place = lugar|endereco|local|rua|onde|esquina
words-change-words = descricao|texto|palavras|detalhes|mensagem
words-change-nothing = nada|nao|nenhum|nada a mudar|voltar|deixa|ta bom|tudo certo
words-begin = relato|novo relato|relatar|outro|outra|outro relato|outro problema|tenho outro problema|tenho um problema|quero relatar algo|quero relatar um problema|quero fazer um relato|gostaria de relatar algo|preciso relatar algo|posso relatar algo|mais um
words-one-more = o mesmo|mesmo problema|mesma coisa|mesmo|mesma|outro igual|outra igual|outro|outra|mais um|mais uma|igual|tambem|tb|tem outro|tem outra|tem mais um|tem mais uma
words-question = que|o|quando|onde|como|quem|por|quanto|quanta|qual|tem|posso|pode
words-same-place = la|ali|ai|ao lado
words-as-before = mesmo lugar|mesma rua|mesmo endereco|mesma esquina|mesmo local|da ultima vez|da outra vez|igual antes
words-yes = sim|s|ok|claro|certo|correto|isso|exato|perfeito|beleza|pode
words-before-place = em|na|no|nas|nos|perto|frente|atras|lado|esquina|entre|junto|proximo|proxima|ate|desde|sobre|sob|pela|pelo|ao
words-to-skip = pular|pula|passa|passo|proximo|proxima|nenhum|nenhuma|nao sei|nao sei nao|n sei|sei nao|nem ideia|sem ideia|sei la|nao tenho certeza|nao lembro|nada|nenhum desses|nenhuma dessas|sem numero|nao tem|nao sei onde|nao sei o endereco|nao faco ideia|nao me lembro|n lembro
words-fixed-yes = sim|s|ss|sim resolvido|sim resolveram|resolvido|resolveu|resolveram|arrumaram|arrumado|consertaram|consertado|ja|ja foi|pronto|tudo certo|ta certo|ficou bom|foi|foi sim|claro
words-fixed-partly = em parte|parte|parcial|parcialmente|mais ou menos|metade|pela metade|quase|nao totalmente|nao tudo|nao completamente|um pouco|meia boca
words-fixed-no = nao|continua la|continua ali|ainda esta la|ainda esta ali|nao consertaram|ninguem apareceu|n|nao resolveram|nao resolveu|nao foi resolvido|nao arrumaram|nada|nada resolvido|nada feito|ainda nao|ainda|continua|continua igual|continua do mesmo jeito|do mesmo jeito|ninguem veio|pior|piorou|nunca
words-back-to-bot = voltar|bot|o bot|sair|voltar para o bot
words-other = outro|outra|outra coisa|outro problema
words-privacy = anonimo|anonima|anonimamente|dar meu nome|dar o nome|dizer meu nome|meus dados|privacidade|quem pode ver|quem ve
words-surveys = pesquisa|pesquisas|avaliacao|avaliacoes
words-choice = numero|opcao|resposta|escolho|a|o|por|favor
words-ordinals = primeiro primeira|segundo segunda|terceiro terceira|quarto quarta
words-no-thanks = nao obrigado|nao obrigada|agora nao|depois|mais tarde|sem comentarios|nao quero|nao vi ainda|ainda nao vi
words-rating-1 = muito ruim|pessimo|pessima|terrivel|horrivel|uma vergonha|lixo
words-rating-2 = ruim|mau|nao gostei|insatisfeito|insatisfeita|demorado
words-rating-3 = regular|mais ou menos|normal|ok
words-rating-4 = bom|boa|bem|gostei|satisfeito|satisfeita|contente
words-rating-5 = muito bom|muito boa|otimo|otima|excelente|perfeito|maravilhoso|muito satisfeito|muito satisfeita
words-numbers = um|dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze
words-not-fixed = Não foi resolvido.

## Tipos de pedido

type-pothole = Buraco na rua
type-sidewalk-repair = Calçada quebrada
type-streetlight-out = Problema de poste de luz
type-traffic-signal = Problema de semáforo
type-traffic-sign = Placa ou pintura de rua
type-traffic-safety = Perigo no trânsito
type-graffiti = Pichação
type-illegal-posting = Cartazes ou adesivos
type-illegal-dumping = Lixo ou entulho jogado
type-street-cleaning = Rua suja
type-litter-bin = Lixeira de rua
type-missed-trash = Falta de coleta de lixo
type-trash-container = Lixeira de casa ou contêiner
type-bulky-pickup = Retirada de móveis
type-abandoned-vehicle = Carro abandonado
type-illegal-parking = Carro mal estacionado
type-abandoned-bike = Bicicleta ou patinete largado
type-tree-damage = Árvore ou galho
type-overgrown-vegetation = Mato alto
type-drain-flooding = Bueiro entupido ou alagamento
type-water-leak = Vazamento de água limpa
type-dead-animal = Animal morto
type-animal-issue = Problema com animal
type-pests = Ratos ou insetos
type-dog-waste = Fezes de cachorro
type-noise = Barulho
type-snow-ice = Neve ou gelo
type-park-maintenance = Parque ou praça
type-street-furniture = Tampa, banco ou ponto quebrado
type-obstruction = Calçada ou rua fechada
type-homeless-encampment = Pessoa sem casa ou acampamento
type-code-violation = Terreno, obra ou loja irregular
type-parking-meter = Parquímetro
type-drug-waste = Seringas ou lixo perigoso
type-bike-facility = Ciclovia
type-other = Outro problema
