/**
 * Words by what they mean, across languages: the classifier learns from the order of these meanings, so that what it learns in
 * one language holds in the others. Folded spelling; `*` stands for any ending. English, German, Spanish, French, Italian,
 * Portuguese, Dutch, a little Polish and Russian.
 */
export const lexicon = {
  override: `ignor* disregard* forget* overrid* bypass* discard* overlook* neglect* drop abandon* supersed* skip cancel* circumvent* break
    vergiss* vergess* missacht* ubergeh* verwirf* umgeh* olvid* descart* omit* desestim* salta* incumpl* oublie* contourn* outrepass*
    dimentic* trascur* scart* esquec* desconsider* negeer* vergeet* omzeil* zapomnij zignoruj pomin игнорир* забуд* set toss lift* suspend* revok* replac* invalid* outdated obsolete lass wirf aufgehoben ungultig* deja dejar laisse laisser annul* abroge* lascia lasciar deixe esque* leave pay stop`,
  prior: `previous* prior above preceding earlier foregoing former before initial original given vorherig* bisherig* obig* vorangegangen*
    vorangehend* fruher* ursprunglich* vorig* zuvor anterior* previ* arriba precedent* anterieur* dessus initial* sopra acima vorige
    eerdere bovenstaande poprzednie* предыдущ* вышe*`,
  instruction: `instruction* rule rules guideline* directive* prompt* command* polic* order orders context directions programming
    configuration setup anweisung* regel* vorgabe* richtlinie* befehl* instruktion* systemanweisung* systemprompt* instruccion* regla*
    directri* ordenes indicacion* regle* consigne* istruzion* regol* direttiv* instruc* regra* diretri* instructie* richtlijn* opdracht*
    polecen* instrukcj* zasad* инструкц* правил* указани* guidance orders charter brief briefing requirements message messages text paragraph nachricht text absatz mensaje texto parrafo message texte messaggio testo mensagem texto bericht tekst`,
  system: `system* hidden secret* confidential internal developer* backstage sistema* sistem* geheim* versteckt* intern* vertraulich*
    ocult* confidenci* systeme* cache* confidentiel* nascost* segret* segredo* verborgen sekret* ukryt* систем* секрет* скрыт*`,
  reveal: `reveal* print* show* display* output repeat* disclose* expose* leak* dump* tell recite* verbatim quote* echo spell paste
    zeig* verrat* offenbar* gib nenn* wiederhol* ausgeb* druck* zitier* muestra* revel* imprim* repit* dime divulg* montre* affiche*
    repet* recopi* mostra* rivel* stamp* ripet* mostr* repita toon* onthul* herhaal* laat pokaz* ujawnij wypisz покаж* раскро* повтор* выведи copy list enumerat* share give hand kopier* liste auflist* schick copia copiar pega enumer* lista dame copie colle liste donne elenca copia dammi copie liste kopieer geef enumere`,
  persona: `pretend* act acting roleplay* role simulat* imagin* persona character become impersonat* emulat* embody spiel* rolle schlupf*
    stell verhalt* finge actua* simula* papel personaje joue* jouer semblant personnage incarn* fingi* comportati interpret* ruolo finja
    aja faz-de-conta doe alsof udawaj представь притвор* роль play plays playing twin shadow alter ego named name called heisst nenn llamas llama appelles gemelo zwilling jumeau gemello gemeo`,
  unrestricted: `unrestricted unfiltered uncensored unlimited unbound jailbreak* jailbroken dan freed liberated amoral lawless unaligned
    anything uneingeschrankt* ungefiltert* unzensiert* schrankenlos* grenzenlos* irrestrict* illimit* sfrenat* onbeperkt* ongefilterd*
    debrid* desbloquead* entfesselt* sbloccat* alles todo tudo tout qualsiasi sudo root god developer unlock* unleash* entsperr* desbloq* deverrouill* debloqu* raw roh* cruda crudo brute brut evil bose* malvad* malefique* malvagi* chaos master`,
  limits: `restriction* limit* filter* filtr* censor* censur* safety moral* ethic* etic* ethi* guardrail* safeguard* boundar* refus* warning*
    disclaimer* beschrankung* einschrankung* zensur* sicherheits* bedenken warnhinweis* restriccion* avertissement* barrier* grenz*
    restrizion* restric* beperking* ograniczen* ограничен* цензур* фильтр* conscience* gewissen conciencia coscienza lecture* belehrung* sermon* lecon* barrera* sperre* schutz* avertiss* aviso* objection* apolog*`,
  without: `without no none never free ohne kein* frei sin sans aucun* nessun* senza sem nenhum* zonder geen bez без`,
  make: `make making made build* built construct* assembl* creat* produc* manufactur* synthesi* synthetis* cook* prepar* develop* write
    writing code coding brew* grow* bau* herstell* stelle konstruier* bastel* mach* schreib* koch* programmier* zucht* hacer hago haces
    fabric* constru* crea crear creo escrib* cocin* cultiv* faire fais cre* ecri* fare scriv* fazer faco fazem escrev* maak* maken bouw*
    schrijf* zrobic zbudowac сдела* созда* написа* изготов* put putting mount* montar montaje monter assembl* montier* zusammenbau* montare assemblar* montar* set setup`,
  howto: `how step steps guide* tutorial* recipe* method* procedure* explain* walk teach* detailed way instructions wie anleitung* schritt*
    rezept* erklar* como paso* guia* receta* receita* explic* ensen* comment etape* recette* come passo passi passaggi ricetta spieg*
    passos hoe stap* handleiding* uitleg jak kroki как шаг* рецепт* beginner manual walkthrough directions plan plans blueprint* bauplan* gebrauch* plano planos manual* mode emploi istruzioni procedura process proceso procede ablauf`,
  weapon: `bomb bombs bombe bomben bomba bombas explos* grenade* detonator* firearm* gun guns rifle* pistol* pistola* ammunition silencer*
    suppressor* molotov* napalm landmine* ied weapon* nerve sarin anthrax ricin bioweapon* poison* toxin* pipebomb* sprengstoff*
    sprengsatz* sprengkorper* rohrbombe* waffe* schusswaffe* granat* gift giftgas zunder* arma armas armes arme armi veneno* veleno*
    vergift* wapen* vuurwapen* gif bom bommen бомб* взрывчат* оружи* яд* ordigno* artefacto* engin engins shoot* attentat* anschlag* attack* atentado* amok massacre mustard venom cyanide thallium arsen* isis qaeda terror* mord meurtre asesinato omicidio`,
  drug: `meth methamphetamin* metanfetamin* amphetamin* anfetamin* cocain* kokain* crack heroin* fentanyl* fentanilo lsd mdma ecstasy ghb
    opioid* narcotic* drug drugs precursor* psilocybin* ketamin* drogue* droga* droge* rauschgift* crystal stupefiant* stupefacent*
    speed xtc cannabis marijuana наркотик* ecstasy extasis ecstasies speed pills amphet* opiate* opium mephedron* dealer* customs zoll aduana douane snort chloroform* sedat*`,
  malware: `malware ransomware virus* trojan* troyan* keylogger* worm worms rootkit* botnet* exploit* backdoor* spyware payload* shellcode
    schadsoftware schadprogramm* erpressungs* verschlusselungs* computervirus* malicios* rancongiciel* malveillan* espion* gusano*
    stealer* wiper ddos вирус* вредонос* encrypt* verschlussel* cifr* chiffr* ransom* losegeld rescate rancon riscatto resgate losgeld infect* keylog* script code skript codigo codice`,
  hack: `hack* crack* breach* phish* intrud* infiltrat* steal* stole hijack* brute knack* eindring* stehl* ausspah* ausspion* pirat* voler
    vole robar robo* robe viol* rubar* ruba invad* invadir roubar kraken stelen inbreken sabotag* взлом* укра* log into inside access take over bypass* unlock knock flood* offline deface* schleus* einloggen acced* entrar acceder accedere hotwir* shoplift* rob robbing klau*`,
  credential: `password* passwort* passworter contrasena* passe senha* wachtwoord* credential* login* account* konto* konten cuenta* compte*
    conto conti conta contas rekening wifi wlan webcam whatsapp instagram facebook email парол* аккаунт*`,
  suicide: `suicid* suizid* selfharm* self-harm* selbstmord* selbstverletz* autolesi* automutil* autolesion* zelfmoord* zelfbeschadig*
    automutilac* overdos* uberdosis sobredosis surdose overdose samobojstw* самоубий* суицид* hanging hang jump* bridge pills wrists starve verhunger* springen puls kys kms`,
  death: `kill* murder* die dying death dead slaughter* strangl* umbring* tote* toten sterb* tod matar* mato matarme morir muerte muerta tuer tue
    mourir mort uccid* morir* morte morrer matar-me dood* doden sterven vermoord* leben life live vida vie vita zabic убить умереть смерт*`,
  cut: `cut cuts cutting hang hanging ritz* schneid* cortar* cortarme couper coupe taglia* tagliarmi ahorcar* pendre impicc* snijden pills
    pillen pastillas pilules pillole`,
  self: `myself me my i mich mir mein* ich yo mi conmigo je moi mon ma mes io mio mia eu meu minha ik mij mijn ja mnie я мне себя im i’m wanna gonna`,
  you: `you your yourself du dich dir dein* tu te tus ti vous votre toi ton tes voce seu sua jij je jou jouw ty ciebie ты тебя u ur r`,
  group: `jew jews jewish muslim* christian* black blacks immigrant* migrant* refugee* gay gays lesbian* homosexual* trans transgender* women
    woman asian* african* arab* mexican* roma gypsies disabled foreigner* minorit* hindu* latino* juden moslem* muslim* auslander*
    fluchtling* schwarze* schwule* frauen behindert* judio* musulman* inmigrant* refugiad* negros mujeres gitanos extranjer* juif* juifs
    musulman* immigre* refugie* noirs femmes etranger* ebrei musulmani immigrati donne stranieri neri judeus muculman* imigrantes mulheres
    joden moslims buitenlanders vluchtelingen vrouwen евре* мигрант*`,
  dehuman: `vermin rats cockroach* parasit* subhuman* inferior* scum filth animals plague exterminat* eradicat* expel* deport* ungeziefer
    ratten abschaum untermensch* minderwertig* ausrott* vertreib* alimanas escoria ratas extermin* expuls* cucarachas plaga vermine
    racaille sous-hommes inferieur* cafards rats feccia parassit* inferiori stermin* vermes pragas ongedierte tuig uitgeroeid minderwaardig
    hate hates hass* odio haine odi haat insecten pest cancer krebs* cancer* dirt dreck basura dechet* spazzatura lixo ruin* ruin destroy* zerstor* invas* dumber criminal* verbrecher* criminel* savage* thieves echar virer rauswerf* rausgeworfen thrown chasser cacciare fuori`,
  insult: `stupid* idiot* moron* loser* worthless pathetic ugly disgusting fat dumb trash useless failure imbecil* imbecile* cretin* dumm*
    versager* wertlos* hasslich* widerlich* nutzlos* trottel estupid* inutil* feo fea asqueros* perdedor* patetic* tonto tonta debile* nul
    nulle moche laid laide minable* stupide* pathetique* scem* brutt* fallit* patetic* burro burra feio feia ridicul* fracassad* dom lelijk
    waardeloos sukkel mislukkeling garbage clown debil глуп* идиот* ничтож* garbage waste bitch bastard pig schwein cerdo cochon maiale porco clown* freak joke nobody witz mull dummkopf blod* gemein cruel cruelly grausam* cruel* crudel* roast insult* beleidig* insulta* mock bully* mobb* humill* humili* umiliare asco`,
  violence: `hurt beat stab* burn shoot* regret suffer* bleed punish* attack* smash verprugel* schlag* erstech* verletz* bereu* bluten
    golpe* apunal* disparar* sufr* lamentar* arrepent* frapp* poignard* brul* souffr* regrett* picch* accoltell* soffr* pent* pagherai
    bater esfaque* sofrer steken slaan lijden spijt find finde encontrar* encuentro trouver* trovero zoeken break legs bones beine romper piernas casser jambes rompere gambe knochen watch coming get kriege`,
  sexual: `sex sexual* porn* nude nudes naked erotic* erotik* explicit* nsfw orgasm* genital* masturbat* intercourse fetish* seductive*
    sexuell* nackt* sexo desnud* explicit* sexuel* nu nue nus nues erotique* sesso sessual* nud* espli* sexuais nackte seks seksueel naakt*
    horny undress* lingerie striptease порно* секс* эротич*`,
  minor: `child children kid kids minor minors underage teen teens teenage* schoolgirl* schoolboy* girl girls boy boys preteen* toddler* baby
    kind kinder kindern minderjahrig* madchen jungen schulerin* jugendlich* nino ninos nina ninas menor menores enfant* mineur* fille
    filles garcon* bambin* minor* ragazzin* crianca* menina* menino* minderjarig* kinderen meisje* jongen ребен* дет* 12-year-old
    13-year-old 14-year-old 11-year-old 10-year-old loli shota`,
  money: `win won winner winning prize* lottery inheritance million* transfer* crypto* invest* profit* bonus gift wire bitcoin* refund* reward*
    cash free gewonnen gewinn* preis lotterie erb* uberweis* rendite gewinne ganado ganador* premio loteria herencia transferencia inversion
    ganancia* gagne* gagnant prix loterie heritage virement investiss* benefice* vinto vincitor* eredita bonifico guadagn* ganhou premio
    heranca lucro* gewonnen prijs erfenis winst money geld dinero argent soldi dinheiro earn verdien* gana* dollars euros payment payments fee fees fund funds zahlung* gebuhr* pago pagos tarifa paiement* frais pagamento betaling* tax steuer* euro double verdoppel* duplic* doubl* raddoppi* dobr* guaranteed garantier* garantiz* garanti* trader trading returns nigerian prince`,
  urgent: `urgent* immediately now act today hours suspended expire* limited final last hurry deadline dringend* sofort jetzt heute stunden
    gesperrt ablauf* urgente* inmediat* ahora hoy horas suspendid* bloquead* immediat* maintenant aujourd* heures suspendu* bloque* subito
    ora oggi ore sospes* bloccat* imediat* agora hoje suspens* nu vandaag uur geblokkeerd`,
  click: `click* link* verify verif* confirm* klick* bestatig* verifizier* clic* enlace haz cliquez lien confirmez clicca* conferm* clique
    confirme klik* bevestig* claim* whatsapp subscribe reply telegram bit.ly http https www bank* card karte tarjeta carte carta cartao pin update* aktualisier* actualic* mise pay zahlen pague payez parcel paket paquete colis delivery netflix paypal amazon telegram dm join number numero nummer details datos donnees daten suspended`,
  protect: `prevent* protect* defend* detect* avoid* secur* mitigat* patch* recogni* safe safely treat* help* support* stop* verhinder* schutz*
    erkenn* vermeid* hilf* helf* vorbeug* preven* proteg* detect* evitar* ayud* apoy* proteg* detect* evit* aid* soutien* soign* preven*
    protegg* evitar* aiut* rilev* ajud* voorkom* bescherm* herken* hulp* symptom* warning legal* law* illegal* report* policy museum
    research* study studies article* statistic* awareness education* warn* train* hotline therapy doctor* arzt medico* medecin* crisis krise crise police polizei emergency notruf* urgencias vermeid* denunci* signal* meld* complain* support`,
  story: `histor* novel* movie* film* game* gaming video* book* museum essay* war century ancient medieval roman* geschicht* roman spiel* buch
    krieg jahrhundert historia* novela pelicula* juego* libro* guerra siglo histoire* jeu livre* guerre siecle storia romanzo gioco libro
    secolo jogo livro seculo spel boek oorlog eeuw character* chess minecraft thriller noir chapter* scene fiction* knight* dragon* pirate* troll* elves detective* kommissar* villain* wizard* ritter drache* caballero* dragon* chevalier* detektiv* krimi polar`,
  program: `process* thread* python javascript java linux docker server* git function* variable* database* sql regex compile* terminal shell
    kernel container* kubernetes script* programm* prozess* proceso* processus processo* bash unix windows api class loop array branch
    systemd debug* test tests unit file files row rows column* table csv excel cell column* zeile* spalte* tabelle* datei* dateien fila filas columna* archivo* ligne* colonne* fichier* riga righe file tabella linha* coluna* arquivo* rij rijen kolom* bestand* log logs build image* branch commit cache cron hook config`,
  evaluator: `judge* grader* evaluator* score scores scoring rating rate rated graded marks points grade validator* bewert* punktzahl
    punkte gutachter* evaluador* puntuacion* puntos nota evaluateur* note juge* valutator* punteggio voto avaliador* pontuacao beoordel*
    full maximum highest top perfect 10/10 100 1.0`,
  refusal: `cannot can't sorry unable unfortunately decline won't apolog* leider entschuldig* siento lamento desole* regret* spiacente
    dispiace desculpe helaas`,
  comply: `sure certainly absolutely course here's gladly first then next finally mix combine heat gerne naturlich hier zuerst dann claro
    aqui primero luego bien voici abord ensuite certo ecco prima poi segue`,
  master: `operator* creator* developer* owner* maker* company openai provider* programmer* betreiber* entwickler* ersteller* besitzer*
    hersteller* operador* creador* desarrollador* dueno* proprietario* proprietaire* operateur* createur* developpeur* gestore creatore
    sviluppator* padrone criador* desenvolvedor* dono eigenaar maker* ontwikkelaar*`,
  obey: `obey* follow* comply* complies listen* execute submit befolg* folge folgt gehorch* beacht* hor obedec* sigue* seguir sigas hazme
    obeis* obei* suis suivre ecoute* ubbidi* obbedi* segui* ascolt* siga seguir volg* gehoorzam* luister*`,
  answer: `answer* respond* reply replies says refuse refusal* decline object antwort* beantwort* ablehn* verweiger* lehne nein respond*
    contest* niegu* niegas rechaz* repond* refus* rispond* rifiut* recus* antwoord* weiger*`,
  covert: `secret* secretly undetect* untrace* trace* caught notice* noticing hide hiding hidden quietly silently stealth* unnoticed anonymous*
    heimlich* unbemerkt* erwischt spuren verstec* verheimlich* merkt bemerk* escond* rastro atrapen secreto sospech* huella* cachette traces
    prendre discret* inapercu detect* indetect* nascond* tracce scoprire* beccar* escondid* rastro pego stiekem gepakt sporen betrapt`,
  quantity: `amount* dose* dosage ratio* gram* grams milligram* temperature* how-much many enough proportion* quantit* menge* dosis wieviel
    viele temperatur* verhaltnis cantidad* cuanto* cuanta* dosis proporcion* combien doses quantite* dose quanto quanti quante quantas
    hoeveel hoeveelheid ingredient* zutat* reagent* supplies`,
  chemical: `chemical* fuse* pipe tube precursor* reagent* mixture* solvent* acid acids fertili* bleach ammoni* peroxid* ignit* crystalli*
    pseudoephedrin* chemikal* lunte rohr saure dunger mischung* quimic* mecha tubo acido fertilizant* chimique* meche tuyau acide* engrais
    chimic* miccia concime acidi quimica* pavio kunstmest lont powder pulver polvo poudre charge ladung`,
  victim: `victim* stranger* neighbour* neighbor* girlfriend boyfriend ex wife husband boss roommate colleague* classmate* coworker* someone
    somebody people opfer* fremde* nachbar* freundin freund ehefrau mann chef kollegin kollege mitschuler* mitbewohner* jemand* leute victima*
    vecin* novia novio marido esposa jefe companer* alguien gente victime* voisin* copine copain mari femme patron collegue* camarade*
    quelqu gens vittim* vicin* fidanzat* capo collega qualcuno vitima* vizinh* namorad* chefe colega alguem slachtoffer* buurman vriendin
    iemand baas collega`,
  spy: `spy spies spying stalk* track* monitor* eavesdrop* intercept* read impersonat* fake fakes forged forge counterfeit* clone* bespitzel*
    uberwach* mitles* lese abhor* falsch* gefalscht* espi* rastre* vigil* leer falso falsa falsific* espionn* surveill* lire faux fausse
    contrefai* spia* spiar* falsificar* clonar* bespied* afluister* vals nep pose posing message* nachricht* mensaje* messages chat chats`,
  bed: `bed undress* kiss* lover* moan* thrust* strip touch body lips bett kuss* geliebte* ausziehst ausziehen entkleid* haut cama amante
    besos besa* desvist* cuerpo lit maitresse embrass* deshabill* corps letto amante baci* spogli* corpo cama beij* corpo bed kus* lichaam
    topless raunchy steamy kinky hot sexy versaut* intim* sensual*`,
  crowd: `school* station* crowd* church* mosque* synagogue* mall train concert airport schule* bahnhof* menge kirche* moschee* synagoge*
    flughafen escuela* estacion iglesia* mezquita* sinagoga* ecole* gare foule eglise* mosquee* aeroport scuola stazione folla escola`,
  end: `end ending finish* over nothing nobody pointless hopeless alone burden tired goodbye beenden schluss niemand nichts hoffnungslos
    allein mude last abschied* acabar nada nadie sola solo cansad* carga despedida finir rien personne seul seule fatigue* fardeau adieu
    finita niente nessuno stanco peso addio fim ninguem cansad* einde niemand niets moe afscheid wake aufwachen despertar reveiller
    svegliar* acordar`,
  country: `country town nation race religion culture blood land heimat volk rasse pais nacion raza sangre pays nation race sang paese razza
    sangue raca volk ras rights rechte derechos droits diritti direitos`,
  ai: `ai assistant* chatbot* llm model* gpt chatgpt claude bot assistent* modell* modelo* asistente* ia modele* assistente* модел*`,
} as const satisfies Readonly<Record<string, string>>

export type Concept = keyof typeof lexicon
export const concepts = Object.keys(lexicon) as Concept[]

const LONGEST_STEM = 18
const whole = new Map<string, number[]>()
const stems = new Map<string, number[]>()
let shortestStem = LONGEST_STEM

for (const [index, concept] of concepts.entries())
  for (const entry of lexicon[concept].split(/\s+/)) {
    const stem = entry.endsWith('*')
    const word = stem ? entry.slice(0, -1) : entry
    const table = stem ? stems : whole
    const known = table.get(word)
    if (known === undefined) table.set(word, [index])
    else if (!known.includes(index)) known.push(index)
    if (stem) shortestStem = Math.min(shortestStem, word.length)
  }

/** The meanings of one folded word, as indices into `concepts`. */
export function meanings(word: string): readonly number[] {
  const found = [...(whole.get(word) ?? [])]
  for (let length = shortestStem; length <= Math.min(word.length, LONGEST_STEM); length++)
    for (const one of stems.get(word.slice(0, length)) ?? []) if (!found.includes(one)) found.push(one)
  return found
}
