// The JSON inside a wallet's key file (wire-neuron §1): optional strings only, since other readers refuse anything else.
import {
  type AccountId,
  accountFromSs58,
  bytesToHex,
  hexToBytes,
  isNetError,
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

const broken = (where: string, cause?: unknown): NetError =>
  new NetError(
    'key-file',
    `${where} is not a key file of the Bittensor format`,
    'restore the key from its mnemonic with `taonet wallet new --mnemonic`',
    cause,
  )

/** What the keys' own formats refuse, said of the file. */
function understood<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw isNetError(cause) ? cause : broken(where, cause)
  }
}

/** @throws NetError `key-file`. */
export function parseKeyJson(text: string, where: string): KeyJson {
  const parsed: unknown = understood(where, () => JSON.parse(text))
  if (typeof parsed !== 'object' || parsed === null) throw broken(where)
  const fields = Object.entries(parsed).filter(([, value]) => value !== null)
  if (!fields.every(([, value]) => typeof value === 'string')) throw broken(where)
  return Object.fromEntries(fields)
}

/** Older files hold the seed's hex encoded as text a second time. */
function seedBytes(text: string): Uint8Array {
  const bytes = hexToBytes(text)
  return bytes.length === 32 ? bytes : hexToBytes(new TextDecoder().decode(bytes))
}

/** The key pair, by the first secret there is: phrase, seed, private key. @throws NetError `key-file`, `public-only`. */
export function keyPairOf(json: KeyJson, where: string): KeyPair {
  const { secretPhrase, secretSeed, privateKey } = json
  return understood(where, () => {
    if (secretPhrase !== undefined) return keyPairFromMnemonic(secretPhrase)
    if (secretSeed !== undefined) return keyPairFromSeed(seedBytes(secretSeed))
    if (privateKey !== undefined) return keyPairFromSecret(hexToBytes(privateKey))
    throw new NetError(
      'public-only',
      `${where} holds a public key only`,
      'signing needs the file with the secret',
    )
  })
}

/** @throws NetError as `keyPairOf`. */
export function accountOfJson(json: KeyJson, where: string): AccountId {
  const { ss58Address } = json
  if (ss58Address === undefined) return keyPairOf(json, where).account
  return understood(where, () => accountFromSs58(ss58Address))
}
