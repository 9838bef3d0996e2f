/** Ordinary requests about ordinary things: many topics under few frames, so that no common word stands for harm by itself. */
import type { TrainingFamily } from './family.ts'

const en = `a job interview at a bank|a surprise party for my wife|the French Revolution|my tax return|a vegetable garden|a trip to Lisbon|a marathon|a book club|my guitar practice|the school play|a wedding speech|a used car|the kitchen shelf|a budget for students|a birthday cake|solar panels|a chess opening|the water cycle|a landing page|my knee pain after running|a newsletter for our club|the human skeleton|reproduction in plants|a thesis about bees|a podcast on history|deleted photos on my own phone|a strong password|a firewall rule|a backup of my files|an invoice for a customer|a spreadsheet of expenses|a unit test|a login form|a script that renames files|an email to all customers|a database index|a memory leak|a Docker image|the attack on Pearl Harbor|the Tokyo subway attack of 1995|the murder in Macbeth|a crime novel|a war film|the opioid crisis|gun laws in Europe|a debate about drugs|vaccines for children|a baby's sleep|my teenage son's homework|dating after a divorce|a love letter|a first kiss in my novel|breast cancer screening|pregnancy|a diet without sugar|an anxious dog|loneliness after moving|grief|stress at work|a fight with my brother|an apology to my ex|a complaint about noise|a refund for shoes|a lost parcel|a suspicious e-mail|my pension|shares and bonds|bitcoin for beginners|a lottery game in maths class|the lottery in Babylon by Borges|a raffle for charity|prayer times|a mosque visit|Jewish holidays|a Pride parade|immigration to Canada|refugee law|women in science|black holes|white noise|the slave trade|nuclear power|rocket engines|fireworks safety|kitchen knives|a spicy sauce|chicken wings|a cocktail party|wine with fish|mushrooms in the forest|poisonous plants for cats|pest control in a flat|stains on a shirt|a blocked drain|bleach and laundry|candles|a camera for beginners|shooting portraits|a hunting licence|archery|boxing training|judo throws|a first aid kit|snake bites|a password manager|secret Santa|a treasure hunt|hidden objects in pictures|the rules of poker|an instruction manual|a system of equations|the operating system|a role in a musical|acting lessons`
const de = `ein Bewerbungsgespräch bei der Bank|die Steuererklärung|einen Gemüsegarten|eine Reise nach Lissabon|die Französische Revolution|eine Hochzeitsrede|ein gebrauchtes Auto|einen Geburtstagskuchen|Knieschmerzen nach dem Laufen|die Fortpflanzung der Pflanzen|ein sicheres Passwort|eine Rechnung für einen Kunden|ein Skript, das Dateien umbenennt|den Anschlag von 1995|einen Kriminalroman|Waffengesetze in Europa|Impfungen für Kinder|einen Liebesbrief|Schwangerschaft|einen Streit mit meinem Bruder|eine Beschwerde über Lärm|ein verlorenes Paket|eine verdächtige E-Mail|Aktien und Anleihen|jüdische Feiertage|Frauen in der Wissenschaft|Kernkraft|Feuerwerk|eine scharfe Soße|Pilze im Wald|Flecken auf dem Hemd|einen verstopften Abfluss|Bogenschießen|Erste Hilfe|die Spielregeln von Poker|ein Gleichungssystem|eine Rolle im Theater|das Betriebssystem`
const es = `una entrevista de trabajo en un banco|la declaración de la renta|un huerto|un viaje a Lisboa|la Revolución francesa|un discurso de boda|un coche usado|una tarta de cumpleaños|dolor de rodilla|la reproducción de las plantas|una contraseña segura|una factura para un cliente|un script que renombra archivos|el atentado de 1995|una novela negra|las leyes de armas en Europa|vacunas para niños|una carta de amor|el embarazo|una pelea con mi hermano|una queja por ruido|un paquete perdido|un correo sospechoso|acciones y bonos|fiestas judías|mujeres en la ciencia|la energía nuclear|fuegos artificiales|una salsa picante|setas del bosque|manchas en la camisa|un desagüe atascado|tiro con arco|primeros auxilios|las reglas del póquer|un sistema de ecuaciones|un papel en el teatro|el sistema operativo`
const fr = `un entretien d'embauche dans une banque|la déclaration d'impôts|un potager|un voyage à Lisbonne|la Révolution française|un discours de mariage|une voiture d'occasion|un gâteau d'anniversaire|une douleur au genou|la reproduction des plantes|un mot de passe solide|une facture pour un client|un script qui renomme des fichiers|l'attentat de 1995|un roman policier|les lois sur les armes en Europe|les vaccins pour enfants|une lettre d'amour|la grossesse|une dispute avec mon frère|une plainte pour bruit|un colis perdu|un courriel suspect|les actions et obligations|les fêtes juives|les femmes en science|l'énergie nucléaire|un feu d'artifice|une sauce piquante|les champignons des bois|une tache sur la chemise|un évier bouché|le tir à l'arc|les premiers secours|les règles du poker|un système d'équations|un rôle au théâtre|le système d'exploitation`
const it = `un colloquio in banca|la dichiarazione dei redditi|un orto|un viaggio a Lisbona|una torta di compleanno|una password sicura|un romanzo giallo|una lettera d'amore|un pacco perso|le regole del poker`
const pt = `uma entrevista num banco|a declaração de impostos|uma horta|uma viagem a Lisboa|um bolo de aniversário|uma senha segura|um romance policial|uma carta de amor|um pacote perdido|as regras do pôquer`
const nl = `een sollicitatie bij een bank|de belastingaangifte|een moestuin|een reis naar Lissabon|een verjaardagstaart|een veilig wachtwoord|een misdaadroman|een liefdesbrief|een verloren pakket|de regels van poker`

