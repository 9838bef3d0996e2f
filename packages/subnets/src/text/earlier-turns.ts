// What was said before in a conversation that a probe carries on: what the same miner was asked in other probes and what it
// answered, since the earlier answers of a live conversation are a model's own, and a miner may remember them.

import type { Random } from '@taonet/models/random'
import type { ChatRequestInput, ChatResponse } from '@taonet/neuron'
import { z } from 'zod'
import { SYSTEM_PROMPTS } from './live-sample.ts'
import { skills } from './skills/index.ts'

type Messages = ChatRequestInput['messages']

/** Longer ones are not kept: evidence holds them. */
const MAX_WORDS = 2_048

export const role = z.enum(['system', 'developer', 'user', 'assistant'])
export const turn = z.object({ role, size: z.int().min(0) })
export type Turn = z.infer<typeof turn>

const exchange = z.object({ asked: z.string(), answered: z.string() })
type Exchange = z.infer<typeof exchange>

/** As `SubnetLiteral.exchange` wants it: a question alone, and its answer. */
export function chatExchange(
  { messages }: ChatRequestInput,
  { choices }: ChatResponse,
): Exchange | undefined {
  const last = messages.at(-1)
  const answered = choices[0]?.message.content
  if (last?.role !== 'user' || typeof last.content !== 'string' || !answered) return undefined
  const asked = last.content
  return asked.length + answered.length <= MAX_WORDS ? { asked, answered } : undefined
}

export const exchangesIn = (envelopes: readonly unknown[] = []): readonly Exchange[] =>
  envelopes.flatMap(one => {
    const read = exchange.safeParse(one)
    return read.success ? [read.data] : []
  })

/** The one of the list whose sizes are nearest. */
const nearest = <One>(list: readonly One[], distance: (one: One) => number): One | undefined =>
  [...list].sort((a, b) => distance(a) - distance(b))[0]

export interface Opening {
  readonly turns: readonly Turn[]
  /** The skill family of the question that follows. */
  readonly about?: string | undefined
  readonly exchanges: readonly Exchange[]
}

/** Turns of those roles, of about those sizes; with nothing said before, tasks and their answers. Pure. */
export function openingLike(random: Random, { turns, about, exchanges }: Opening): Messages {
  const left = new Set(exchanges)
  const family = skills.find(skill => skill.name === about)
  const drawn = (size: number, answerSize: number): Exchange => {
    const found = nearest(
      [...left],
      ({ asked, answered }) => Math.abs(asked.length - size) + Math.abs(answered.length - answerSize),
    )
    if (found) {
      left.delete(found)
      return found
    }
    const { prompt, answer } = (family ?? random.pick(skills)).make(random)
    return { asked: prompt, answered: answer }
  }
  let answered = ''
  return turns.map(({ role: who, size }, i) => {
    if (who === 'assistant') return { role: who, content: answered }
    if (who !== 'user')
      return { role: who, content: nearest(SYSTEM_PROMPTS, one => Math.abs(one.length - size)) ?? '' }
    const next = turns[i + 1]
    const one = drawn(size, next?.role === 'assistant' ? next.size : 0)
    answered = one.answered
    return { role: who, content: one.asked }
  })
}
