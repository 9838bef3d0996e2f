// A validator's secrets, one an epoch: their hashes go on chain one epoch ahead, themselves into the evidence afterwards.

import {
  blake2b256,
  bytesToHex,
  type EpochSecrets,
  type EvidenceAnchor,
  type Hash,
  hash32,
  hexToBytes,
} from '@taonet/wire'
import { z } from 'zod'
import { readState, writeState } from './state-file.ts'

const stored = z.record(z.string().regex(/^\d+$/), z.string().regex(/^0x[0-9a-f]{64}$/))

/** Epochs that a secret is kept after its own, for evidence that is still open. */
const KEPT = 8n

export const secretHash = (secret: Uint8Array): Hash => hash32(blake2b256(secret))

export class SecretStore {
  readonly #path: string
  readonly #secrets: Map<bigint, Uint8Array>

  constructor(path: string) {
    this.#path = path
    const found = Object.entries(readState(path, stored) ?? {})
    this.#secrets = new Map(found.map(([epoch, hex]) => [BigInt(epoch), hexToBytes(hex)]))
  }

  /** 32 bytes, drawn and on disk when first asked for. */
  of(epoch: bigint): Uint8Array {
    const known = this.#secrets.get(epoch)
    if (known) return known
    const fresh = crypto.getRandomValues(new Uint8Array(32))
    this.#secrets.set(epoch, fresh)
    for (const old of [...this.#secrets.keys()].filter(one => one + KEPT < epoch)) this.#secrets.delete(old)
    writeState(this.#path, Object.fromEntries([...this.#secrets].map(([one, s]) => [one, bytesToHex(s)])))
    return fresh
  }

  /** The secret of an epoch that had one and is not long over. */
  known(epoch: bigint): Uint8Array | undefined {
    return this.#secrets.get(epoch)
  }

  /** What has to stand on chain during `epoch`, with the newest closed evidence beside it. */
  commitment(epoch: bigint, evidence: EvidenceAnchor | undefined): EpochSecrets {
    return { epoch, current: secretHash(this.of(epoch)), next: secretHash(this.of(epoch + 1n)), evidence }
  }
}
