// A state in a file: what a developer prepared once and starts from again and again.
//
//   gzip( 'tnst' ‖ SCALE { profile, specVersion, number, stateRoot, rows } )
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Runtime, StateView } from '@taonet/runtime'
import {
  bytes,
  bytesToHex,
  DecodeError,
  decode,
  encode,
  H256,
  hexToBytes,
  NetError,
  storageKey,
  str,
  struct,
  Trie,
  tuple,
  u32,
  vec,
} from '@taonet/wire'
import type { Head } from '../host/port.ts'

const NAME = Buffer.from('tnst')
const LARGEST = 1024 * 1024 * 1024
const Dump = struct('Dump', {
  profile: str,
  specVersion: u32,
  number: u32,
  stateRoot: H256,
  rows: vec(tuple(bytes, bytes)),
})

export interface DumpedState {
  /** The block it was the state after. */
  readonly number: number
  readonly state: Trie
}

export function dumpState(runtime: Runtime, head: Head, view: StateView): Uint8Array {
  const rows: [Uint8Array, Uint8Array][] = []
  for (const key of view.keys(storageKey(''))) {
    const value = view.get(key)
    if (value !== undefined) rows.push([hexToBytes(`0x${key}`), value])
  }
  const dump = encode(Dump, {
    profile: runtime.profile.name,
    specVersion: runtime.version.specVersion,
    number: head.number,
    stateRoot: head.header.state_root,
    rows,
  })
  return gzipSync(Buffer.concat([NAME, dump]))
}

const refused = (why: string): NetError =>
  new NetError(
    'state-dump',
    `this is no state to load: ${why}`,
    'dump it again, from a chain of this version',
  )

/** @throws NetError `state-dump` when it is damaged, of another version, or breaks an invariant. */
export function openDump(runtime: Runtime, file: Uint8Array): DumpedState {
  const { specVersion, number, stateRoot, rows } = unpacked(file)
  if (specVersion !== runtime.version.specVersion)
    throw refused(`it is of spec version ${specVersion}, this chain has ${runtime.version.specVersion}`)
  const state = Trie.empty.apply(rows.map(([key, value]) => [storageKey(bytesToHex(key)), value] as const))
  if (state.root() !== stateRoot) throw refused(`its root is ${state.root()}, not ${stateRoot}`)
  try {
    runtime.allInvariants(state)
  } catch (thrown) {
    throw refused(thrown instanceof Error ? thrown.message : String(thrown))
  }
  return { number, state }
}

function unpacked(file: Uint8Array) {
  let plain: Buffer
  try {
    plain = gunzipSync(file, { maxOutputLength: LARGEST })
  } catch (thrown) {
    throw refused(thrown instanceof Error ? thrown.message : String(thrown))
  }
  if (!plain.subarray(0, NAME.length).equals(NAME)) throw refused('it begins with something else')
  try {
    return decode(Dump, new Uint8Array(plain.subarray(NAME.length)))
  } catch (thrown) {
    if (thrown instanceof DecodeError) throw refused(thrown.message)
    throw thrown
  }
}
