// What is done to the validators and when, from the seed alone: rounds of one fault or two that do not hide each other. After
// each round everything is healed, and the next one waits until the network has recovered.
import { Dice } from './dice.ts'

export type Part = 'engine' | 'application' | 'both'

export type Fault =
  /** kill -9; the node's own supervision brings an engine back, and a node is started again when the round ends. */
  | { readonly kind: 'kill'; readonly part: Part; readonly node: number }
  /** kill -9, and started again at once. */
  | { readonly kind: 'crash'; readonly part: 'application' | 'both'; readonly node: number }
  | { readonly kind: 'pause'; readonly part: Part; readonly node: number }
  /** A clean stop and a start. */
  | { readonly kind: 'restart'; readonly node: number }
  /** More than a third of the power is gone: no block may follow. */
  | { readonly kind: 'two-down'; readonly nodes: readonly [number, number] }
  /** Connections between the groups are cut and refused, or stay and carry nothing; in both directions or in one. */
  | { readonly kind: 'partition'; readonly group: readonly number[]; readonly how: PartitionKind }
  | { readonly kind: 'delay'; readonly ms: number }
  /** This share of what is sent is late as if it had been sent again, and now and then a connection breaks. */
  | { readonly kind: 'loss'; readonly share: number }
  | { readonly kind: 'skew'; readonly node: number; readonly seconds: number }
  /** Killed, and of its write-ahead log only this share is left. */
  | { readonly kind: 'truncated-log'; readonly node: number; readonly share: number }
  | { readonly kind: 'full-disk'; readonly node: number }

export type PartitionKind = 'cut' | 'silent' | 'one-way'

export interface Round {
  readonly faults: readonly Fault[]
  /** Milliseconds until everything is healed. */
  readonly lasts: number
}

export interface Plan {
  readonly rounds: readonly Round[]
  /** The validator whose disk becomes full, whenever one does. */
  readonly smallDisk: number
}

/** A single node's faults, and those of the links: of two at once, at most one changes the links. */
type Reach = { readonly nodes: readonly number[]; readonly links: boolean }

const LASTS = [1500, 4000] as const
const COMPANY = 0.4

/** Blocks' time that a round lasts at least in which blocks are counted. */
const COUNTED_BLOCKS = 12

export interface PlanOptions {
  readonly seed: number
  readonly validators: number
  /** How long it must last at least. */
  readonly ms: number
  /** Milliseconds. */
  readonly blockTime: number
}

/** @throws RangeError for fewer than 4 validators: they survive nothing. */
export function planOf({ seed, validators, ms, blockTime }: PlanOptions): Plan {
  if (validators < 4) throw new RangeError('fewer than 4 validators survive no loss')
  const dice = new Dice(seed, 'plan')
  const smallDisk = dice.between(0, validators - 1)
  const makers = makersOf(dice, validators, smallDisk)
  const rounds: Round[] = []
  let bag: readonly (() => Fault)[] = []
  const next = (): Fault => {
    if (bag.length === 0) bag = dice.shuffled(makers)
    const [first, ...rest] = bag
    bag = rest
    if (!first) throw new RangeError('no fault to choose from')
    return first()
  }
  const add = (faults: readonly Fault[]): void => {
    const least = faults.some(isCounted) ? COUNTED_BLOCKS * blockTime : 0
    rounds.push({ faults, lasts: Math.max(least, dice.between(...LASTS)) })
  }
  while (rounds.reduce((sum, { lasts }) => sum + lasts, 0) < ms) {
    const first = next()
    if (!dice.chance(COMPANY)) add([first])
    else {
      const second = next()
      if (together(reachOf(first), reachOf(second))) add([first, second])
      else {
        add([first])
        add([second])
      }
    }
  }
  return { rounds, smallDisk }
}

/** Each way of failing once; the dice decide the particulars when it is its turn. */
function makersOf(dice: Dice, validators: number, smallDisk: number): readonly (() => Fault)[] {
  const nodes = Array.from({ length: validators }, (_, index) => index)
  const node = (): number => dice.pick(nodes)
  const group = (size: number): readonly number[] => dice.shuffled(nodes).slice(0, size)
  return [
    () => ({ kind: 'kill', part: 'engine', node: node() }),
    () => ({ kind: 'kill', part: 'application', node: node() }),
    () => ({ kind: 'kill', part: 'both', node: node() }),
    () => ({ kind: 'crash', part: dice.pick(['application', 'both']), node: node() }),
    () => ({ kind: 'pause', part: dice.pick(['engine', 'application', 'both']), node: node() }),
    () => ({ kind: 'restart', node: node() }),
    () => {
      const [one = 0, other = 1] = group(2)
      return { kind: 'two-down', nodes: [one, other] }
    },
    () => ({ kind: 'partition', group: group(1), how: dice.pick(['cut', 'silent', 'one-way']) }),
    () => ({ kind: 'partition', group: group(2), how: dice.pick(['cut', 'silent', 'one-way']) }),
    () => ({ kind: 'delay', ms: dice.between(50, 400) }),
    () => ({ kind: 'loss', share: dice.between(2, 20) / 100 }),
    () => ({ kind: 'skew', node: node(), seconds: dice.pick([-3600, -30, 30, 3600, 86_400]) }),
    () => ({ kind: 'truncated-log', node: node(), share: dice.pick([0, 0.5, 0.9, 0.999]) }),
    () => ({ kind: 'full-disk', node: smallDisk }),
  ]
}

const LINKS: readonly Fault['kind'][] = ['partition', 'delay', 'loss']

const isCounted = (fault: Fault): boolean =>
  fault.kind === 'two-down' || (fault.kind === 'kill' && fault.part === 'both')

function reachOf(fault: Fault): Reach {
  if (LINKS.includes(fault.kind)) return { nodes: [], links: true }
  // What is shown of two that are down would be blurred by a third.
  if (fault.kind === 'two-down')
    return { nodes: Array.from({ length: 100 }, (_, index) => index), links: true }
  return { nodes: 'node' in fault ? [fault.node] : [], links: false }
}

const together = (one: Reach, other: Reach): boolean =>
  !(one.links && other.links) && !one.nodes.some(node => other.nodes.includes(node))

export function nameOf(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${fault.part} of ${fault.node + 1}`
    case 'crash':
      return `crash ${fault.part} of ${fault.node + 1}`
    case 'pause':
      return `pause ${fault.part} of ${fault.node + 1}`
    case 'restart':
      return `restart ${fault.node + 1}`
    case 'two-down':
      return `down ${fault.nodes.map(node => node + 1).join(' and ')}`
    case 'partition':
      return `partition ${fault.group.map(node => node + 1).join(' and ')} (${fault.how})`
    case 'delay':
      return `delay ${fault.ms} ms`
    case 'loss':
      return `loss ${Math.round(fault.share * 100)} %`
    case 'skew':
      return `clock of ${fault.node + 1} by ${fault.seconds} s`
    case 'truncated-log':
      return `log of ${fault.node + 1} cut to ${fault.share * 100} %`
    case 'full-disk':
      return `full disk of ${fault.node + 1}`
  }
}
