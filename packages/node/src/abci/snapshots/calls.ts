// The engine's calls about snapshots: those that this node made for others, and the one from which it begins itself.
import type { Request, Response } from 'cosmjs-types/tendermint/abci/types'
import type { HostPort } from '../../host/port.ts'
import { FORMAT } from './manifest.ts'
import { Restoration } from './restoration.ts'
import type { SnapshotShelf } from './shelf.ts'

export class SnapshotCalls {
  readonly #shelf: SnapshotShelf | undefined
  readonly #restoration: Restoration

  /** Without a shelf none are offered to others. */
  constructor(host: HostPort, shelf: SnapshotShelf | undefined) {
    this.#shelf = shelf
    this.#restoration = new Restoration(host)
  }

  /** Undefined for any other call. */
  async answer(request: Request): Promise<Response | undefined> {
    if (request.listSnapshots) return { listSnapshots: { snapshots: (await this.#shelf?.list()) ?? [] } }
    if (request.offerSnapshot)
      return { offerSnapshot: { result: this.#restoration.offer(request.offerSnapshot) } }
    if (request.applySnapshotChunk)
      return { applySnapshotChunk: this.#restoration.apply(request.applySnapshotChunk) }
    if (!request.loadSnapshotChunk) return undefined
    const { height, format, chunk: index } = request.loadSnapshotChunk
    const chunk = format === FORMAT ? await this.#shelf?.chunk(height, index) : undefined
    // Nothing is what the engine takes for "not there".
    return { loadSnapshotChunk: { chunk: chunk ?? new Uint8Array() } }
  }
}
