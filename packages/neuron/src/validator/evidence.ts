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
import { bytesToHex, type EvidenceAnchor, type Hash, hash32 } from '@taonet/wire'
import { canonicalJson } from '../canonical-json.ts'
import {
  anchorOf,
  type EpochHead,
  type EvidenceLine,
  type LiveRecord,
  linesOf,
  type ProbeRecord,
  readLine,
  textHash,
} from './evidence-lines.ts'

const NONE: Hash = hash32(new Uint8Array(32))
/** Epochs whose evidence stays on disk. */
const KEPT_FILES = 64
/** A longer answer is kept by its hash alone. */
const MAX_RESPONSE_CHARS = 8_192
/** Live requests of one epoch that are written down; the disk is not the callers'. */
const MAX_LIVE = 4_096
/** Files that a crash may have left open, looked at when a validator starts. */
const MAX_LEFT_OPEN = 8

/** The response itself where it is short enough, for replay. */
export function keptResponse(response: unknown): { readonly response?: unknown } {
  if (response === undefined) return {}
  return JSON.stringify(response).length <= MAX_RESPONSE_CHARS ? { response } : {}
}

export const evidenceFile = (folder: string, epoch: bigint): string => join(folder, `epoch-${epoch}.jsonl`)

/** Epochs that have a file, ascending; none where there is no such folder. */
export function evidenceEpochs(folder: string): readonly bigint[] {
  try {
    return readdirSync(folder)
      .flatMap(name => /^epoch-(\d{1,20})\.jsonl$/.exec(name)?.[1] ?? [])
      .map(BigInt)
      .sort((a, b) => (a < b ? -1 : 1))
  } catch {
    return []
  }
}

export class EvidenceLog {
  readonly #folder: string
  readonly #head: Omit<EpochHead, 'secretHash'>
  #epoch: bigint | undefined
  #last: Hash = NONE
  #counter = 0
  #live = 0
  #anchor: EvidenceAnchor | undefined

  constructor(folder: string, head: Omit<EpochHead, 'secretHash'>) {
    this.#folder = folder
    this.#head = head
    mkdirSync(folder, { recursive: true })
  }

  get epoch(): bigint | undefined {
    return this.#epoch
  }

  /** Of the newest closed epoch. */
  get anchor(): EvidenceAnchor | undefined {
    return this.#anchor
  }

  /** The number of a probe; none is given twice in an epoch, also after a restart, unless it was never written down. */
  nextCounter(): number {
    return this.#counter++
  }

  /**
   * Turns to an epoch: closes the one before, opens the epoch's file or goes on where it was left. `secretOf` knows the
   * secrets of past epochs, so that what a crash left open is closed too. @throws the file system's error.
   */
  turn(epoch: bigint, secretHash: Hash, secretOf: (epoch: bigint) => Uint8Array | undefined): void {
    if (this.#epoch === epoch) return
    const open =
      this.#epoch === undefined ? evidenceEpochs(this.#folder).slice(-MAX_LEFT_OPEN) : [this.#epoch]
    for (const old of open.filter(one => one < epoch)) this.#close(old, secretOf(old))
    this.#epoch = epoch
    if (this.#resume(epoch) === 0)
      this.#append(epoch, { type: 'epoch', prev: NONE, epoch: String(epoch), ...this.#head, secretHash })
    this.#forgetOld()
  }

  /** @throws RangeError before the first epoch. */
  probe(record: ProbeRecord): void {
    if (this.#epoch === undefined) throw new RangeError('no epoch is open')
    this.#append(this.#epoch, { type: 'probe', prev: this.#last, ...record })
  }

  /** A live request; beyond the epoch's four thousandth it is let go. */
  live(record: LiveRecord): void {
    if (this.#epoch === undefined || this.#live >= MAX_LIVE) return
    this.#live++
    this.#append(this.#epoch, { type: 'live', prev: this.#last, ...record })
  }

  /** Publishes the secret; nothing is added to the file after that. Without it, what was written proves nothing. */
  #close(epoch: bigint, secret: Uint8Array | undefined): void {
    // Of the running epoch everything is known already.
    if (this.#epoch !== epoch && this.#resume(epoch) === 0) return
    const path = evidenceFile(this.#folder, epoch)
    const lines = linesOf(readFileSync(path, 'utf8'))
    if (readLine(lines.at(-1) ?? '')?.type === 'secret') this.#anchor = anchorOf(epoch, lines)
    else if (secret) {
      this.#append(epoch, { type: 'secret', prev: this.#last, secret: bytesToHex(secret) })
      this.#anchor = anchorOf(epoch, linesOf(readFileSync(path, 'utf8')))
    }
  }

  #append(epoch: bigint, line: EvidenceLine): void {
    const text = canonicalJson(line)
    appendFileSync(evidenceFile(this.#folder, epoch), `${text}\n`)
    this.#last = textHash(text)
  }

  /**
   * Goes on after the file's last whole line, and answers how many there are; what a crash tore is cut off.
   */
  #resume(epoch: bigint): number {
    const path = evidenceFile(this.#folder, epoch)
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
    const lines = linesOf(whole)
    const read = lines.map(readLine)
    this.#counter =
      1 + read.reduce((max, one) => (one?.type === 'probe' ? Math.max(max, one.counter) : max), -1)
    this.#live = read.filter(one => one?.type === 'live').length
    this.#last = textHash(lines.at(-1) ?? '')
    return lines.length
  }

  #forgetOld(): void {
    for (const old of evidenceEpochs(this.#folder).slice(0, -KEPT_FILES))
      rmSync(evidenceFile(this.#folder, old))
  }
}
