// Which validator carries a request: live traffic spreads over all of them, and a caller keeps to one, as a probe's steps do.
import type { Dispatcher } from '@taonet/neuron'
import type { Network } from '../network.ts'

/** A caller's own validator may have so many more requests under way than the idlest before that one takes over. */
const LOYALTY = 16

/** FNV-1a: a name that tells callers apart and nothing of them. */
export function numberOf(caller: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < caller.length; at++) hash = Math.imul(hash ^ caller.charCodeAt(at), 16_777_619)
  return hash >>> 0
}

export type ChooseDispatcher = (netuid: number, caller?: string) => Dispatcher | undefined

/** Whoever is not known goes by the one with the fewest requests under way, by turns where several have. */
export function dispatchersOf(network: Pick<Network, 'validators'>): ChooseDispatcher {
  let turn = 0
  return (netuid, caller) => {
    const validators = network.validators.filter(one => one.serves(netuid))
    const { length } = validators
    turn = (turn + 1) % Math.max(1, length)
    let best: Dispatcher | undefined
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < length; i++) {
      const dispatcher = validators[(turn + i) % length]?.dispatcher
      const busy = dispatcher?.metrics().inFlight ?? least
      if (busy < least) {
        best = dispatcher
        least = busy
      }
    }
    const own = caller === undefined ? undefined : validators[numberOf(caller) % length]?.dispatcher
    return own && own.metrics().inFlight <= least + LOYALTY ? own : best
  }
}
