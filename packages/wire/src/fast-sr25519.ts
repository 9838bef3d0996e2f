// sr25519 by WebAssembly, loaded on demand: a process that signs one call does without.

import { installSr25519Engine } from './sr25519.ts'
import { compileSr25519, sr25519Engine } from './sr25519-wasm.ts'

const load = async (): Promise<void> => installSr25519Engine(await sr25519Engine(await compileSr25519()))

let loading: Promise<void> | undefined

/** Loads the engine once; afterwards every sr25519 signature and verification of this thread uses it. */
export function loadFastVerifier(): Promise<void> {
  return (loading ??= load())
}
