// A state in pieces: what a node that joins late loads instead of every block.
import type { Changes, StateView } from '@taonet/runtime'
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
  /** SCALE `Vec<(Bytes, Bytes)>` each, keys ascending over all of them. */
  readonly chunks: Iterable<Uint8Array>
}

const Rows = vec(tuple(bytes, bytes))
const CHUNK_BYTES = 1024 * 1024

export function takeSnapshot(head: Head, view: StateView): Snapshot {
  return { head, chunks: chunksOf(view) }
}

function* chunksOf(view: StateView): Generator<Uint8Array> {
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
 * The rows of a snapshot taken elsewhere, checked against the state root of a header that the caller trusts.
 * @throws RangeError when they are not that state; DecodeError when they are no rows at all.
 */
export function openSnapshot(header: Header, chunks: Iterable<Uint8Array>): Changes {
  const rows = new Map<StorageKey, Uint8Array>()
  for (const chunk of chunks)
    for (const [key, value] of decode(Rows, chunk)) rows.set(storageKey(bytesToHex(key)), value)
  const root = Trie.empty.apply(rows).root()
  if (root !== header.state_root)
    throw new RangeError(`the snapshot has state root ${root}, its header says ${header.state_root}`)
  return rows
}
