// The worker of the verifier pool: takes packed batches, answers one byte per item.

import { parentPort } from 'node:worker_threads'
import { loadFastVerifier } from './fast-sr25519.ts'
import { verifySignature } from './verify.ts'
import { unpackItems } from './verify-batch.ts'

if (parentPort === null) throw new Error('verify-worker runs only as a worker')
const port = parentPort

// Batches that arrive while the engine loads wait in the port's queue: listening starts after it.
await loadFastVerifier()
port.on('message', (batch: Uint8Array) => {
  const verdicts = Uint8Array.from(unpackItems(batch), item => Number(verifySignature(item)))
  port.postMessage(verdicts, [verdicts.buffer])
})
