// The conversation on the page: answers in order, one under way at most.
import { computed, signal } from '@preact/signals'
import { type Answer, asked, heard, isOpen } from './answer.ts'
import { ask, type Turn } from './ask.ts'

export const answers = signal<readonly Answer[]>([])
export const model = signal('auto')
/** Whether earlier turns are sent along; small models answer best when asked one thing at a time. */
export const remembers = signal(false)
export const isBusy = computed(() => answers.value.some(isOpen))

/** Earlier turns that go along at most; the models' contexts are short. */
const TURNS = 6

/** What is sent: the question, before it the finished turns when they are wanted. */
export function turnsFor(earlier: readonly Answer[], question: string, withEarlier: boolean): Turn[] {
  const past = earlier
    .filter(one => one.state === 'done' && one.text !== '')
    .slice(-TURNS)
    .flatMap((one): Turn[] => [
      { role: 'user', content: one.question },
      { role: 'assistant', content: one.text },
    ])
  return [...(withEarlier ? past : []), { role: 'user', content: question }]
}

let abort = new AbortController()

export const stop = (): void => abort.abort()

export function startOver(): void {
  stop()
  answers.value = []
}

export async function send(question: string): Promise<void> {
  const text = question.trim()
  if (text === '' || isBusy.value) return
  abort = new AbortController()
  const { signal: stopped } = abort
  const earlier = answers.value
  let answer = asked(text)
  answers.value = [...earlier, answer]
  const turns = turnsFor(earlier, text, remembers.value)
  for await (const news of ask({ model: model.value, turns, signal: stopped })) {
    answer = heard(answer, news)
    // Started over meanwhile: nobody waits for this answer any more.
    if (answers.value.length !== earlier.length + 1) return
    answers.value = [...earlier, answer]
  }
}
