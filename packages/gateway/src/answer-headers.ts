// Who answered, from which block's ranking (DESIGN §6).
import { CACHE_HEADER } from './cache/cache-wish.ts'
import type { RoutingReport } from './mixture/mixture.ts'
import type { Candidate, ServedSubnet } from './network.ts'

/** Who answered, and how it came to that. */
export interface Account {
  readonly served: ServedSubnet
  /** What answered, as declared; what was asked for where nobody did. */
  readonly model: string
  /** Those whose words the caller gets, the first one most of all; nobody for what was refused before it was asked. */
  readonly miners: readonly Candidate[]
  /** Uids that failed before. */
  readonly tried: readonly number[]
  /** Why these; only where the gateway chose among experts. */
  readonly routing?: RoutingReport
  /** Whether the answer had been given before; absent where nobody looked. */
  readonly cache?: 'hit' | 'miss'
}

export function answerHeaders({ served, model, miners, tried, cache }: Account): Record<string, string> {
  const { subnet, directory } = served
  // A declared name is the miner's own text: headers take visible ASCII only.
  const name = model.replace(/[^\x20-\x7e]/g, '?').slice(0, 128)
  const uids = [...miners.map(({ uid }) => uid), ...tried]
  return {
    'x-taonet-model': name,
    'x-taonet-miners': uids.map(uid => `${subnet.name}/${uid}`).join(', '),
    'x-taonet-block': String(directory.block),
    ...(cache ? { [CACHE_HEADER]: cache } : {}),
  }
}
