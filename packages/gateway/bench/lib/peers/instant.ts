// What everybody is asked and answers in this comparison: one text, whole or in pieces, in OpenAI's form.

export const MODEL = 'instant'
export const PATH = '/v1/chat/completions'

/** Twenty pieces of two or three words, as a model's tokens would come if it were fast beyond measure. */
const PIECES = [
  'A river carries ',
  'more water in ',
  'spring, because the ',
  'snow of the ',
  'mountains melts and ',
  'the ground is ',
  'still too wet ',
  'to hold much ',
  'of the rain. ',
  'By late summer ',
  'most of it ',
  'comes from springs, ',
  'which give the ',
  'same amount all ',
  'year, and the ',
  'fish gather where ',
  'it is deep ',
  'and cold, below ',
  'the old bridges ',
  'of the valley.',
]
/** By this the load knows the first piece of an answer, wherever it comes from. */
export const FIRST = 'A river carries'

const END = { finish_reason: 'stop', logprobs: null }
const COUNTS = { prompt_tokens: 45, completion_tokens: 60, total_tokens: 105 }

export const ANSWER = {
  id: 'chatcmpl-0',
  object: 'chat.completion',
  created: 0,
  model: MODEL,
  choices: [{ index: 0, message: { role: 'assistant', content: PIECES.join('') }, ...END }],
  usage: COUNTS,
}

interface Delta {
  readonly role?: 'assistant'
  readonly content?: string
}

const chunk = (delta: Delta, finish_reason: 'stop' | null): object => ({
  id: 'chatcmpl-0',
  object: 'chat.completion.chunk',
  created: 0,
  model: MODEL,
  choices: [{ index: 0, delta, finish_reason, logprobs: null }],
})

export const CHUNKS: readonly object[] = [
  ...PIECES.map((content, at) => chunk(at === 0 ? { role: 'assistant', content } : { content }, null)),
  chunk({}, 'stop'),
]

let asked = 0

/** About 200 characters, and never the same twice: nobody may answer from memory. */
export function question(stream: boolean): string {
  const content =
    `Question ${process.pid}-${asked++}: I live beside a river in a valley with mountains on both sides. ` +
    'Why is there so much more water in it in spring than in late summer, and where do the fish go then?'
  return JSON.stringify({
    model: MODEL,
    messages: [{ role: 'user', content }],
    ...(stream ? { stream } : {}),
  })
}
