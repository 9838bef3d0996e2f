// One text under several models that each foretell its bytes: what it costs in bits under every way of joining them.
import { posteriorOf } from '../../src/mixture/posterior.ts'

/** Fixed before any of this was measured. */
const DECAY = 0.98
export const OPENING = 16

/** Bits a character. */
export const bits = (nats: readonly number[]): number =>
  -nats.reduce((sum, value) => sum + value, 0) / Math.max(1, nats.length) / Math.LN2

/** Bits a character of one text under weights that are asked before each byte and told after it. */
function mixed(
  logs: readonly (readonly number[])[],
  weights: () => readonly number[],
  observe: (chances: readonly number[]) => void,
): number {
  const nats = (logs[0] ?? []).map((_, at) => {
    const chances = logs.map(log => Math.exp(log[at] ?? Number.NEGATIVE_INFINITY))
    const now = weights()
    const chance = chances.reduce((sum, one, k) => sum + (now[k] ?? 0) * one, 0)
    observe(chances)
    return Math.log(chance)
  })
  return bits(nats)
}

export function posterior(logs: readonly (readonly number[])[], top: boolean): number {
  const sums = logs.map(() => 0)
  const weights = (): readonly number[] => {
    const most = Math.max(...sums)
    if (top) return sums.map((_, k) => Number(k === sums.indexOf(most)))
    const shares = sums.map(sum => Math.exp(sum - most))
    const total = shares.reduce((sum, share) => sum + share, 0)
    return shares.map(share => share / total)
  }
  return mixed(logs, weights, chances => {
    for (const [k, chance] of chances.entries()) sums[k] = DECAY * (sums[k] ?? 0) + Math.log(chance)
  })
}

export const uniform = (logs: readonly (readonly number[])[]): number => {
  const weights = logs.map(() => 1 / logs.length)
  return mixed(
    logs,
    () => weights,
    () => {},
  )
}

/** As the gateway mixes: led by whoever scores best on such texts, nobody else above its most. */
export function gateways(logs: readonly (readonly number[])[], scores: readonly number[]): number {
  const order = scores.map((_, k) => k).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const state = posteriorOf(order.map(k => scores[k] ?? 0))
  const ordered = order.map(k => logs[k] ?? [])
  return mixed(
    ordered,
    () => state.weights,
    chances => state.observe(chances),
  )
}

/** Chosen by the first bytes, measured on the rest. */
export function once(logs: readonly (readonly number[])[]): number {
  const heads = logs.map(log => bits(log.slice(0, OPENING)))
  const chosen = logs[heads.indexOf(Math.min(...heads))] ?? []
  return bits(chosen.slice(OPENING))
}
