// Whose TLS key a miner's port has: the chain says so (`NeuronCertificates`, chain-registry §3.8), no authority does. The row holds
// one byte of algorithm and a key; ours is the SHA-256 of the certificate's SubjectPublicKeyInfo.

import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { type Hash, hash32, NetError } from '@taonet/wire'

/** Marks a row as such a pin; what others write there is left alone. */
const ALGORITHM = 0x54
/** A row that says nothing: rows can be replaced, not removed. */
export const NO_CERTIFICATE = Uint8Array.of(0)

const pinOfKey = (key: KeyObject): Hash =>
  hash32(
    createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest(),
  )

export const pinOfCertificate = (certificate: X509Certificate): Hash => pinOfKey(certificate.publicKey)

/** @throws NetError `bad-certificate`. */
export function pinOfPem(pem: string): Hash {
  try {
    return pinOfCertificate(new X509Certificate(pem))
  } catch (cause) {
    throw new NetError(
      'bad-certificate',
      `this is no certificate: ${String(cause)}`,
      'give a PEM file',
      cause,
    )
  }
}

/** The bytes for `serve_axon_tls`. */
export const pinnedCertificate = (pin: Hash): Uint8Array =>
  Uint8Array.of(ALGORITHM, ...Buffer.from(pin.slice(2), 'hex'))

/** Undefined for a row that is no pin. */
export const readPin = (row: {
  readonly algorithm: number
  readonly public_key: Uint8Array
}): Hash | undefined =>
  row.algorithm === ALGORITHM && row.public_key.length === 32 ? hash32(row.public_key) : undefined
