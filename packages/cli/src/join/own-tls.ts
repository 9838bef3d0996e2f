// A certificate that a neuron makes for itself, and keeps: a key that stays is pinned on chain once.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { selfSigned, type TlsIdentity } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

/** One file in the data directory for each hotkey: the key and its certificate together, readable by its user alone. */
export const ownTlsFile = (data: string, wallet: string, hotkey: string): string =>
  join(data, 'tls', `${wallet}-${hotkey}.pem`)

/** What stands in the file, or what is put there now. @throws NetError `bad-certificate`. */
export function ownTlsIdentity(path: string): TlsIdentity {
  const kept = read(path)
  if (kept !== undefined) return { certificate: kept, key: kept }
  const { certificate, key } = selfSigned('taonet neuron')
  const both = `${key}${certificate}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // Whole or not at all: half a file would be another key than the one announced.
    writeFileSync(`${path}.new`, both, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (cause) {
    throw unusable(path, 'cannot be written', cause)
  }
  return { certificate: both, key: both }
}

const unusable = (path: string, what: string, cause: unknown): NetError =>
  new NetError('bad-certificate', `${path} ${what}`, 'the data directory has to be yours: --data DIR', cause)

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw unusable(path, 'cannot be read', cause)
  }
}
