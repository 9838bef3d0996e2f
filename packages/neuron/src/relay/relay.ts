// A relay: miners without a public address connect outward to it, prove their registered hotkey, and get a public port of it.
// It carries bytes and reads none: signatures, sessions, proofs of answers and TLS run from end to end, so that it can break a
// connection off and do nothing else to it.

import { randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { type AccountId, type KeyPair, MemoryReplayCache, NetError, verifyBtauth } from '@taonet/wire'
import type { Logger } from 'pino'
import { joinRequest, type MinerMessage, minerMessage, onLines, sendLine } from './control.ts'
import { type PortRange, portsFor } from './port-range.ts'
import { Tunnel } from './tunnel.ts'

export interface RelayLimits {
  readonly tunnels: number
  /** Connections carried at a time, of one tunnel and of all. */
  readonly perTunnel: number
  readonly connections: number
}

export interface RelayOptions {
  /** Whom a miner's word is for. */
  readonly hotkey: KeyPair
  readonly host: string
  /** Where miners come; 0 = any free one. */
  readonly port: number
  /** Where miners can be called. */
  readonly ports: PortRange
  /** Whether the hotkey has a seat on the subnet. */
  readonly registered: (netuid: number, hotkey: AccountId) => Promise<boolean>
  readonly limits?: RelayLimits
  /** Milliseconds between pings, 10 s by default; after three without an answer a miner is gone. */
  readonly heartbeat?: number
  readonly logger: Logger
}

export interface RelayMetrics {
  readonly tunnels: number
  readonly connections: number
  readonly joined: number
  readonly replaced: number
  readonly refused: number
}

export interface Relay {
  readonly host: string
  readonly port: number
  metrics(): RelayMetrics
  close(): Promise<void>
}

const LIMITS: RelayLimits = { tunnels: 64, perTunnel: 128, connections: 1_024 }
const HEARTBEAT = 10_000
/** Milliseconds to say who one is. */
const PATIENCE = 10_000
const MAX_UNKNOWN = 64

class TunnelRelay {
  readonly #options: RelayOptions
  readonly #limits: RelayLimits
  readonly #tunnels = new Map<string, Tunnel>()
  readonly #ports = new Map<string, number>()
  readonly #unknown = new Set<Socket>()
  readonly #controls = new Set<Socket>()
  readonly #seen = new MemoryReplayCache()
  readonly #counts = { joined: 0, replaced: 0, refused: 0 }
  /** Joins are done one after the other: each decides about ports and names. */
  #turn: Promise<void> = Promise.resolve()
  #closed = false

  constructor(options: RelayOptions) {
    this.#options = options
    this.#limits = options.limits ?? LIMITS
  }

  metrics(): RelayMetrics {
    return { ...this.#counts, tunnels: this.#tunnels.size, connections: this.#connections }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const socket of [...this.#unknown, ...this.#controls]) socket.destroy()
    await Promise.all([...this.#tunnels.values()].map(tunnel => tunnel.close()))
  }

  get #connections(): number {
    return [...this.#tunnels.values()].reduce((sum, one) => sum + one.carried, 0)
  }

  /** A connection that has to say within a short while what it is: a miner, or a caller's bytes that a miner fetches. */
  readonly receive = (socket: Socket): void => {
    const [oldest] = this.#unknown
    if (this.#unknown.size >= MAX_UNKNOWN) oldest?.destroy()
    this.#unknown.add(socket)
    const timer = setTimeout(() => socket.destroy(), PATIENCE)
    const known = (): void => {
      clearTimeout(timer)
      this.#unknown.delete(socket)
    }
    socket.on('error', () => socket.destroy())
    socket.once('close', known)
    let challenge: string | undefined
    const stop = onLines(socket, minerMessage, message => {
      if (message.type === 'hello' && challenge === undefined) {
        challenge = randomBytes(32).toString('hex')
        sendLine(socket, { type: 'relay', hotkey: this.#options.hotkey.ss58, challenge })
      } else if (message.type === 'data') {
        stop()
        known()
        if (![...this.#tunnels.values()].some(one => one.connect(message.token, socket))) socket.destroy()
      } else if (message.type === 'join' && challenge !== undefined) {
        stop()
        known()
        const word = challenge
        this.#turn = this.#turn
          .then(() => this.#join(socket, message, word))
          .catch(() => void socket.destroy())
      } else socket.destroy()
    })
  }

  async #join(
    socket: Socket,
    { netuid, headers }: Extract<MinerMessage, { type: 'join' }>,
    challenge: string,
  ): Promise<void> {
    const { hotkey, registered, logger, host } = this.#options
    const refuse = (reason: string): void => {
      this.#counts.refused++
      sendLine(socket, { type: 'refused', reason })
      socket.destroySoon()
    }
    if (this.#closed || socket.destroyed) return
    const verdict = verifyBtauth(
      { ...joinRequest(netuid, challenge), headers },
      { ownHotkey: hotkey.account, now: Date.now(), seen: this.#seen },
    )
    if (!verdict.ok) return refuse(verdict.reason)
    const { sender } = verdict
    if (!(await registered(netuid, sender))) return refuse('this hotkey has no seat on the subnet')
    const name = `${netuid}:${sender}`
    const known = this.#tunnels.get(name)
    if (!known && this.#tunnels.size >= this.#limits.tunnels) return refuse('all tunnels are taken')
    const { perTunnel, connections } = this.#limits
    const tunnel =
      known ?? new Tunnel({ host, most: perTunnel, mayCarry: () => this.#connections < connections })
    const port = known ? this.#ports.get(name) : await this.#portFor(name, tunnel)
    if (port === undefined) return refuse('all ports are taken')
    if (this.#closed || socket.destroyed) return known ? undefined : tunnel.close()
    if (known) this.#counts.replaced++
    this.#counts.joined++
    this.#tunnels.set(name, tunnel)
    this.#ports.set(name, port)
    tunnel.attach(socket)
    this.#follow(socket, name, tunnel)
    sendLine(socket, { type: 'open', port })
    logger.info({ netuid, hotkey: sender, port }, 'a miner joined the relay')
  }

  async #portFor(name: string, tunnel: Tunnel): Promise<number | undefined> {
    const taken = new Set(this.#ports.values())
    for (const port of portsFor(name, this.#options.ports))
      if (!taken.has(port) && (await tunnel.listen(port))) return port
    return undefined
  }

  /** Keeps the miner's control connection until it ends, and the tunnel as long. */
  #follow(socket: Socket, name: string, tunnel: Tunnel): void {
    const { heartbeat = HEARTBEAT, logger } = this.#options
    this.#controls.add(socket)
    let silent = 0
    const timer = setInterval(() => {
      if (++silent > 3) return void socket.destroy()
      sendLine(socket, { type: 'ping' })
    }, heartbeat)
    onLines(socket, minerMessage, message => {
      if (message.type === 'pong') silent = 0
      else socket.destroy()
    })
    socket.resume()
    socket.once('close', () => {
      clearInterval(timer)
      this.#controls.delete(socket)
      // Another may have taken its place meanwhile.
      if (!tunnel.holds(socket)) return
      this.#tunnels.delete(name)
      this.#ports.delete(name)
      void tunnel.close()
      logger.info({ tunnel: name }, 'a miner left the relay')
    })
  }
}

/** Opens the relay's port. @throws NetError `port-in-use`. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const relay = new TunnelRelay(options)
  const server = createServer(relay.receive)
  const { host } = options
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', cause =>
      reject(
        new NetError(
          'port-in-use',
          `no relay at port ${options.port}: ${cause.message}`,
          'choose another',
          cause,
        ),
      ),
    )
    server.listen(options.port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : options.port)
    })
  })
  return {
    host,
    port,
    metrics: () => relay.metrics(),
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      await relay.close()
      await closed
    },
  }
}
