// The load, in a process of its own: so many connections, each with one question under way at a time.
import { Pool } from 'undici'
import { FIRST_PIECE, LAST, PATH, question } from './instant.ts'

export interface Load {
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly streamed: boolean
  readonly seconds: number
}

/** Milliseconds. `first`: until the first piece of text; of whole answers, until all of it. */
export interface Measured {
  readonly perSecond: number
  readonly answers: number
  /** Those before and after the counted time too. */
  readonly sent: number
  /** Share of the questions that a safety gate refused: counted nowhere else. */
  readonly refused: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly first50: number
  readonly first95: number
}

/** Answers before this are not counted: connections open, and the other side finds its pace. */
const RUN_UP_MS = 250

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * sorted.length)] ?? 0

const REFUSED = '"content_filter"'
const isWhole = (text: string, streamed: boolean): boolean => text.includes(streamed ? '[DONE]' : LAST)

/** @throws Error when anything but the whole answer comes. */
export async function measure({ port, headers, connections, streamed, seconds }: Load): Promise<Measured> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections })
  const ask = async (start: number): Promise<number | undefined> => {
    const reply = await pool.request({
      path: PATH,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: question(streamed),
    })
    let first = 0
    let text = ''
    for await (const part of reply.body) {
      text += part
      if (first === 0 && FIRST_PIECE.test(text)) first = performance.now() - start
    }
    if (text.includes(REFUSED)) return undefined
    if (reply.statusCode !== 200 || first === 0 || !isWhole(text, streamed))
      throw new Error(`port ${port} answers ${reply.statusCode}: ${text.slice(0, 300)}`)
    return first
  }
  const begin = performance.now() + RUN_UP_MS
  const end = begin + seconds * 1_000
  const times: number[] = []
  const firsts: number[] = []
  let refused = 0
  let sent = 0
  const connection = async (): Promise<void> => {
    for (let start = performance.now(); start < end; start = performance.now()) {
      const first = await ask(start)
      sent++
      if (start < begin) continue
      if (first === undefined) {
        refused++
        continue
      }
      times.push(performance.now() - start)
      firsts.push(first)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, connection))
  } finally {
    await pool.destroy()
  }
  if (times.length === 0) throw new Error(`port ${port} gave no answer within ${seconds} s`)
  const took = (performance.now() - begin) / 1_000
  times.sort((a, b) => a - b)
  firsts.sort((a, b) => a - b)
  return {
    perSecond: times.length / took,
    answers: times.length,
    sent,
    refused: refused / (refused + times.length),
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    p99: at(times, 0.99),
    first50: at(firsts, 0.5),
    first95: at(firsts, 0.95),
  }
}
