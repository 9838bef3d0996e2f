// One seed of the mixture's benchmark: everybody answers every item, and each way of choosing or joining answers is marked.
import { randomFrom, seedFrom } from '@taonet/models/random'
import type { ChatRequestInput, ChatResponse, Lesson } from '@taonet/neuron'
import { type ChatRequest, parseChat } from '../../src/chat-request.ts'
import { featuresOf } from '../../src/mixture/features.ts'
import { mixTokens } from '../../src/mixture/mix-tokens.ts'
import { type Combiners, type Plan, plannerOf } from '../../src/mixture/plan.ts'
import { type Embed, standingsOf } from '../../src/mixture/standing.ts'
import { normalised, vote } from '../../src/mixture/vote.ts'
import { candidatesOf } from './mixture-candidates.ts'
import type { Member } from './mixture-pool.ts'
import type { Item } from './mixture-tasks.ts'

export const MAX_TOKENS = 48

export const askedAs = (prompt: string): ChatRequestInput => ({
  messages: [{ role: 'user', content: prompt }],
  max_tokens: MAX_TOKENS,
  temperature: 0,
})

export const textOf = (response: ChatResponse): string => response.choices[0]?.message.content ?? ''

/** What every member of the pool said to every item. */
export interface Answers {
  readonly items: readonly Item[]
  /** By member, then by item. */
  readonly texts: readonly (readonly string[])[]
}

export const hashed: Embed = async prompts => prompts.map(featuresOf)

export interface Routed {
  /** 1 for a right answer, by item. */
  readonly right: readonly number[]
  /** How often an item was answered by a vote or a mixture instead of one expert. */
  readonly joined: number
}

/** No expert answers at random here: a seed in the request keeps exploration out of the figures. */
const requestOf = (prompt: string): ChatRequest =>
  parseChat({ model: 'auto', messages: [{ role: 'user', content: prompt }], temperature: 0, seed: 1 })

export interface RouteOptions {
  readonly pool: readonly Member[]
  readonly lessons: readonly Lesson[]
  readonly answers: Answers
  readonly combiners: Combiners
  readonly embed: Embed
  /** Members that the router may not use, by place. */
  readonly without?: ReadonlySet<number>
}

/** The gateway's own planner, vote and mixture over what the pool said. */
export async function routed(options: RouteOptions): Promise<Routed> {
  const { pool, lessons, answers, combiners, embed, without = new Set() } = options
  const used = lessons.filter(({ uid }) => !without.has(uid))
  const standings = await standingsOf(used, { embed, seed: 'bench' })
  const planner = plannerOf({
    standings: () => standings,
    features: async prompt => (await embed([prompt]))[0] ?? featuresOf(''),
    random: randomFrom(seedFrom('bench exploration')),
    combiners,
    bytewise: candidate => pool[candidate.uid]?.role !== 'open',
  })
  const candidates = candidatesOf(pool).filter(({ uid }) => !without.has(uid))
  const right: number[] = []
  let joined = 0
  for (const [i, item] of answers.items.entries()) {
    const plan = await planner.plan(requestOf(item.prompt), candidates)
    joined += plan.kind === 'one' ? 0 : 1
    right.push(Number(item.right(await answerOf(plan, item, i, options))))
  }
  return { right, joined }
}

async function answerOf(
  { kind, members, chances }: Plan,
  { prompt }: Item,
  at: number,
  { pool, answers }: RouteOptions,
): Promise<string> {
  const said = (uid: number): string => answers.texts[uid]?.[at] ?? ''
  if (kind === 'vote') {
    const ballots = members.map(({ uid }, i) => ({ text: said(uid), chance: chances[i] ?? 0 }))
    return ballots[vote(ballots).winner]?.text ?? ''
  }
  if (kind === 'one') return said(members[0]?.uid ?? 0)
  const pieces = mixTokens({
    members: members.map((candidate, i) => ({ candidate, chance: chances[i] ?? 0 })),
    messages: askedAs(prompt).messages,
    maxTokens: MAX_TOKENS,
    temperature: 0,
    seed: 1,
    ask(candidate, request) {
      const member = pool[candidate.uid]
      if (!member) throw new RangeError('no such member')
      return member.ask(request)
    },
  })
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Everybody's vote counts the same; of equally frequent answers one by lot. */
export function uniform({ items, texts }: Answers): number[] {
  const random = randomFrom(seedFrom('uniform ensemble'))
  return items.map((item, at) => {
    const counts = new Map<string, string[]>()
    for (const said of texts) {
      const text = said[at] ?? ''
      if (normalised(text) !== '')
        counts.set(normalised(text), [...(counts.get(normalised(text)) ?? []), text])
    }
    const most = Math.max(0, ...[...counts.values()].map(some => some.length))
    const winners = [...counts.values()].filter(some => some.length === most)
    return winners.length === 0 ? 0 : Number(item.right(random.pick(winners)[0] ?? ''))
  })
}

/** Of each item the share of members that are right. */
export const byChance = ({ items, texts }: Answers): number[] =>
  items.map((item, at) => texts.filter(said => item.right(said[at] ?? '')).length / Math.max(1, texts.length))

/** Whether anybody is right: no way of choosing does better. */
export const atBest = ({ items, texts }: Answers): number[] =>
  items.map((item, at) => Number(texts.some(said => item.right(said[at] ?? ''))))
