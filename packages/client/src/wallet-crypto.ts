// `$NACL` key files: XSalsa20-Poly1305 under an Argon2i key (wire-neuron §1). One try costs seconds and 512 MiB by design.
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { NetError } from '@taonet/wire'
import { argon2i } from 'hash-wasm'

const PREFIX = new TextEncoder().encode('$NACL')
const NONCE_BYTES = 24
const SALT = new Uint8Array([
  0x13, 0x71, 0x83, 0xdf, 0xf1, 0x5a, 0x09, 0xbc, 0x9c, 0x90, 0xb5, 0x51, 0x87, 0x39, 0xe9, 0xb1,
])

const keyOf = (password: string): Promise<Uint8Array> =>
  argon2i({
    password,
    salt: SALT,
    parallelism: 1,
    iterations: 8,
    memorySize: 512 * 1024,
    hashLength: 32,
    outputType: 'binary',
  })

const startsWith = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
  prefix.every((byte, i) => bytes[i] === byte)

export const isEncrypted = (file: Uint8Array): boolean => startsWith(file, PREFIX)

/** Other, older ways of encrypting that wallets of this format once used; we read none of them. */
export function isLegacyEncrypted(file: Uint8Array): boolean {
  const head = new TextDecoder().decode(file.subarray(0, 16))
  return head.startsWith('$ANSIBLE_VAULT') || head.startsWith('gAAAAA')
}

export async function encryptKeyFile(
  plain: Uint8Array,
  password: string,
  nonce: Uint8Array,
): Promise<Uint8Array> {
  const sealed = xsalsa20poly1305(await keyOf(password), nonce).encrypt(plain)
  const file = new Uint8Array(PREFIX.length + NONCE_BYTES + sealed.length)
  file.set(PREFIX)
  file.set(nonce, PREFIX.length)
  file.set(sealed, PREFIX.length + NONCE_BYTES)
  return file
}

/** Throws NetError `password` when it does not open. */
export async function decryptKeyFile(file: Uint8Array, password: string): Promise<Uint8Array> {
  const nonce = file.subarray(PREFIX.length, PREFIX.length + NONCE_BYTES)
  const sealed = file.subarray(PREFIX.length + NONCE_BYTES)
  try {
    return xsalsa20poly1305(await keyOf(password), nonce).decrypt(sealed)
  } catch (cause) {
    throw new NetError(
      'password',
      'the password does not open this key file',
      'try again, or restore the key from its mnemonic',
      cause,
    )
  }
}
