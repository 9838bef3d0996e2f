// Our genesis inside the engine's: its `app_state` is a chain specification.
import type { GenesisSpec } from '@taonet/runtime'
import { NetError } from '@taonet/wire'
import { isGenesis } from '../process-options.ts'

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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
