// A receipt: what a gateway says that it was asked and answered, by whom, and under which key. Checked without any network
// (docs/receipts.md).
import { canonicalJson } from '@taonet/neuron'
import { ed25519Verify, FormatError, type Hash, hexToBytes, isHash, NetError, ss58Decode } from '@taonet/wire'
import { z } from 'zod'

export const DOMAIN = 'taonet-receipt-1'

const hash = z.custom<Hash>(isHash, 'must be 0x and 64 hexadecimal digits')
const address = z.string().min(40).max(64)
const count = z.int().min(0)
const name = z.string().max(256)

const facts = {
  /** `x-request-id`. */
  requestId: z.string().min(1).max(128),
  /** SHA-256 of the request's body, byte for byte. */
  requestHash: hash,
  /** SHA-256 of the response's body, or of a stream's `data:` payloads one after the other. */
  responseHash: hash,
  netuid: count,
  /** Who answered: seat, SS58 address, and the model it declares. */
  uid: count,
  hotkey: address,
  model: name,
  /** What it declares of its weights; absent where nobody can see them. */
  weightsSha256: hash.optional(),
  /** Whose answers went into this one besides. */
  others: z
    .array(z.strictObject({ uid: count, hotkey: address, model: name }))
    .max(64)
    .optional(),
  /** Whether the answer was given before and kept. */
  cached: z.literal(true).optional(),
  /** The block whose ranking chose the miner. */
  block: count,
  blockHash: hash.optional(),
  /** From the request's first byte to the answer's last. */
  latencyMs: count,
  /** What the caller's key was charged, as a decimal number of a unit. */
  price: z.strictObject({ amount: z.string().max(40), unit: z.string().max(32) }),
  /** When the answer had come to its end: ISO 8601, by the gateway's clock. */
  at: z.iso.datetime(),
}

export type ReceiptFacts = z.infer<z.ZodObject<typeof facts>>

const signed = z.strictObject({
  type: z.literal(DOMAIN),
  /** SS58 address of the gateway's ed25519 key. */
  gateway: address,
  ...facts,
  signature: z.string().regex(/^0x[0-9a-f]{128}$/),
})
export type SignedReceipt = z.infer<typeof signed>

/** What is signed: `unsigned` is the receipt without its signature, as canonical JSON. */
export const signedBytes = (unsigned: string): Uint8Array =>
  new TextEncoder().encode(`${DOMAIN}\n${unsigned}`)

const MOST_CHARACTERS = 65_536

const misread = (why: string): NetError =>
  new NetError('no-receipt', `this is no receipt: ${why}`, 'give the JSON or the compact text as it came')

function parsed(text: string): unknown {
  const trimmed = text.trim()
  const json = /^[\w-]+$/.test(trimmed) ? Buffer.from(trimmed, 'base64url').toString('utf8') : trimmed
  try {
    return JSON.parse(json)
  } catch {
    throw misread('neither JSON nor its compact form')
  }
}

/** From JSON, its compact form, or a stream's last event. @throws NetError `no-receipt`. */
export function readReceipt(text: string): SignedReceipt {
  if (text.length > MOST_CHARACTERS) throw misread(`it has more than ${MOST_CHARACTERS} characters`)
  const value = parsed(text)
  const inside = z.object({ object: z.literal('taonet.receipt'), receipt: z.unknown() }).safeParse(value)
  const read = signed.safeParse(inside.success ? inside.data.receipt : value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw misread(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'has another form'}`)
}

/** Whether the key that the receipt names signed exactly this. Never throws. */
export function isSigned({ signature, ...unsigned }: SignedReceipt): boolean {
  try {
    const key = ss58Decode(unsigned.gateway).publicKey
    return ed25519Verify(key, signedBytes(canonicalJson(unsigned)), hexToBytes(signature))
  } catch (thrown) {
    if (thrown instanceof FormatError) return false
    throw thrown
  }
}
