// A miner's end of a tunnel: it connects outward, proves its hotkey, and fetches each caller's connection to its own port.
// What breaks is joined anew, for as long as the miner runs.

import { connect, type Socket } from 'node:net'
import { BtauthNonces, type KeyPair, NetError, readAddress, signBtauth } from '@taonet/wire'
import type { Logger } from 'pino'
import type { AxonAddress } from '../chain/neuron-chain.ts'
import { joinRequest, onLines, RELAY_PROTOCOL, type RelayMessage, relayMessage, sendLine } from './control.ts'
import { splice } from './splice.ts'

export interface JoinOptions {
  /** The relay's, as its operator gives it: a name or an address. */
  readonly relay: { readonly host: string; readonly port: number }
  readonly hotkey: KeyPair
  readonly netuid: number
  /** The miner's own port. */
  readonly local: { readonly host: string; readonly port: number }
  /** Told each time the tunnel opens: where callers find the miner now. */
  readonly onOpen: (address: AxonAddress) => void
  readonly logger: Logger
  /** Milliseconds before the first and before the last of the tries, 1 s and 30 s by default. */
  readonly pauses?: { readonly first: number; readonly most: number }
}

export interface JoinedRelay {
  close(): void
}

const CONNECT_PATIENCE = 10_000
/** Three pings of the relay and a little more. */
const SILENCE = 35_000
const MAX_CONNECTIONS = 256
const PAUSES = { first: 1_000, most: 30_000 }

const refused = (reason: string): NetError =>
  new NetError(
    'relay-refused',
    `the relay refuses: ${reason}`,
    'is the hotkey registered on a subnet of this relay?',
  )

const unreachable = (where: string): NetError =>
  new NetError(
    'relay-unreachable',
    `no relay answers at ${where}`,
    'check --tunnel HOST:PORT, and that it runs',
  )

const plainAddress = (address: string): string =>
  /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address

class RelayMember {
  readonly #options: JoinOptions
  readonly #nonces = new BtauthNonces()
  readonly #data = new Set<Socket>()
  #control: Socket | undefined
  #pause: number
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: JoinOptions) {
    this.#options = options
    this.#pause = this.#pauses.first
  }

  get #pauses() {
    return this.#options.pauses ?? PAUSES
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#control?.destroy()
    for (const socket of this.#data) socket.destroy()
  }

  /** Resolves when the tunnel is open. @throws NetError `relay-refused`, `relay-unreachable`. */
  open(): Promise<void> {
    const { relay, logger, netuid } = this.#options
    return new Promise((resolve, reject) => {
      let failure = unreachable(`${relay.host}:${relay.port}`)
      let opened = false
      const socket = connect({ ...relay, timeout: CONNECT_PATIENCE })
      this.#control = socket
      socket.once('timeout', () => socket.destroy())
      socket.on('error', () => socket.destroy())
      socket.once('connect', () => {
        socket.setNoDelay()
        sendLine(socket, { type: 'hello', protocol: RELAY_PROTOCOL })
      })
      const end = (error: NetError): void => {
        failure = error
        socket.destroy()
      }
      onLines(socket, relayMessage, message => {
        if (message.type === 'relay' && !opened) this.#say(socket, message, end)
        else if (message.type === 'refused') end(refused(message.reason))
        else if (message.type === 'replaced') {
          // Two that push each other out for ever would serve nobody.
          this.#closed = true
          end(refused('another miner with this hotkey took the tunnel'))
          logger.error({ netuid }, 'another miner with this hotkey took the tunnel; this one gives up')
        } else if (message.type === 'open' && !opened) {
          opened = true
          socket.setTimeout(SILENCE)
          this.#pause = this.#pauses.first
          this.#options.onOpen({ host: plainAddress(socket.remoteAddress ?? relay.host), port: message.port })
          resolve()
        } else if (message.type === 'ping') sendLine(socket, { type: 'pong' })
        else if (message.type === 'dial' && opened) this.#fetch(message.token)
        else socket.destroy()
      })
      socket.once('close', () => {
        if (opened) this.#again()
        else reject(failure)
      })
    })
  }

  #say(
    socket: Socket,
    { hotkey: relayHotkey, challenge }: Extract<RelayMessage, { type: 'relay' }>,
    end: (error: NetError) => void,
  ): void {
    const { hotkey, netuid } = this.#options
    const receiver = readAddress(relayHotkey)
    if (receiver === undefined) return end(refused('it does not say who it is'))
    const headers = signBtauth(joinRequest(netuid, challenge), hotkey, {
      receiver,
      nonce: this.#nonces.next(Date.now()),
    })
    sendLine(socket, { type: 'join', netuid, headers: { ...headers } })
  }

  #fetch(token: string): void {
    const { relay, local } = this.#options
    if (this.#data.size >= MAX_CONNECTIONS) return
    const data = connect({ ...relay })
    const own = connect({ ...local })
    this.#data.add(data)
    data.once('close', () => this.#data.delete(data))
    sendLine(data, { type: 'data', token })
    splice(data, own)
  }

  /** Tries until it is open again, each time a little later. */
  #again(): void {
    if (this.#closed) return
    const { logger, netuid } = this.#options
    logger.warn({ netuid, pause: this.#pause }, 'the tunnel is closed; it is tried again')
    this.#timer = setTimeout(() => {
      this.open().catch((error: unknown) => {
        logger.warn({ netuid, error: String(error) }, 'no tunnel')
        this.#again()
      })
    }, this.#pause)
    this.#pause = Math.min(2 * this.#pause, this.#pauses.most)
  }
}

/** Resolves when the tunnel is open for the first time. @throws NetError `relay-refused`, `relay-unreachable`. */
export async function joinRelay(options: JoinOptions): Promise<JoinedRelay> {
  const member = new RelayMember(options)
  await member.open()
  return { close: () => member.close() }
}
