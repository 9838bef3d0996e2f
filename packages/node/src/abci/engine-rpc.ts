// The engine's own JSON-RPC, over a unix socket that only we know. We hand it transactions and ask how it is.
import { request } from 'node:http'
import { NetError } from '@taonet/wire'

const PATIENCE_MS = 30_000
const LONGEST_ANSWER = 16 * 1024 * 1024
/** The engine has it already, from a peer or from us. */
const KNOWN = 'tx already exists in cache'

interface Reply {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly message?: unknown; readonly data?: unknown }
}

const isReply = (value: unknown): value is Reply => typeof value === 'object' && value !== null

export class EngineRpc {
  readonly #socket: string

  constructor(socket: string) {
    this.#socket = socket
  }

  /**
   * Which of the transactions the engine carries from now on; the others it has no room for.
   * @throws NetError `engine` when it does not answer.
   */
  async carry(txs: readonly Uint8Array[]): Promise<readonly boolean[]> {
    const calls = txs.map((tx, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'broadcast_tx_async',
      params: { tx: Buffer.from(tx).toString('base64') },
    }))
    const answered: unknown = JSON.parse(await this.#post(JSON.stringify(calls)))
    const carried = txs.map(() => false)
    for (const reply of Array.isArray(answered) ? answered : [answered]) {
      if (!isReply(reply) || typeof reply.id !== 'number') continue
      carried[reply.id] = reply.error === undefined || reply.error.data === KNOWN
    }
    return carried
  }

  /**
   * The result of one call.
   * @throws NetError `engine` when it does not answer, or not with an object.
   */
  async ask(
    method: string,
    params: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer: unknown = JSON.parse(
      await this.#post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })),
    )
    const result = isReply(answer) ? answer.result : undefined
    if (typeof result === 'object' && result !== null) return { ...result }
    const why = isReply(answer) ? JSON.stringify(answer.error ?? 'nothing') : 'no object'
    throw new NetError(
      'engine',
      `the engine answered ${method} with ${why}`,
      "look at the engine's lines in the log",
    )
  }

  /** The reply to a request, both as text. @throws NetError `engine` when it does not answer. */
  relay(request: string): Promise<string> {
    return this.#post(request)
  }

  #post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown): void =>
        reject(
          new NetError(
            'engine',
            'the engine does not answer',
            "look at the engine's lines in the log",
            cause,
          ),
        )
      const options = {
        socketPath: this.#socket,
        path: '/',
        method: 'POST',
        timeout: PATIENCE_MS,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      }
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
      sent.on('timeout', () => sent.destroy(new RangeError('too late an answer')))
      sent.on('error', fail)
      sent.end(body)
    })
  }
}
