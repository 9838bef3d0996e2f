// A miner's answer as its connection hands it over: the head, then the body piece by piece, as fast as it is read.

import type { Dispatcher as Http } from 'undici'
import { aborted } from './failures.ts'

/** Bytes that nobody has read yet before the connection is told to wait. */
const MOST_UNREAD = 64 << 10
/** What a piece counts beyond its bytes, about what it costs to keep: an answer may come in single ones. */
const PIECE = 64

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AnswerBody
}

export class AnswerBody {
  /** `performance.now()` when the first byte came; 0 before that. */
  firstByte = 0
  readonly #controller: Http.DispatchController
  #parts: Uint8Array[] = []
  #unread = 0
  #wake: (() => void) | undefined
  #over = false
  #broken: Error | undefined
  /** Bytes that may still come unread; undefined while they are read. */
  #dropping: number | undefined

  constructor(controller: Http.DispatchController) {
    this.#controller = controller
  }

  /** All that has come since, undefined after the last. One reader at a time. @throws the socket's error, or why it was given up. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const parts = this.#parts
      const [only] = parts
      if (only) {
        this.#parts = []
        this.#unread = 0
        this.#controller.resume()
        return parts.length === 1 ? only : Buffer.concat(parts)
      }
      if (this.#broken) throw this.#broken
      if (this.#over) return undefined
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  /** What still comes is read by nobody; more than `most` bytes of it, or longer than `patience` ms, gives the connection up. */
  drop(most: number, patience: number): void {
    if (this.#over) return
    this.#dropping = most
    const timer = setTimeout(() => this.cancel(), patience)
    this.#wake = () => clearTimeout(timer)
    this.#controller.resume()
  }

  /** Nothing more of it is given, not even what has come. */
  cancel(): void {
    if (this.#over) this.ended(aborted())
    else this.#controller.abort(aborted())
  }

  /** By the connection. */
  came(part: Uint8Array): void {
    if (this.firstByte === 0) this.firstByte = performance.now()
    if (this.#dropping !== undefined) {
      this.#dropping -= part.length
      if (this.#dropping < 0) this.cancel()
      return
    }
    this.#parts.push(part)
    this.#unread += part.length + PIECE
    if (this.#unread >= MOST_UNREAD) this.#controller.pause()
    this.#woken()
  }

  /** By the connection: nothing more comes, because that was all or because it broke. */
  ended(broken?: Error): void {
    this.#over = true
    this.#broken = broken
    if (broken) this.#parts = []
    this.#woken()
  }

  #woken(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}

export interface Told {
  answered(answer: Answer): void
  /** There will be no answer. */
  failed(thrown: Error): void
  /** Once: the connection has no more to do with it. */
  over(): void
}

/** One request on its connection. */
export class AskedHandler implements Http.DispatchHandler {
  readonly #told: Told
  #controller: Http.DispatchController | undefined
  #body: AnswerBody | undefined
  #stopped: Error | undefined

  constructor(told: Told) {
    this.#told = told
  }

  /** Whoever waits or reads is told at once, also where the connection is still being opened. */
  stop(): void {
    this.#stopped ??= aborted()
    if (this.#controller) this.#controller.abort(this.#stopped)
    else this.#told.failed(this.#stopped)
  }

  onRequestStart(controller: Http.DispatchController): void {
    this.#controller = controller
    if (this.#stopped) controller.abort(this.#stopped)
  }

  onResponseStart(controller: Http.DispatchController, status: number, headers: Answer['headers']): void {
    if (status < 200) return
    this.#body = new AnswerBody(controller)
    this.#told.answered({ status, headers, body: this.#body })
  }

  onResponseData(_: Http.DispatchController, part: Uint8Array): void {
    this.#body?.came(part)
  }

  onResponseEnd(): void {
    this.#body?.ended()
    this.#told.over()
  }

  onResponseError(_: Http.DispatchController, thrown: Error): void {
    if (this.#body) this.#body.ended(thrown)
    else this.#told.failed(thrown)
    this.#told.over()
  }
}
