// The worker of the verifier pool: takes packed batches, answers one byte per item. It imports little, because each thread
// loads all of it again; ed25519, which few sign with, and schnorrkel only once they are needed.

import { parentPort } from 'node:worker_threads'
import { Sr25519Batch } from './sr25519-batch/batch.ts'
import { isSr25519Shape, type Sr25519Engine } from './sr25519-engine.ts'
import type { SignedItem } from './verify.ts'
import { unpackItems } from './verify-batch.ts'

if (parentPort === null) throw new Error('verify-worker runs only as a worker')
const port = parentPort

// Batches that arrive while this loads wait in the port's queue: listening starts after it.
const batch = await Sr25519Batch.load()

let schnorrkel: Promise<Sr25519Engine> | undefined

async function load(): Promise<Sr25519Engine> {
  const { compileSr25519, sr25519Engine } = await import('./sr25519-wasm.ts')
  return sr25519Engine(await compileSr25519())
}

/** What the batch finds bad, schnorrkel judges: nobody may refuse more than others do. */
async function isGoodAfterAll({ publicKey, message, signature }: SignedItem): Promise<boolean> {
  const { verify } = await (schnorrkel ??= load())
  return verify(publicKey, message, signature)
}

/** Those that are good by the batch, together or else alone. */
function goodOnes(items: readonly SignedItem[]): readonly SignedItem[] {
  if (batch.areGood(items)) return items
  return items.length === 1 ? [] : items.filter(item => batch.areGood([item]))
}

async function isGoodEd25519({ publicKey, message, signature }: SignedItem): Promise<boolean> {
  const { ed25519Verify } = await import('./ed25519.ts')
  return ed25519Verify(publicKey, message, signature)
}

async function verdictsOn(items: readonly SignedItem[]): Promise<readonly boolean[]> {
  const shaped = items.filter(
    ({ scheme, publicKey, signature }) => scheme === 'sr25519' && isSr25519Shape(publicKey, signature),
  )
  const readable = new Set(shaped)
  const good = new Set(goodOnes(shaped))
  return Promise.all(
    items.map(item => {
      if (item.scheme === 'ed25519') return isGoodEd25519(item)
      return good.has(item) || (readable.has(item) && isGoodAfterAll(item))
    }),
  )
}

port.on('message', async (packed: Uint8Array) => {
  const verdicts = Uint8Array.from(await verdictsOn([...unpackItems(packed)]), Number)
  port.postMessage(verdicts, [verdicts.buffer])
})
