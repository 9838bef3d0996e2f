// Calls to a node that may be gone, paused or cut off: each is answered in time or fails.
import { request } from 'node:http'

const LONGEST_ANSWER = 1024 * 1024

/** The node does not answer, or answers that it cannot. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** One JSON-RPC call. @throws NoAnswer */
export async function ask(
  port: number,
  method: string,
  params: readonly unknown[],
  ms: number,
): Promise<unknown> {
  const text = await post(port, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), ms)
  const answer: unknown = JSON.parse(text)
  if (typeof answer === 'object' && answer !== null && 'result' in answer) return answer.result
  throw new NoAnswer(text)
}

function post(port: number, body: string, ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(new NoAnswer('no answer', { cause }))
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const signal = AbortSignal.timeout(ms)
    const options = { host: '127.0.0.1', port, method: 'POST', headers, signal, agent: false }
    const sent = request(options, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        text += piece
        if (text.length > LONGEST_ANSWER) sent.destroy(new RangeError('too long an answer'))
      })
      response.on('end', () => resolve(text))
      response.on('error', fail)
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

/** The number of the node's newest block; undefined while it does not answer. */
export async function heightOf(port: number, ms = 1000): Promise<number | undefined> {
  try {
    const header = await ask(port, 'chain_getHeader', [], ms)
    if (typeof header !== 'object' || header === null || !('number' in header)) return undefined
    return Number(header.number)
  } catch (thrown) {
    if (thrown instanceof NoAnswer || thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}
