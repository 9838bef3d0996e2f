// A state from peers, none of whom is trusted: the engine's light client says which hash our header must have, and the
// header which state that is. A chunk that is not what its manifest says, and a whole that is not what the header says,
// cost whoever sent them their place.
import { DecodeError, headerHash, hexToBytes } from '@taonet/wire'
import {
  ResponseApplySnapshotChunk_Result as Applied,
  ResponseOfferSnapshot_Result as Offered,
  type RequestApplySnapshotChunk,
  type RequestOfferSnapshot,
  ResponseApplySnapshotChunk,
} from 'cosmjs-types/tendermint/abci/types'
import type { HostPort } from '../../host/port.ts'
import { openSnapshot, type Restored } from '../../host/snapshot.ts'
import { decodeManifest, FORMAT, isChunk, type Manifest, sha256 } from './manifest.ts'

interface Loading {
  readonly manifest: Manifest
  readonly chunks: Map<number, Uint8Array>
  readonly senders: Set<string>
}

export class Restoration {
  readonly #host: HostPort
  #loading: Loading | undefined

  constructor(host: HostPort) {
    this.#host = host
  }

  offer({ snapshot, appHash }: RequestOfferSnapshot): Offered {
    this.#loading = undefined
    if (!snapshot) return Offered.REJECT
    if (snapshot.format !== FORMAT) return Offered.REJECT_FORMAT
    const manifest = decodeManifest(snapshot.metadata)
    const isHonest =
      manifest !== undefined &&
      isSame(snapshot.hash, sha256(snapshot.metadata)) &&
      manifest.hashes.length === snapshot.chunks &&
      BigInt(manifest.header.number) === snapshot.height &&
      isSame(hexToBytes(headerHash(manifest.header)), appHash)
    if (!isHonest) return Offered.REJECT_SENDER
    if (manifest.header.number < this.#host.head.number) return Offered.REJECT
    this.#loading = { manifest, chunks: new Map(), senders: new Set() }
    return Offered.ACCEPT
  }

  apply({ index, chunk, sender }: RequestApplySnapshotChunk): ResponseApplySnapshotChunk {
    const loading = this.#loading
    if (!loading) return answer(Applied.ABORT)
    const { manifest, chunks, senders } = loading
    if (!isChunk(manifest, index, chunk))
      return { result: Applied.RETRY, refetchChunks: [index], rejectSenders: [sender] }
    // A copy: what arrived is a view of a socket's buffer.
    chunks.set(index, Uint8Array.from(chunk))
    senders.add(sender)
    if (chunks.size < manifest.hashes.length) return answer(Applied.ACCEPT)
    this.#loading = undefined
    const restored = whole(loading)
    if (!restored) return { result: Applied.REJECT_SNAPSHOT, refetchChunks: [], rejectSenders: [...senders] }
    this.#host.restore(restored)
    return answer(Applied.ACCEPT)
  }
}

/** Undefined when it is not the state that its header names. */
function whole({ manifest, chunks }: Loading): Restored | undefined {
  const inOrder = [...chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk)
  try {
    return openSnapshot(manifest.header, inOrder)
  } catch (thrown) {
    if (thrown instanceof RangeError || thrown instanceof DecodeError) return undefined
    throw thrown
  }
}

const answer = (result: Applied): ResponseApplySnapshotChunk =>
  ResponseApplySnapshotChunk.fromPartial({ result })
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
