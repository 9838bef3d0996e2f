// A block and the state after it in pieces: what a node that joins late loads instead of every block before it.
import { extrinsicsRoot, type StateView } from '@taonet/runtime'
import {
  bytes,
  bytesToHex,
  decode,
  encode,
  type Header,
  hexToBytes,
  type StorageKey,
  storageKey,
  Trie,
  tuple,
  vec,
} from '@taonet/wire'
import type { Head } from './port.ts'

export interface Snapshot {
  readonly head: Head
  /** The body first, SCALE `Vec<Bytes>`; then the state, `Vec<(Bytes, Bytes)>` each, keys ascending over all of them. */
  readonly chunks: Iterable<Uint8Array>
}

/** What a snapshot holds, true to its header. */
export interface Restored {
  readonly header: Header
  readonly body: readonly Uint8Array[]
  readonly rows: ReadonlyMap<StorageKey, Uint8Array>
}

const Body = vec(bytes)
const Rows = vec(tuple(bytes, bytes))
const CHUNK_BYTES = 1024 * 1024

export function takeSnapshot(head: Head, body: readonly Uint8Array[], view: StateView): Snapshot {
  return { head, chunks: chunksOf(body, view) }
}

function* chunksOf(body: readonly Uint8Array[], view: StateView): Generator<Uint8Array> {
  yield encode(Body, [...body])
  let rows: [Uint8Array, Uint8Array][] = []
  let size = 0
  for (const key of view.keys(storageKey(''))) {
    const value = view.get(key)
    if (value === undefined) continue
    rows.push([hexToBytes(`0x${key}`), value])
    size += key.length / 2 + value.length
    if (size < CHUNK_BYTES) continue
    yield encode(Rows, rows)
    rows = []
    size = 0
  }
  yield encode(Rows, rows)
}

/**
 * A snapshot taken elsewhere, checked against a header that the caller trusts.
 * @throws RangeError when it is not of that block; DecodeError when it is none at all.
 */
export function openSnapshot(header: Header, [first, ...chunks]: readonly Uint8Array[]): Restored {
  const body = decode(Body, first ?? new Uint8Array())
  const bodyRoot = extrinsicsRoot(body)
  if (bodyRoot !== header.extrinsics_root)
    throw new RangeError(
      `the snapshot's body has root ${bodyRoot}, its header says ${header.extrinsics_root}`,
    )
  const rows = new Map<StorageKey, Uint8Array>()
  for (const chunk of chunks)
    for (const [key, value] of decode(Rows, chunk)) rows.set(storageKey(bytesToHex(key)), value)
  const root = Trie.empty.apply(rows).root()
  if (root !== header.state_root)
    throw new RangeError(`the snapshot has state root ${root}, its header says ${header.state_root}`)
  return { header, body, rows }
}
