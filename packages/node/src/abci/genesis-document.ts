// Our genesis inside the engine's: its `app_state` is a chain specification.
import type { GenesisSpec } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { isGenesis } from '../process-options.ts'
import { parsed } from './own-json.ts'

/** The engine's name of the chain, and what we begin it from. @throws NetError `genesis`. */
export function readGenesis(text: string): { readonly chainId: string; readonly genesis: GenesisSpec } {
  const document = parsed(text)
  if (
    typeof document === 'object' &&
    document !== null &&
    'chain_id' in document &&
    'app_state' in document
  ) {
    const { chain_id: chainId, app_state: state } = document
    if (typeof chainId === 'string') return { chainId, genesis: genesisOf(JSON.stringify(state)) }
  }
  throw new NetError(
    'genesis',
    'the genesis file has no chain_id or no app_state',
    "make one by 'taonet network init'",
  )
}

/** @throws NetError `genesis` for text that describes no chain. */
export function genesisOf(appState: string): GenesisSpec {
  const spec = parsed(appState)
  if (isGenesis(spec)) return spec
  throw new NetError(
    'genesis',
    "the engine's genesis holds no chain specification in app_state",
    "make one by 'taonet network init'",
  )
}
