// The engine's two keys, both ed25519: one says who a node is, the other signs its votes.
import { generateKeyPairSync } from 'node:crypto'
import { type AccountId, accountId, bytesToHex } from '@taonet/wire'
import { engineAddress } from './authorities.ts'

export interface EngineKey {
  readonly publicKey: Uint8Array
  /** Seed and public key, as the engine keeps it. */
  readonly privateKey: Uint8Array
}

// PKCS #8 and SubjectPublicKeyInfo of ed25519 end with the 32 bytes.
const RAW_BYTES = 32

export function makeEngineKey(): EngineKey {
  const pair = generateKeyPairSync('ed25519')
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-RAW_BYTES)
  const publicKey = Uint8Array.from(
    pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES),
  )
  return { publicKey, privateKey: Buffer.concat([seed, publicKey]) }
}

/** The name by which peers dial a node. */
export const nodeId = ({ publicKey }: EngineKey): string => engineAddress(publicKey).toString('hex')

export const authorityOf = ({ publicKey }: EngineKey): AccountId => accountId(bytesToHex(publicKey))

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export const publicKeyJson = ({ publicKey }: EngineKey) => ({
  type: 'tendermint/PubKeyEd25519',
  value: base64(publicKey),
})
const privateKeyJson = ({ privateKey }: EngineKey) => ({
  type: 'tendermint/PrivKeyEd25519',
  value: base64(privateKey),
})

export const addressText = ({ publicKey }: EngineKey): string =>
  engineAddress(publicKey).toString('hex').toUpperCase()

export const nodeKeyFile = (key: EngineKey) => ({ priv_key: privateKeyJson(key) })
export const validatorKeyFile = (key: EngineKey) => ({
  address: addressText(key),
  pub_key: publicKeyJson(key),
  priv_key: privateKeyJson(key),
})
