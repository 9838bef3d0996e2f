// Reading a request's parameters. Trailing nulls mean the same as nothing (wire-interface §1.1).
import {
  type AccountId,
  accountFromSs58,
  accountId,
  FormatError,
  type Hash,
  hash32,
  type StorageKey,
  storageKey,
} from '@taonet/wire'
import { invalidParams } from './error.ts'
import { bytesOf, digitsOf } from './hex.ts'

/** The store refuses longer keys, and no row has one. */
const MAX_KEY_BYTES = 900
const HASH_BYTES = 32

export class Params {
  readonly #values: readonly unknown[]

  constructor(values: readonly unknown[]) {
    this.#values = values
  }

  get(index: number): unknown {
    return this.#values[index] ?? undefined
  }

  text(index: number, name: string): string {
    return asText(this.get(index), name)
  }

  bytes(index: number, name: string): Uint8Array {
    return asBytes(this.get(index), name)
  }

  /** An SS58 address, or the public key in hex. */
  account(index: number, name: string): AccountId {
    const text = this.text(index, name)
    try {
      return text.startsWith('0x') ? accountId(text) : accountFromSs58(text)
    } catch (thrown) {
      if (thrown instanceof FormatError) throw invalidParams(`${name}: ${thrown.message}`)
      throw thrown
    }
  }

  /** Undefined where the client means the newest block. */
  hash(index: number, name: string): Hash | undefined {
    const value = this.get(index)
    return value === undefined ? undefined : asHash(value, name)
  }

  neededHash(index: number, name: string): Hash {
    return asHash(this.get(index), name)
  }

  key(index: number, name: string): StorageKey {
    return asKey(this.get(index), name)
  }

  keys(index: number, name: string, most: number): StorageKey[] {
    return this.list(index, name, most).map(value => asKey(value, name))
  }

  list(index: number, name: string, most: number): readonly unknown[] {
    const value = this.get(index)
    if (!Array.isArray(value)) throw invalidParams(`${name} is not a list`)
    if (value.length > most) throw invalidParams(`${name} has more than ${most} items`)
    return value
  }

  count(index: number, name: string, most: number): number {
    return asCount(this.get(index), name, most)
  }

  numbers(index: number, name: string, most: number, largest: number): number[] {
    return this.list(index, name, most).map(value => asCount(value, name, largest))
  }

  flag(index: number, name: string): boolean {
    const value = this.get(index) ?? false
    if (typeof value !== 'boolean') throw invalidParams(`${name} is neither true nor false`)
    return value
  }
}

export function asText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalidParams(`${name} is missing or not text`)
  return value
}

function asCount(value: unknown, name: string, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalidParams(`${name} is not a whole number`)
  if (value > most) throw invalidParams(`${name} is more than ${most}`)
  return value
}

export function asBytes(value: unknown, name: string): Uint8Array {
  return bytesOf(asText(value, name), name)
}

export function asHash(value: unknown, name: string): Hash {
  const digits = digitsOf(asText(value, name), name, HASH_BYTES)
  if (digits.length !== 2 * HASH_BYTES) throw invalidParams(`${name} is not a 32-byte hash`)
  return hash32(`0x${digits}`)
}

export function asKey(value: unknown, name: string): StorageKey {
  return storageKey(digitsOf(asText(value, name), name, MAX_KEY_BYTES))
}
