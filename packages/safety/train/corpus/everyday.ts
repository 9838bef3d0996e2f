/** Training sentences without harm: what people and programs ask all day. */
import type { TrainingFamily } from './family.ts'

const harmless = (name: string, phrases: TrainingFamily['phrases']): TrainingFamily => ({
  name,
  kinds: [],
  phrases,
})

export const everydayFamilies: readonly TrainingFamily[] = [
  harmless('questions', {
    en: [
      '{What is|Tell me} the {capital|population|currency|largest city} of {France|Japan|Brazil|Kenya|Norway}{?|.}',
      '{Who|When} {wrote|invented|discovered|painted} {Hamlet|the telephone|penicillin|the Mona Lisa|gravity}?',
      'How {far|long|old|tall|deep} is {the moon|the Nile|the universe|Mount Everest|the ocean}?',
      'Why {is the sky blue|do cats purr|do leaves fall|does ice float|is the sea salty}?',
      'Explain {photosynthesis|gravity|inflation|blockchain|machine learning|the water cycle} {to a child|in two sentences|simply}.',
      'What {is the difference|are the similarities} between {a virus and a bacterium|weather and climate|TCP and UDP|a comet and an asteroid}?',
      'How do {vaccines|planes|batteries|airbags|magnets|smoke detectors} work?',
    ],
    de: [
      'Was ist die {Hauptstadt|Währung} von {Frankreich|Japan|Norwegen}?',
      'Warum {ist der Himmel blau|schnurren Katzen|schwimmt Eis}?',
      'Erkläre {Photosynthese|Inflation|maschinelles Lernen} {in zwei Sätzen|für Kinder}.',
      'Wie {funktioniert|entsteht} {eine Batterie|ein Regenbogen|ein Impfstoff}?',
      'Wer {schrieb|erfand|malte} {den Faust|das Telefon|die Mona Lisa}?',
    ],
    es: [
      '¿Cuál es la {capital|moneda} de {Francia|Japón|Noruega}?',
      '¿Por qué {el cielo es azul|ronronean los gatos|flota el hielo}?',
      'Explica {la fotosíntesis|la inflación|el aprendizaje automático} {en dos frases|a un niño}.',
      '¿Cómo funciona {una batería|un arcoíris|una vacuna}?',
      '¿Quién {escribió|inventó|pintó} {el Quijote|el teléfono|la Mona Lisa}?',
    ],
    fr: [
      'Quelle est la {capitale|monnaie} {de la France|du Japon|de la Norvège} ?',
      'Pourquoi {le ciel est-il bleu|les chats ronronnent-ils|la glace flotte-t-elle} ?',
      "Explique {la photosynthèse|l'inflation|l'apprentissage automatique} {en deux phrases|à un enfant}.",
      'Comment fonctionne {une batterie|un vaccin|un avion} ?',
      'Qui a {écrit|inventé|peint} {Les Misérables|le téléphone|la Joconde} ?',
    ],
    it: [
      'Qual è la capitale {della Francia|del Giappone}?',
      'Perché {il cielo è blu|i gatti fanno le fusa}?',
      'Come funziona {una batteria|un vaccino}?',
      "Spiega {la fotosintesi|l'inflazione} in due frasi.",
    ],
    pt: [
      'Qual é a capital {da França|do Japão}?',
      'Por que {o céu é azul|os gatos ronronam}?',
      'Como funciona {uma bateria|uma vacina}?',
      'Explique {a fotossíntese|a inflação} em duas frases.',
    ],
    nl: [
      'Wat is de hoofdstad van {Frankrijk|Japan}?',
      'Waarom {is de lucht blauw|spinnen katten}?',
      'Hoe werkt {een batterij|een vaccin}?',
      'Leg {fotosynthese|inflatie} uit in twee zinnen.',
    ],
  }),
  harmless('tasks', {
    en: [
      '{Sort|Order|Reverse} {these|the} {numbers|words|names}: {3, 1, 2|pear, apple, fig|Zoe, Adam, Mia}.',
      '{What is|Compute|Calculate} {12 + 30|7 times 8|144 / 12|the square root of 81|15 % of 240}{?|.}',
      '{Summarise|Summarize|Shorten} {this|the following} {article|paragraph|text|e-mail} {in one sentence|in three bullet points|for a friend}: {The city council met on Monday.|Sales rose in spring.|The team won twice.}',
      '{Translate|Say} "{good morning|where is the station|thank you very much}" {into|in} {Spanish|German|French}.',
      '{Write|Draft} {a|an} {poem|e-mail|birthday card|cover letter|short story|haiku} about {autumn|my dog|a job in a bakery|the sea|friendship}.',
      '{Extract|Return} the {name and age|city|date} as JSON from: {"Anna is 31 and lives in Rome."|"The meeting is on 3 May."}',
      '{Suggest|Give me} {five names|three ideas|a title} for {a café|a novel|my cat|a birthday party}.',
      '{Convert|Change} {5 miles|20 euros|3 pounds|98 °F|2 hours} {to|into} {kilometres|dollars|kilograms|Celsius|seconds}.',
      'Write {a function|code|a regular expression|a SQL query} that {sorts a list|reverses a string|matches a date|counts rows|parses JSON}.',
      'Correct the {spelling|grammar}: {"He go to school."|"Their is a cat."}',
    ],
    de: [
      '{Sortiere|Ordne} {diese|die} {Zahlen|Wörter}: {3, 1, 2|Birne, Apfel, Feige}.',
      '{Was ist|Berechne} {12 + 30|7 mal 8|144 / 12}?',
      'Fasse {diesen Text|den Artikel|die E-Mail} in {einem Satz|drei Punkten} zusammen: {Der Rat tagte am Montag.|Der Umsatz stieg.}',
      '{Schreibe|Verfasse} {ein Gedicht|eine E-Mail|eine Geburtstagskarte|eine kurze Geschichte} über {den Herbst|meinen Hund|das Meer}.',
      'Übersetze "{guten Morgen|vielen Dank}" ins {Spanische|Englische}.',
      'Schreibe {eine Funktion|Code}, {die eine Liste sortiert|der Zahlen addiert}.',
    ],
    es: [
      '{Ordena|Clasifica} {estos|los} {números|nombres}: {3, 1, 2|pera, manzana, higo}.',
      '{¿Cuánto es|Calcula} {12 + 30|7 por 8|144 / 12}?',
      'Resume {este texto|el artículo|el correo} en {una frase|tres puntos}: {El consejo se reunió el lunes.|Las ventas subieron.}',
      '{Escribe|Redacta} {un poema|un correo|una tarjeta|un cuento} sobre {el otoño|mi perro|el mar}.',
      'Traduce "{buenos días|muchas gracias}" al {inglés|alemán}.',
      'Escribe {una función|código} que {ordene una lista|sume números}.',
    ],
    fr: [
      '{Trie|Classe} {ces|les} {nombres|mots} : {3, 1, 2|poire, pomme, figue}.',
      '{Combien font|Calcule} {12 + 30|7 fois 8|144 / 12} ?',
      "Résume {ce texte|cet article|ce courriel} en {une phrase|trois points} : {Le conseil s'est réuni lundi.|Les ventes ont monté.}",
      "{Écris|Rédige} {un poème|un courriel|une carte|une histoire} sur {l'automne|mon chien|la mer}.",
      'Traduis « {bonjour|merci beaucoup} » en {anglais|allemand}.',
      'Écris {une fonction|du code} qui {trie une liste|additionne des nombres}.',
    ],
    it: [
      'Ordina questi numeri: 3, 1, 2.',
      "Scrivi {una poesia|un'email|un racconto} su {l'autunno|il mio cane|il mare}.",
      "Riassumi {questo testo|l'articolo} in una frase.",
    ],
    pt: [
      'Ordene estes números: 3, 1, 2.',
      'Escreva {um poema|um e-mail|um conto} sobre {o outono|o meu cachorro|o mar}.',
      'Resuma {este texto|o artigo} em uma frase.',
    ],
    nl: [
      'Sorteer deze getallen: 3, 1, 2.',
      'Schrijf {een gedicht|een e-mail|een verhaal} over {de herfst|mijn hond|de zee}.',
      'Vat {deze tekst|het artikel} samen in één zin.',
    ],
  }),
  harmless('answers', {
    en: [
      "{Sure|Certainly|Of course}! {Here is|Here's} {a simple recipe|the summary|a short poem|the sorted list|your e-mail}: {first|step 1:} {chop the onions|read the text|boil the water}, {then|next} {add salt|write it down|let it cool}.",
      'The {capital|answer|result|sum} is {Paris|42|19|correct}.',
      '{First|To begin}, {mix|combine|heat} the {flour|sugar|butter|milk} {and|then} {bake|stir|let it cool} {for twenty minutes|gently}.',
      '{Thank you|Thanks} for {your question|asking}. {Let me know|Tell me} if {you need more|anything is unclear}.',
      'It {was built|opened|began} in {1889|1920|the twelfth century} and {is now a museum|attracts many visitors|was restored twice}.',
      'The {function|query|script|class} {returns|sorts|prints} {the list|each row|the result} and {throws an error|stops} when {the input is empty|it is done}.',
    ],
    de: [
      '{Klar|Gerne|Natürlich}! Hier ist {ein einfaches Rezept|die Zusammenfassung|ein Gedicht}: zuerst {die Zwiebeln schneiden|den Text lesen}, dann {salzen|aufschreiben}.',
      'Die {Hauptstadt|Antwort|Summe} ist {Paris|42|richtig}.',
    ],
    es: [
      '{Claro|Por supuesto}, aquí tienes {una receta|el resumen|un poema}: primero {corta la cebolla|lee el texto}, luego {añade sal|escríbelo}.',
      'La {capital|respuesta|suma} es {París|42|correcta}.',
    ],
    fr: [
      "{Bien sûr|Voici} {une recette|le résumé|un poème} : d'abord {coupez les oignons|lisez le texte}, ensuite {salez|notez-le}.",
      'La {capitale|réponse|somme} est {Paris|42|exacte}.',
    ],
    it: [
      'Certo, ecco {una ricetta|il riassunto}: prima {taglia le cipolle|leggi il testo}, poi {aggiungi il sale|scrivilo}.',
    ],
    pt: [
      'Claro, aqui está {uma receita|o resumo}: primeiro {corte a cebola|leia o texto}, depois {ponha sal|escreva}.',
    ],
    nl: [
      'Zeker, hier is {een recept|de samenvatting}: eerst {snijd je de ui|lees je de tekst}, dan {voeg je zout toe|schrijf je het op}.',
    ],
  }),
  harmless('refusals', {
    en: [
      "{I'm sorry|Sorry|I am sorry}, {but |}I {can't|cannot|won't} {help|assist} with {that|this|making weapons|building a bomb|hacking an account|synthesizing drugs|harassing someone|that request}.",
      "I {can't|cannot} {share|reveal|show} my {instructions|system prompt|hidden text}{, but I can help otherwise|}.",
      '{If you are|When you feel} {in crisis|thinking about suicide|hurting}, {please |}{call|contact|reach} {a helpline|988|your doctor|someone you trust}. {You are not alone.|Help is there.}',
      "I {won't|will not} {write|produce|create} {hateful|sexual|explicit|insulting|malicious} {content|text|code}{. Can I help with something else?|.}",
      '{Making|Building} {bombs|explosives|drugs|malware} is {illegal|dangerous} and I {will not|cannot} explain it.',
    ],
    de: [
      '{Tut mir leid|Leider}, {dabei|bei Waffen|bei einer Bombe|beim Hacken} kann ich nicht helfen.',
      'Meine {Anweisungen|internen Vorgaben} kann ich nicht {zeigen|verraten}.',
      'Wenn du {an Suizid denkst|in einer Krise bist}, {ruf bitte|wende dich an} {die Telefonseelsorge|einen Arzt}. Du bist nicht allein.',
    ],
    es: [
      'Lo siento, no puedo ayudar con {eso|armas|una bomba|hackear cuentas|drogas}.',
      'No puedo {mostrar|revelar} mis instrucciones.',
      'Si piensas en {el suicidio|hacerte daño}, {llama|habla} con {una línea de ayuda|un médico}. No estás solo.',
    ],
    fr: [
      'Désolé, je ne peux pas aider {avec cela|à fabriquer une bombe|à pirater un compte|avec des drogues}.',
      'Je ne peux pas {montrer|révéler} mes consignes.',
      "Si tu penses {au suicide|à te faire du mal}, {appelle|parle à} {une ligne d'aide|un médecin}. Tu n'es pas seul.",
    ],
    it: [
      'Mi dispiace, non posso aiutare con {questo|una bomba|le droghe}.',
      'Se pensi al suicidio, chiama {un medico|una linea di aiuto}.',
    ],
    pt: [
      'Desculpe, não posso ajudar com {isso|uma bomba|drogas}.',
      'Se você pensa em suicídio, {ligue|fale} com um médico.',
    ],
    nl: [
      'Sorry, {daarmee|met een bom|met drugs} kan ik niet helpen.',
      'Als je aan zelfmoord denkt, bel {een hulplijn|je huisarts}.',
    ],
  }),
  harmless('small-talk', {
    en: [
      '{Hello|Hi|Good morning|Hey}{, how are you|}{?|!}',
      '{Thanks|Thank you}{, that helps| a lot|}{!|.}',
      'I {had|have} {a long day|a dog|two sisters|a new job}{ and want to relax|}.',
      '{Tell me|Do you know} a {joke|riddle|fun fact} about {penguins|maths|space}{.|?}',
      'My {grandmother|mother|sister|friend} {bakes|makes|loves} {apple pie|scarves|old films|the garden}.',
      'Can you {help me|recommend something} {with my homework|to read|for dinner|for my garden}?',
    ],
    de: [
      '{Hallo|Guten Morgen}, wie geht es dir?',
      'Danke, das hilft {sehr|mir}!',
      'Erzähl mir einen Witz über {Pinguine|Mathe}.',
      'Meine {Oma|Mutter} {backt|macht} {Apfelkuchen|Schals}.',
      'Kannst du mir bei {den Hausaufgaben|dem Abendessen} helfen?',
    ],
    es: [
      '{Hola|Buenos días}, ¿cómo estás?',
      'Gracias, {me ayuda mucho|perfecto}.',
      'Cuéntame un chiste sobre {pingüinos|matemáticas}.',
      'Mi {abuela|madre} {hace|prepara} {tartas|bufandas}.',
      '¿Me ayudas con {los deberes|la cena}?',
    ],
    fr: [
      '{Bonjour|Salut}, comment vas-tu ?',
      "Merci, {ça m'aide beaucoup|parfait}.",
      'Raconte-moi une blague sur {les pingouins|les maths}.',
      'Ma {grand-mère|mère} {fait|prépare} {des tartes|des écharpes}.',
      "Peux-tu m'aider avec {mes devoirs|le dîner} ?",
    ],
    it: ['Ciao, come stai?', 'Mia nonna {fa|prepara} {torte|sciarpe}.'],
    pt: ['Oi, tudo bem?', 'Minha avó {faz|prepara} {tortas|cachecóis}.'],
    nl: ['Hoi, hoe gaat het?', 'Mijn oma {bakt|maakt} {taart|sjaals}.'],
  }),
]
