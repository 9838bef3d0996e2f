// The gateway's own key for receipts: made at the first start, readable by its owner only. It can sign receipts and nothing else:
// no chain and no miner knows it.
import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToDigits, digitsToBytes, keyPairFromSeed, NetError } from '@taonet/wire'

export interface ReceiptKey {
  /** SS58 address. */
  readonly address: string
  /** 64 bytes of ed25519. */
  sign(message: Uint8Array): Uint8Array
}

const SEED = /^[0-9a-f]{64}\n?$/
/** What precedes the 32 bytes of an ed25519 seed in PKCS #8 (RFC 8410 §7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const OTHERS = 0o077

/** `node:crypto` signs twenty times faster than portable code, and to the same bytes (RFC 8032). */
export function receiptKeyFrom(seed: Uint8Array): ReceiptKey {
  const { ss58 } = keyPairFromSeed(seed, 'ed25519')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  return { address: ss58, sign: message => sign(null, message, key) }
}

/** For as long as the process lives. */
export const passingReceiptKey = (): ReceiptKey => receiptKeyFrom(randomBytes(32))

const unusable = (path: string, why: string, hint: string): NetError =>
  new NetError('receipt-key', `${path} ${why}`, hint)

/** Reads `receipt-key` in `folder`, or makes it. @throws NetError `receipt-key` for one that others can read, or that is none. */
export function receiptKeyIn(folder: string): ReceiptKey {
  const path = join(folder, 'receipt-key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, `${bytesToDigits(randomBytes(32))}\n`, { mode: 0o600, flag: 'wx' })
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  }
  if ((statSync(path).mode & OTHERS) !== 0)
    throw unusable(path, 'can be read by others', `make it yours alone: chmod 600 ${path}`)
  const text = readFileSync(path, 'utf8')
  if (!SEED.test(text)) throw unusable(path, 'holds no key', 'move it away, and another is made')
  return receiptKeyFrom(digitsToBytes(text.trim()))
}
