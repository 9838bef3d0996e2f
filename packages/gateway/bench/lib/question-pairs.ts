// Pairs of questions: the same one in other words, and others that look alike. Written for this: the first lists were looked at
// when the rules were made, the fresh ones were written afterwards; two of them, on the order of words, changed a
// rule.
export interface Pair {
  readonly one: string
  readonly other: string
  readonly same: boolean
}

const SAME: readonly (readonly [string, string])[] = [
  ['What is the capital of France?', 'Which city is the capital of France?'],
  ['How do I boil an egg?', 'How can I boil an egg?'],
  ['Explain photosynthesis in simple words.', 'Please explain photosynthesis simply.'],
  ['What causes rain?', 'Why does it rain?'],
  ['How tall is Mount Everest?', 'What is the height of Mount Everest?'],
  ['Who wrote Hamlet?', 'Who is the author of Hamlet?'],
  ['Give me a recipe for pancakes.', 'How do you make pancakes?'],
  ['How many days are in a week?', 'A week has how many days?'],
  ['What does HTTP stand for?', 'What is the meaning of the abbreviation HTTP?'],
  ['How can I sleep better at night?', 'What helps me sleep better at night?'],
  ['Tell me a joke about cats.', 'Can you tell me a cat joke?'],
  ['What is a black hole?', 'Explain what a black hole is.'],
  ['How do plants drink water?', 'In what way do plants drink water?'],
  ['What is the boiling point of water?', 'At which temperature does water boil?'],
  ['How do I tie a tie?', 'Show me how to tie a tie.'],
  ['What is the speed of light?', 'How fast is light?'],
  ['Suggest a name for my dog.', 'What should I name my dog?'],
  ['How long do cats live?', 'What is the lifespan of cats?'],
  ['What is inflation in economics?', 'Define inflation in economics.'],
  ['How do I clean a wooden table?', 'What is a good way to clean a wooden table?'],
  ['Why is the sky blue?', 'What makes the sky blue?'],
  ['How does a refrigerator work?', 'Explain how a refrigerator works.'],
  ['What should I pack for a beach holiday?', 'What do I need to pack for a holiday at the beach?'],
  ['Write a short poem about autumn.', 'Please write a short autumn poem.'],
  ['What is the largest ocean?', 'Which ocean is the largest?'],
  ['How do I start learning the piano?', 'How should I begin to learn the piano?'],
  ['What are the symptoms of a cold?', 'Which symptoms does a cold have?'],
  ['How do bees make honey?', 'Explain how honey is made by bees.'],
  ['What is the difference between a virus and a bacterium?', 'How do a virus and a bacterium differ?'],
  ['How can I save money on groceries?', 'What are ways to save money on groceries?'],
]

