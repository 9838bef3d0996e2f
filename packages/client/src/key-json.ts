// The JSON inside a wallet's key file (wire-neuron §1): optional strings only, since other readers refuse anything else.
import {
  type AccountId,
  accountFromSs58,
  bytesToHex,
  hexToBytes,
  type KeyPair,
  keyPairFromMnemonic,
  keyPairFromSecret,
  keyPairFromSeed,
  NetError,
  ss58Encode,
} from '@taonet/wire'

export type KeyJson = Readonly<
  Partial<
    Record<'accountId' | 'publicKey' | 'privateKey' | 'secretPhrase' | 'secretSeed' | 'ss58Address', string>
  >
>

export function publicJson(account: AccountId): KeyJson {
  return { accountId: account, publicKey: account, ss58Address: ss58Encode(account) }
}

export function secretJson(key: KeyPair, mnemonic?: string): KeyJson {
  return {
    ...publicJson(key.account),
    privateKey: bytesToHex(key.secret),
    ...(mnemonic === undefined ? {} : { secretPhrase: mnemonic }),
    ...(key.seed ? { secretSeed: bytesToHex(key.seed) } : {}),
  }
}

export function parseKeyJson(text: string, where: string): KeyJson {
  const broken = (cause?: unknown): NetError =>
    new NetError(
      'key-file',
      `${where} is not a key file of the Bittensor format`,
      'restore the key from its mnemonic with `taonet wallet new --mnemonic`',
      cause,
    )
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw broken(cause)
  }
  if (typeof parsed !== 'object' || parsed === null) throw broken()
  const fields = Object.entries(parsed).filter(([, value]) => value !== null)
  if (!fields.every(([, value]) => typeof value === 'string')) throw broken()
  return Object.fromEntries(fields)
}

/** Older files hold the seed's hex encoded as text a second time. */
function seedBytes(text: string): Uint8Array {
  const bytes = hexToBytes(text)
  return bytes.length === 32 ? bytes : hexToBytes(new TextDecoder().decode(bytes))
}

/** The key pair, by the first secret there is: phrase, seed, private key. */
export function keyPairOf(json: KeyJson, where: string): KeyPair {
  if (json.secretPhrase !== undefined) return keyPairFromMnemonic(json.secretPhrase)
  if (json.secretSeed !== undefined) return keyPairFromSeed(seedBytes(json.secretSeed))
  if (json.privateKey !== undefined) return keyPairFromSecret(hexToBytes(json.privateKey))
  throw new NetError(
    'public-only',
    `${where} holds a public key only`,
    'signing needs the file with the secret',
  )
}

export function accountOfJson(json: KeyJson, where: string): AccountId {
  if (json.ss58Address !== undefined) return accountFromSs58(json.ss58Address)
  return keyPairOf(json, where).account
}
