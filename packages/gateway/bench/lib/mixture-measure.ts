// Everything that is measured of one pool of miners: each of them, every way of `auto`, and what to hold it against.
import type { Combiners } from '../../src/mixture/plan.ts'
import type { Embed } from '../../src/mixture/standing.ts'
import { published } from './mixture-lessons.ts'
import type { Member } from './mixture-pool.ts'
import {
  type Answers,
  askedAs,
  atBest,
  byChance,
  hashed,
  type RouteOptions,
  routed,
  textOf,
  uniform,
} from './mixture-run.ts'
import { heldOut, type Item } from './mixture-tasks.ts'

export interface Plan {
  readonly seeds: readonly number[]
  /** Tasks a family that are made, and how many of them are asked. */
  readonly each: number
  readonly asked: number
  /** Challenges that each miner was asked before, two tasks of any of the 21 families each. */
  readonly probes: number
  /** Another way to make points of prompts; absent = not tried. */
  readonly encoded?: Embed
}

export interface Measured {
  readonly items: readonly Item[]
  /** By name, for each item of each seed in one order: 1 right, 0 wrong. */
  readonly marks: ReadonlyMap<string, readonly number[]>
  /** Items that several experts answered together, by name. */
  readonly joined: ReadonlyMap<string, number>
}

const ONE: Combiners = { exact: 'one', degree: 'one' }
const VOTE: Combiners = { exact: 'vote', degree: 'vote' }
const TOKENS: Combiners = { exact: 'tokens', degree: 'tokens' }

export const NO_GENERALIST = ', no generalist'
export const WAYS = ['auto, top-1', 'auto, vote', 'auto, token mixture'] as const
export const ENCODED = 'auto, top-1, by the sentence encoder'
const COMBINERS: readonly Combiners[] = [ONE, VOTE, TOKENS]

async function answersOf(pool: readonly Member[], seed: number, { each, asked }: Plan): Promise<Answers> {
  const items = heldOut(seed, each).filter((_, i) => i % each < asked)
  const texts: string[][] = []
  for (const member of pool) {
    const said: string[] = []
    for (const { prompt } of items) said.push(textOf(await member.ask(askedAs(prompt))))
    texts.push(said)
    console.log(`seed ${seed}: ${member.name} has answered`)
  }
  return { items, texts }
}

export async function measure(pool: readonly Member[], plan: Plan): Promise<Measured> {
  const marks = new Map<string, number[]>()
  const joined = new Map<string, number>()
  const items: Item[] = []
  const note = (name: string, right: readonly number[]): void => {
    marks.set(name, [...(marks.get(name) ?? []), ...right])
  }
  const without = new Set(pool.flatMap(({ role }, uid) => (role === 'generalist' ? [uid] : [])))
  for (const seed of plan.seeds) {
    const probed = (name: string) => console.log(`seed ${seed}: ${name} was probed`)
    const lessons = await published(pool, seed, plan.probes, probed)
    const answers = await answersOf(pool, seed, plan)
    items.push(...answers.items)
    for (const [uid, { name }] of pool.entries()) {
      const said = answers.texts[uid] ?? []
      note(
        name,
        answers.items.map((item, at) => Number(item.right(said[at] ?? ''))),
      )
    }
    note('random choice', byChance(answers))
    note('uniform ensemble', uniform(answers))
    note('any miner right (bound)', atBest(answers))
    const route = async (name: string, some: Pick<RouteOptions, 'combiners'> & Partial<RouteOptions>) => {
      const result = await routed({ pool, lessons, answers, embed: hashed, ...some })
      note(name, result.right)
      joined.set(name, (joined.get(name) ?? 0) + result.joined)
      console.log(`seed ${seed}: ${name} is measured`)
    }
    for (const [i, combiners] of COMBINERS.entries()) {
      await route(WAYS[i] ?? '', { combiners })
      await route(`${WAYS[i]}${NO_GENERALIST}`, { combiners, without })
    }
    if (plan.encoded) await route(ENCODED, { combiners: ONE, embed: plan.encoded })
  }
  return { items, marks, joined }
}