const OTHER: readonly (readonly [string, string])[] = [
  ['What is the capital of France?', 'What is the capital of Spain?'],
  ['What is 12 + 9?', 'What is 12 + 8?'],
  ['What is 12 + 9?', 'What is 12 - 9?'],
  ['How do I boil an egg?', 'How do I fry an egg?'],
  ['What is the largest ocean?', 'What is the smallest ocean?'],
  ['How do I open a bank account?', 'How do I close a bank account?'],
  ['Who wrote Hamlet?', 'Who wrote Faust?'],
  ['How long do cats live?', 'How long do dogs live?'],
  ['Is it safe to eat raw fish?', 'Is it not safe to eat raw fish?'],
  ['Translate "good morning" to German.', 'Translate "good night" to German.'],
  ['How do I convert miles to kilometres?', 'How do I convert kilometres to miles?'],
  ['What is the boiling point of water?', 'What is the freezing point of water?'],
  ['Why is the sky blue?', 'Why is the sea blue?'],
  ['How do I make pancakes?', 'How do I make waffles?'],
  ['What causes rain?', 'What causes snow?'],
  ['Sort these numbers ascending: 4 2 9', 'Sort these numbers descending: 4 2 9'],
  ['What should I eat before a race?', 'What should I eat after a race?'],
  ['How do I add a user in Linux?', 'How do I remove a user in Linux?'],
  ['What does HTTP stand for?', 'What does HTML stand for?'],
  ['Write a poem about autumn.', 'Write a poem about spring.'],
  ['How tall is Mount Everest?', 'How old is Mount Everest?'],
  ['Tell me a joke about cats.', 'Tell me a story about cats.'],
  ['How do I grow tomatoes?', 'How do I grow potatoes?'],
  ['What is a black hole?', 'What is a white hole?'],
  ['How do bees make honey?', 'How do bees make wax?'],
  ['What are the symptoms of a cold?', 'What are the symptoms of the flu?'],
  ['How do I clean a wooden table?', 'How do I clean a glass table?'],
  ['Suggest a name for my dog.', 'Suggest a name for my daughter.'],
  ['What is the speed of light?', 'What is the speed of sound?'],
  ['How does a refrigerator work?', 'How does a microwave work?'],
  ['Explain photosynthesis in simple words.', 'Explain fermentation in simple words.'],
  ['How can I save money on groceries?', 'How can I save time on groceries?'],
  ['How do I cook rice?', 'How do I cook rice in a microwave?'],
  ['What are the rules of chess?', 'What are the rules of speed chess?'],
  ['How do I train a puppy?', 'How do I train a puppy to swim?'],
  ['What is a good present for a child?', 'What is a good present for a child who hates toys?'],
  ['How do I paint a wall?', 'How do I paint a brick wall?'],
  ['Who invented the telephone?', 'Who invented the mobile telephone?'],
  ['What do horses eat?', 'What do horses eat in winter?'],
  ['How does a plane fly?', 'How does a paper plane fly?'],
  ['When was Rome founded?', 'Where was Rome founded?'],
  ['How do I make bread?', 'What is bread?'],
  ['Who painted this?', 'Why did they paint this?'],
]

const FRESH_SAME: readonly (readonly [string, string])[] = [
  ['Where does coffee come from?', 'What is the origin of coffee?'],
  ['How do I change a tyre?', 'Can you explain how to change a tyre?'],
  ['What is the population of Norway?', 'How many people live in Norway?'],
  ['Why do leaves turn red?', 'Explain why leaves turn red.'],
  ['What is a good exercise for the back?', 'Which exercise is good for the back?'],
  ['How do magnets work?', 'Tell me how magnets work.'],
  ['What colour is a ruby?', 'Which colour does a ruby have?'],
  ['How do I write a cover letter?', 'Please describe how I write a cover letter.'],
  ['What is the meaning of the word "ephemeral"?', 'What does "ephemeral" mean?'],
  ['How far is the moon?', 'What is the distance to the moon?'],
  ['Give me tips for a job interview.', 'I need tips for a job interview.'],
  ['How is cheese made?', 'How do you make cheese?'],
]
const FRESH_OTHER: readonly (readonly [string, string])[] = [
  ['Where does coffee come from?', 'Where does tea come from?'],
  ['How do I change a tyre?', 'How do I change a light bulb?'],
  ['What is the population of Norway?', 'What is the population of Sweden?'],
  ['Why do leaves turn red?', 'Why do leaves fall?'],
  ['What is a good exercise for the back?', 'What is a good exercise for the back of the leg?'],
  ['How do magnets work?', 'How do locks work?'],
  ['Convert 30 euros to dollars.', 'Convert 30 dollars to euros.'],
  ['Does the dog bite the man?', 'Does the man bite the dog?'],
  ['How far is the moon?', 'How far is the sun?'],
  ['Can I freeze milk?', 'Can I boil milk?'],
  ['How is cheese made?', 'How is goat cheese made?'],
  ['What is 15 % of 200?', 'What is 20 % of 150?'],
  ['Which came first, the chicken or the egg?', 'Which came last, the chicken or the egg?'],
  ['Who beat Germany in 1966?', 'Who did Germany beat in 1966?'],
  ['Is coffee better than tea?', 'Is tea better than coffee?'],
  ['Write a text about love and hate.', 'Write a text about love or hate.'],
]

/** Those looked at, or the fresh ones. */
export function pairs(which: 'looked at' | 'fresh'): readonly Pair[] {
  const of = (list: typeof SAME, same: boolean): Pair[] => list.map(([one, other]) => ({ one, other, same }))
  return which === 'fresh'
    ? [...of(FRESH_SAME, true), ...of(FRESH_OTHER, false)]
    : [...of(SAME, true), ...of(OTHER, false)]
}
