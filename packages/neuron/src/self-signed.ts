// A certificate of one's own: X.509 version 3 on P-256, written in DER (RFC 5280 §4.1). Nobody vouches for it, and nobody is
// asked to: callers know its key from the chain. So its name and its dates mean nothing.

import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'
import type { Hash } from '@taonet/wire'
import type { TlsIdentity } from './miner/ports.ts'
import { pinOfCertificate } from './tls-pin.ts'

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts)
const ECDSA_WITH_SHA256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const named = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from(name)))))
const time = (text: string): Buffer => tlv(0x17, Buffer.from(text))
const VERSION_3 = tlv(0xa0, tlv(0x02, Buffer.from([2])))

/** Positive, and without leading zeros (RFC 5280 §4.1.2.2). */
function serial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f)
  return tlv(0x02, bytes)
}

export interface SelfSigned extends TlsIdentity {
  readonly pin: Hash
}

/** YYMMDDhhmmssZ, as UTCTime has it (RFC 5280 §4.1.2.5.1). */
export interface Validity {
  readonly from: string
  readonly until: string
}

/** `name` is the subject's common name, of 64 bytes at most. */
export function selfSigned(
  name: string,
  { from, until }: Validity = { from: '200101000000Z', until: '491231235959Z' },
): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = sequence(
    VERSION_3,
    serial(),
    ECDSA_WITH_SHA256,
    named(name),
    sequence(time(from), time(until)),
    named(name),
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = new X509Certificate(
    sequence(body, ECDSA_WITH_SHA256, tlv(0x03, Buffer.from([0]), signature)),
  )
  return {
    certificate: certificate.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pin: pinOfCertificate(certificate),
  }
}
