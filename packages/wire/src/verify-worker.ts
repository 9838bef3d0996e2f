// The worker of the verifier pool: takes packed batches, answers one byte per item. It imports little, because each thread
// loads all of it again; ed25519, which few sign with, only once it is met.

import { parentPort } from 'node:worker_threads'
import { isSr25519Shape } from './sr25519-engine.ts'
import { compileSr25519, sr25519Engine } from './sr25519-wasm.ts'
import type { SignedItem } from './verify.ts'
import { unpackItems } from './verify-batch.ts'

if (parentPort === null) throw new Error('verify-worker runs only as a worker')
const port = parentPort

// Batches that arrive while the engine loads wait in the port's queue: listening starts after it.
const { verify } = await sr25519Engine(await compileSr25519())

async function verdictOn({ scheme, publicKey, message, signature }: SignedItem): Promise<boolean> {
  if (scheme === 'sr25519')
    return isSr25519Shape(publicKey, signature) && verify(publicKey, message, signature)
  const { ed25519Verify } = await import('./ed25519.ts')
  return ed25519Verify(publicKey, message, signature)
}

port.on('message', async (batch: Uint8Array) => {
  const verdicts = Uint8Array.from(await Promise.all(Array.from(unpackItems(batch), verdictOn)), Number)
  port.postMessage(verdicts, [verdicts.buffer])
})
