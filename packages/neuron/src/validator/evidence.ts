// The evidence of a validator: what was asked, what came back, what it scored and why. One file an epoch, each line bound
// to the one before by its hash; the epoch's secret closes it, and with it every request can be made again.

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { blake2b256, bytesToHex, type Hash, type Hex, hash32 } from '@taonet/wire'
import { canonicalJson } from '../canonical-json.ts'

const NONE: Hash = hash32(new Uint8Array(32))
/** Epochs whose evidence stays on disk. */
const KEPT_FILES = 64
/** A longer answer is kept by its hash alone. */
const MAX_RESPONSE_CHARS = 8_192

export const textHash = (text: string): Hash => hash32(blake2b256(new TextEncoder().encode(text)))
export const valueHash = (value: unknown): Hash => textHash(canonicalJson(value))

export interface EpochHead {
  readonly netuid: number
  readonly validator: string
  readonly subnet: string
  readonly version: string
  readonly protocol: Hash
  /** blake2-256 of the secret, as it stands on chain. */
  readonly secretHash: Hash
}

export interface ProbeRecord {
  readonly counter: number
  readonly block: number
  readonly blockHash: Hash
  readonly uid: number
  readonly miner: string
  readonly seed: Hex
  readonly kind: string
  readonly declaration: unknown
  /** One each step. */
  readonly requests: readonly Hash[]
  readonly outcomes: readonly {
    readonly failure: string | undefined
    readonly hash: Hash
    /** Left out when it is long. */
    readonly response?: unknown
    readonly firstByteMs: number
    readonly totalMs: number
  }[]
  /** Hash of what the validator measured with its own models, where the score used that. */
  readonly measured: Hash | undefined
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

export type EvidenceLine =
  | ({ readonly type: 'epoch'; readonly prev: Hash; readonly epoch: string } & EpochHead)
  | ({ readonly type: 'probe'; readonly prev: Hash } & ProbeRecord)
  | { readonly type: 'secret'; readonly prev: Hash; readonly secret: Hex }

/** The response itself where it is short enough, for replay. */
export function keptResponse(response: unknown): { readonly response?: unknown } {
  if (response === undefined) return {}
  return JSON.stringify(response).length <= MAX_RESPONSE_CHARS ? { response } : {}
}

const fileOf = (folder: string, epoch: bigint): string => join(folder, `epoch-${epoch}.jsonl`)

export class EvidenceLog {
  readonly #folder: string
  readonly #head: Omit<EpochHead, 'secretHash'>
  #epoch: bigint | undefined
  #last: Hash = NONE
  #lines = 0

  constructor(folder: string, head: Omit<EpochHead, 'secretHash'>) {
    this.#folder = folder
    this.#head = head
    mkdirSync(folder, { recursive: true })
  }

  get epoch(): bigint | undefined {
    return this.#epoch
  }

  /** The number of the next probe of this epoch, also after a restart. */
  get counter(): number {
    return Math.max(0, this.#lines - 1)
  }

  /** Opens an epoch's file, or goes on where it was left. @throws the file system's error. */
  open(epoch: bigint, secretHash: Hash): void {
    if (this.#epoch === epoch) return
    this.#epoch = epoch
    const path = fileOf(this.#folder, epoch)
    if (existsSync(path)) return this.#resume(path)
    this.#lines = 0
    this.#append({ type: 'epoch', prev: this.#last, epoch: String(epoch), ...this.#head, secretHash })
    this.#forgetOld()
  }

  probe(record: ProbeRecord): void {
    this.#append({ type: 'probe', prev: this.#last, ...record })
  }

  /** Publishes the secret of the open epoch; nothing is added to its file after that. */
  close(secret: Uint8Array): void {
    if (this.#epoch === undefined) return
    this.#append({ type: 'secret', prev: this.#last, secret: bytesToHex(secret) })
    this.#epoch = undefined
  }

  #append(line: EvidenceLine): void {
    if (this.#epoch === undefined) throw new RangeError('no epoch is open')
    const text = canonicalJson(line)
    appendFileSync(fileOf(this.#folder, this.#epoch), `${text}\n`)
    this.#last = textHash(text)
    this.#lines++
  }

  /** A crash may have torn the last line: what was not written whole is cut off. */
  #resume(path: string): void {
    const text = readFileSync(path, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
    const lines = whole.split('\n').slice(0, -1)
    this.#lines = lines.length
    this.#last = textHash(lines.at(-1) ?? '')
  }

  #forgetOld(): void {
    const files = readdirSync(this.#folder)
      .map(name => ({ name, epoch: Number(/^epoch-(\d+)\.jsonl$/.exec(name)?.[1] ?? Number.NaN) }))
      .filter(({ epoch }) => !Number.isNaN(epoch))
      .sort((a, b) => a.epoch - b.epoch)
    for (const { name } of files.slice(0, Math.max(0, files.length - KEPT_FILES)))
      rmSync(join(this.#folder, name))
  }
}
