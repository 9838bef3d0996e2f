// sr25519 by WebAssembly. Importing it costs about 0.25 s and 80 MB, so it is loaded on demand.

import { installSr25519Engine, type Sr25519Engine } from './sr25519.ts'

async function load(): Promise<Sr25519Engine> {
  const crypto = await import('@polkadot/wasm-crypto')
  await crypto.waitReady()
  const engine: Sr25519Engine = {
    sign: (pair, message) => crypto.sr25519Sign(pair.publicKey, pair.secret, message),
    verify: (publicKey, message, signature) => crypto.sr25519Verify(signature, message, publicKey),
  }
  installSr25519Engine(engine)
  return engine
}

let loading: Promise<Sr25519Engine> | undefined

/** Loads the engine once; afterwards every sr25519 signature and verification of this thread uses it. */
export async function loadFastVerifier(): Promise<void> {
  loading ??= load()
  await loading
}