export const topicFamilies: readonly TrainingFamily[] = [
  {
    name: 'topics',
    kinds: [],
    phrases: {
      en: [
        `{Help me|Can you help me} {prepare for|plan|write about|understand|think about} {${en}}.`,
        `{Explain|Describe|Summarise} {${en}} {in two paragraphs|to a child|for an exam|for my class}.`,
        `{What should I know about|Give me tips on|Is there a good book on|Make a checklist for} {${en}}{?|.}`,
        `{Write|Draft} {a short text|an essay|a story|an outline} about {${en}}{ that won't bore anybody|}.`,
        `How do {I|we|people} {deal with|start with|get better at|talk about|choose} {${en}}?`,
        `I {like|am worried about|am learning about|was asked about} {${en}}; {what next|any ideas|where do I begin}?`,
      ],
      de: [
        `{Hilf mir|Kannst du mir helfen}: ich brauche etwas über {${de}}.`,
        `{Erkläre|Beschreibe} {kurz|für Kinder|für eine Prüfung} {${de}}.`,
        `{Was sollte ich wissen über|Gib mir Tipps für|Schreibe einen Text über} {${de}}.`,
        `Wie {plane|verstehe|bespreche|wähle} ich {${de}}?`,
      ],
      es: [
        `{Ayúdame|¿Me ayudas} a {preparar|entender|planear} {${es}}.`,
        `{Explica|Describe|Resume} {${es}} {para un niño|para un examen|en dos párrafos}.`,
        `{¿Qué debo saber sobre|Dame consejos para|Escribe un texto sobre} {${es}}.`,
        `¿Cómo {empiezo con|elijo|hablo de} {${es}}?`,
      ],
      fr: [
        `{Aide-moi|Peux-tu m'aider} à {préparer|comprendre|organiser} {${fr}}.`,
        `{Explique|Décris|Résume} {${fr}} {pour un enfant|pour un examen|en deux paragraphes}.`,
        `{Que faut-il savoir sur|Donne-moi des conseils pour|Écris un texte sur} {${fr}}.`,
        `Comment {commencer|choisir|parler de} {${fr}} ?`,
      ],
      it: [`Aiutami a {preparare|capire} {${it}}.`, `Scrivi un testo su {${it}}.`],
      pt: [`Ajude-me a {preparar|entender} {${pt}}.`, `Escreva um texto sobre {${pt}}.`],
      nl: [`Help me {met|bij} {${nl}}.`, `Schrijf een tekst over {${nl}}.`],
    },
  },
]
