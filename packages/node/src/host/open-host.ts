// The port's `init`: a host over a store, begun from genesis or resumed from what the store holds.
import type { GenesisSpec, Runtime } from '@taonet/runtime'
import { encode, Header, headerHash, NetError } from '@taonet/wire'
import type { Store } from '../store/index.ts'
import { genesisHash } from './genesis-hash.ts'
import { openHead } from './head.ts'
import { Host, type HostOptions } from './host.ts'
import type { Head } from './port.ts'

/**
 * A store with blocks resumes. `genesis` given beside it must be the one it began with.
 * @throws NetError `other-chain` when it is not.
 */
export function openHost(options: Omit<HostOptions, 'head'>, genesis: GenesisSpec): Host {
  const { runtime, store } = options
  return new Host({ ...options, head: openHead(store) ?? begin(runtime, store, genesis) })
}

function begin(runtime: Runtime, store: Store, genesis: GenesisSpec): Head {
  const changes = runtime.genesis(genesis)
  const header = runtime.genesisHeader(store.rootAfter(changes))
  const head = { number: 0, hash: headerHash(header), header }
  store.commit({ number: 0, hash: head.hash, header: encode(Header, header), body: [], changes })
  return head
}

/** Refuses a store that began with another genesis than the one asked for. */
export function checkGenesis(runtime: Runtime, store: Store, genesis: GenesisSpec): void {
  const present = store.hashOf(0)
  if (present === undefined) return
  const wanted = genesisHash(runtime, genesis)
  if (present === wanted) return
  throw new NetError(
    'other-chain',
    `the data directory holds the chain ${present}, not ${wanted}`,
    'use another data directory, or remove this one to begin anew',
  )
}
