// What everybody is asked and answers in this comparison: one text, whole or in pieces, in OpenAI's form.

export const MODEL = 'instant'
export const PATH = '/v1/chat/completions'

/** Pieces as a model's tokens would come if it were fast beyond measure. */
const PIECES = [
  'A year ',
  'has four seasons. ',
  'In spring the ',
  'days grow longer ',
  'and the trees ',
  'put out new ',
  'leaves. Summer is ',
  'warm and dry, ',
  'and most people ',
  'take their holidays ',
  'then. In autumn ',
  'the leaves turn ',
  'yellow and red ',
  'before they fall, ',
  'and winter brings ',
  'short days, frost ',
  'and sometimes snow. ',
]
/** A text that came whole says this. */
export const LAST = 'sometimes snow.'
/** By this the load knows the first piece of a text, however little of it that is. */
export const FIRST_PIECE = /"content":\s*"[^"]/

const END = { finish_reason: 'stop', logprobs: null }
const COUNTS = { prompt_tokens: 45, completion_tokens: 60, total_tokens: 105 }
const HEAD = { id: 'chatcmpl-0', created: 0, model: MODEL }

/** `name` is the question's, so that no two answers are the same either. */
export const answerTo = (name: string): object => ({
  ...HEAD,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: PIECES.join('') + name }, ...END }],
  usage: COUNTS,
})

interface Delta {
  readonly role?: 'assistant'
  readonly content?: string
}

const chunk = (delta: Delta, finish_reason: 'stop' | null): object => ({
  ...HEAD,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason, logprobs: null }],
})

export function* chunksTo(name: string): Generator<object> {
  yield chunk({ role: 'assistant', content: PIECES[0] ?? '' }, null)
  for (const content of [...PIECES.slice(1), name]) yield chunk({ content }, null)
  yield chunk({}, 'stop')
}

let asked = 0

/** About 200 characters, and never the same twice: nobody may answer from memory. */
export function question(stream: boolean): string {
  const content =
    `Question ${process.pid}-${asked++}: tell me in a few sentences which seasons a year has, what the weather is ` +
    'like in each of them, what happens to the trees meanwhile, and when most people take their holidays.'
  return JSON.stringify({
    model: MODEL,
    messages: [{ role: 'user', content }],
    ...(stream ? { stream } : {}),
  })
}

export const nameOf = (content: string): string => /^Question ([\d-]+):/.exec(content)?.[1] ?? ''
