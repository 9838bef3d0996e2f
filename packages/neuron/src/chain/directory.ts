// A live list of a subnet's neurons, read from the chain once every few blocks and shared by all who route or probe.

import type { Hash } from '@taonet/wire'
import { isLoopback } from '../dispatch/address-policy.ts'
import type { Target } from '../dispatch/reply.ts'
import type { NeuronChain, Seat } from './neuron-chain.ts'

export interface Neuron extends Seat {
  /** Undefined when the neuron serves no axon that may be called. */
  readonly target: Target | undefined
}

export interface Directory {
  readonly netuid: number
  /** The block the list was read at; 0 before the first reading. */
  readonly block: number
  /** Of that block. */
  readonly blockHash?: Hash | undefined
  /** By ascending uid. */
  readonly neurons: readonly Neuron[]
  /** Neurons that can be called, best paid first, then by uid. */
  miners(): readonly Neuron[]
  /** Neurons that may ask: those with a permit or with stake, since before the first epoch nobody has a permit. */
  validators(): readonly Neuron[]
  /** Reads now, once for all who ask at the same time. @throws NetError. */
  refresh(): Promise<void>
  /** Told after each reading. Returns the way to stop. */
  onChange(listener: () => void): () => void
  close(): void
}

export interface DirectoryOptions {
  /** Blocks between readings, 5 by default; while nobody can be called it is read at every block. */
  readonly every?: number
}

function neuronOf(netuid: number, seat: Seat, allowLoopback: boolean): Neuron {
  const { axon, uid, hotkey } = seat
  const callable = axon !== undefined && (allowLoopback || !isLoopback(axon.host))
  return { ...seat, target: callable ? { netuid, uid, hotkey, ...axon } : undefined }
}

/** Starts following a subnet; the first reading is done when it resolves. @throws NetError. */
export async function watchDirectory(
  chain: NeuronChain,
  netuid: number,
  { every = 5 }: DirectoryOptions = {},
): Promise<Directory> {
  const allowLoopback = await chain.allowsLoopback()
  const listeners = new Set<() => void>()
  let neurons: readonly Neuron[] = []
  let block = 0
  let blockHash: Hash | undefined
  let reading: Promise<void> | undefined

  async function readOnce(): Promise<void> {
    const [{ number, hash }, seats] = await Promise.all([chain.head(), chain.seats(netuid)])
    neurons = seats.map(seat => neuronOf(netuid, seat, allowLoopback)).sort((a, b) => a.uid - b.uid)
    block = number
    blockHash = hash
    for (const listener of listeners) listener()
  }

  const refresh = (): Promise<void> => {
    reading ??= readOnce().finally(() => {
      reading = undefined
    })
    return reading
  }

  await refresh()
  const stop = chain.onBlock(({ number }) => {
    // While nobody can be called, miners may be announcing themselves: every block counts.
    const pause = neurons.some(neuron => neuron.target !== undefined) ? every : 1
    // A chain that does not answer now is asked again with the next block; the list meanwhile stays as it was.
    if (number >= block + pause) refresh().catch(() => {})
  })

  return {
    netuid,
    get block() {
      return block
    },
    get blockHash() {
      return blockHash
    },
    get neurons() {
      return neurons
    },
    miners: () =>
      neurons
        .filter(neuron => neuron.target !== undefined)
        .sort((a, b) => b.incentive - a.incentive || a.uid - b.uid),
    validators: () =>
      neurons.filter(neuron => neuron.validatorPermit || neuron.stake + neuron.rootStake > 0n),
    refresh,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      stop()
      listeners.clear()
    },
  }
}
