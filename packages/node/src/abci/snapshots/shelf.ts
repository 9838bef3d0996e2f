// The snapshots that this node made: a folder each, by height, written beside the chain's own work.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot as Offer } from 'cosmjs-types/tendermint/abci/types'
import type { Snapshot } from '../../host/snapshot.ts'
import { decodeManifest, encodeManifest, FORMAT, isChunk, type Manifest, sha256 } from './manifest.ts'

export interface SnapshotPlan {
  /** Blocks from one to the next; every node makes them at the same heights, so that one can load from many. 0 = none. */
  readonly every: number
  /** The newest that are kept. */
  readonly kept: number
}

const MANIFEST = 'manifest'
const UNFINISHED = '.new'

export class SnapshotShelf {
  readonly #dir: string
  readonly #plan: SnapshotPlan
  #busy: Promise<void> | undefined

  constructor(dir: string, plan: SnapshotPlan) {
    this.#dir = dir
    this.#plan = plan
  }

  isDue(height: number): boolean {
    return this.#plan.every > 0 && height > 0 && height % this.#plan.every === 0
  }

  /** One at a time: what comes while one is written is passed over. Resolves when it is there, or was not needed. */
  async add(snapshot: Snapshot): Promise<void> {
    if (this.#busy) return
    this.#busy = this.#write(snapshot)
    try {
      await this.#busy
    } finally {
      this.#busy = undefined
    }
  }

  async idle(): Promise<void> {
    await this.#busy?.catch(() => {})
  }

  /** Newest first. */
  async list(): Promise<Offer[]> {
    const offers: Offer[] = []
    for (const height of await this.#heights()) {
      const manifest = await this.#manifest(height)
      if (!manifest) continue
      const metadata = encodeManifest(manifest)
      const chunks = manifest.hashes.length
      offers.push({ height: BigInt(height), format: FORMAT, chunks, hash: sha256(metadata), metadata })
    }
    return offers
  }

  /** Undefined when it is not there, or not any more what it was. */
  async chunk(height: bigint, index: number): Promise<Uint8Array | undefined> {
    const manifest = await this.#manifest(Number(height))
    if (!manifest) return undefined
    const chunk = await read(join(this.#dir, String(height), String(index)))
    return chunk && isChunk(manifest, index, chunk) ? chunk : undefined
  }

  async #write({ head, chunks }: Snapshot): Promise<void> {
    const done = join(this.#dir, String(head.number))
    const dir = `${done}${UNFINISHED}`
    await rm(dir, { recursive: true, force: true })
    await mkdir(dir, { recursive: true })
    try {
      const hashes: Uint8Array[] = []
      for (const chunk of chunks) {
        await writeFile(join(dir, String(hashes.length)), chunk)
        hashes.push(sha256(chunk))
      }
      await writeFile(join(dir, MANIFEST), encodeManifest({ header: head.header, hashes }))
      await rm(done, { recursive: true, force: true })
      await rename(dir, done)
    } catch (thrown) {
      await rm(dir, { recursive: true, force: true })
      throw thrown
    }
    await this.#discard()
  }

  /** Older ones, and what a crash left half written. */
  async #discard(): Promise<void> {
    const kept = new Set((await this.#heights()).slice(0, this.#plan.kept).map(String))
    for (const name of await readdir(this.#dir))
      if (!kept.has(name)) await rm(join(this.#dir, name), { recursive: true, force: true })
  }

  async #heights(): Promise<readonly number[]> {
    const names = await readdir(this.#dir).catch(() => [])
    return names
      .filter(name => /^\d{1,10}$/.test(name))
      .map(Number)
      .sort((a, b) => b - a)
  }

  async #manifest(height: number): Promise<Manifest | undefined> {
    const content = await read(join(this.#dir, String(height), MANIFEST))
    const manifest = content && decodeManifest(content)
    return manifest?.header.number === height ? manifest : undefined
  }
}

const read = async (path: string): Promise<Uint8Array | undefined> =>
  readFile(path).then(
    content => new Uint8Array(content),
    () => undefined,
  )
