// Who sits where on the chain of a scale run: validators first, then miners. Keys follow from numbers, so that both processes
// of a run know them.
import { SimulatedChain } from '@taonet/neuron'
import { type KeyPair, keyPairFromSeed } from '@taonet/wire'

export const NETUID = 1

export interface Size {
  readonly miners: number
  readonly validators: number
}

const key = (name: number, index: number): KeyPair =>
  keyPairFromSeed(Uint8Array.from({ length: 32 }, (_, at) => [name, index & 255, index >> 8][at] ?? 7))

export const validatorKeys = ({ validators }: Size): readonly KeyPair[] =>
  Array.from({ length: validators }, (_, i) => key(1, i))
export const minerKeys = ({ miners }: Size): readonly KeyPair[] =>
  Array.from({ length: miners }, (_, i) => key(2, i))

/** A subnet on the real chain has 256 seats at most (chain-neurons), so more of them sit on one in memory. */
export const seated = (size: Size): SimulatedChain =>
  new SimulatedChain([
    ...validatorKeys(size).map(({ account }) => ({ hotkey: account, validator: true })),
    ...minerKeys(size).map(({ account }) => ({ hotkey: account })),
  ])
