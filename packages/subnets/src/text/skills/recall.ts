/** A value looked up in a small table that the prompt itself gives. */
import { madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

export const recall = exactSkill(
  'recall',
  'Looks up one of two to five made-up names in a table given in the prompt (unlimited tasks, two phrasings each).',
  random => {
    const names = madeUpWords(random, random.between(2, 5), 3, 5)
    const rows = names.map(name => ({ name, value: random.between(10, 99) }))
    const wanted = random.pick(rows)
    const prompt =
      random.below(2) === 0
        ? `${rows.map(({ name, value }) => `${name} is ${value}`).join(', ')}. What is ${wanted.name}?`
        : `${rows.map(({ name, value }) => `${name}=${value}`).join(' ')}; ${wanted.name}=?`
    return { prompt, answer: String(wanted.value) }
  },
)
