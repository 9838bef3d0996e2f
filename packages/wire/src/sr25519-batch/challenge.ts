// The number that a Schnorr signature answers for: a Merlin transcript (merlin.cool) over STROBE-128 as schnorrkel fills it
// under the `substrate` context.
import { keccakP } from '@noble/hashes/sha3.js'
import { littleEndian, ORDER } from './scalar.ts'

const STATE_BYTES = 200
/** STROBE-128's block, without the two bytes of its framing. */
const RATE = 166

// Flags of operations.
const [INBOUND, APPLICATION, CIPHER, META] = [1, 2, 4, 16]
const ADDED = APPLICATION
const LABEL = META | APPLICATION
const DRAWN = INBOUND | APPLICATION | CIPHER

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters)
const EMPTY = text('')

const lengthOf = (count: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, count, true)
  return bytes
}

class Transcript {
  readonly #bytes = new Uint8Array(STATE_BYTES)
  readonly #words = new Uint32Array(this.#bytes.buffer)
  #at = 0
  #begun = 0

  /** An empty one of Merlin's. */
  static begin(): Transcript {
    const transcript = new Transcript()
    transcript.#bytes.set([1, RATE + 2, 1, 0, 1, 96])
    transcript.#bytes.set(text('STROBEv1.0.2'), 6)
    keccakP(transcript.#words)
    transcript.#operation(LABEL, text('Merlin v1.0'))
    return transcript
  }

  continueFrom(other: Transcript): void {
    this.#bytes.set(other.#bytes)
    this.#at = other.#at
    this.#begun = other.#begun
  }

  append(label: Uint8Array, message: Uint8Array): void {
    this.#operation(LABEL, label, lengthOf(message.length))
    this.#operation(ADDED, message)
  }

  /** 64 bytes. */
  draw(label: Uint8Array): Uint8Array {
    this.#operation(LABEL, label, lengthOf(64))
    this.#operation(DRAWN)
    if (this.#at !== 0) this.#run()
    return this.#bytes.slice(0, 64)
  }

  #operation(flags: number, ...parts: readonly Uint8Array[]): void {
    const before = this.#begun
    this.#begun = this.#at + 1
    this.#absorb(Uint8Array.of(before, flags))
    for (const part of parts) this.#absorb(part)
  }

  #absorb(data: Uint8Array): void {
    for (const byte of data) {
      this.#bytes[this.#at++]! ^= byte
      if (this.#at === RATE) this.#run()
    }
  }

  #run(): void {
    this.#bytes[this.#at]! ^= this.#begun
    this.#bytes[this.#at + 1]! ^= 4
    this.#bytes[RATE + 1]! ^= 0x80
    keccakP(this.#words)
    this.#at = 0
    this.#begun = 0
  }
}

const labels = {
  message: text('sign-bytes'),
  protocol: text('proto-name'),
  key: text('sign:pk'),
  point: text('sign:R'),
  challenge: text('sign:c'),
}
const PROTOCOL = text('Schnorr-sig')

const empty = Transcript.begin()
empty.append(text('dom-sep'), text('SigningContext'))
empty.append(EMPTY, text('substrate'))
const transcript = Transcript.begin()

/** Below the group's order; `point` is the signature's first half. */
export function challenge(publicKey: Uint8Array, message: Uint8Array, point: Uint8Array): bigint {
  transcript.continueFrom(empty)
  transcript.append(labels.message, message)
  transcript.append(labels.protocol, PROTOCOL)
  transcript.append(labels.key, publicKey)
  transcript.append(labels.point, point)
  return littleEndian(transcript.draw(labels.challenge)) % ORDER
}
