// A chain as a program sees it: typed reads, heads as they come, extrinsics signed, sent and followed to their end.
import { type EventRecord, storage } from '@taonet/runtime/tables'
import {
  eraBirth,
  type Hash,
  immortal,
  type KeyPair,
  mortalEra,
  NetError,
  ready,
  signExtrinsic,
} from '@taonet/wire'
import { block, count, hash as hashAnswer, height, optional, runtimeVersion, text } from './answers.ts'
import { type Head, watchHeads } from './heads.ts'
import { inclusionOf } from './inclusion.ts'
import { type Reader, readerAt } from './reader.ts'
import { type Receipt, receiptOf } from './receipt.ts'
import { openSocket, type Socket, type SocketOptions } from './socket.ts'
import { Turns } from './turns.ts'

export interface ChainInfo {
  readonly name: string
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
}

export interface SignOptions {
  /** Blocks the extrinsic stays valid; 0 = for ever. 64 by default. */
  readonly period?: number
  /** The account's next one, pool included, by default. */
  readonly nonce?: number
  /** rao */
  readonly tip?: bigint
}

export interface WaitOptions {
  /** `inBlock` by default. */
  readonly wait?: 'inBlock' | 'finalized'
  /** Milliseconds until NetError `timeout`; 60,000 by default. */
  readonly timeout?: number
  /** Ends the waiting with NetError `aborted`; what was sent stays sent. */
  readonly signal?: AbortSignal
}

export interface SubmitOptions extends SignOptions, WaitOptions {}

export interface Client extends Reader {
  /** The address in use. */
  readonly url: string
  /** As it was when the client connected. */
  readonly chain: ChainInfo
  at(hash: Hash): Reader
  head(): Promise<Head>
  finalized(): Promise<Head>
  blockHash(number: number): Promise<Hash | undefined>
  events(hash: Hash): Promise<readonly EventRecord[]>
  /** Every new best block; also the newest after a reconnection. Returns the way to stop. */
  onBlock(listener: (head: Head) => void): () => void
  /**
   * Resolves when the call is in a block; a failed call is a receipt with `success: false`. Submissions of one account at the
   * same time get nonces one after the other, within this client.
   * @throws ChainError when the pool refuses; NetError.
   */
  submit(signer: KeyPair, call: Uint8Array, options?: SubmitOptions): Promise<Receipt>
  /** Signs without sending. @throws NetError. */
  sign(signer: KeyPair, call: Uint8Array, options?: SignOptions): Promise<Uint8Array>
  /** As `submit`, for bytes that are signed already. */
  submitSigned(extrinsic: Uint8Array, options?: WaitOptions): Promise<Receipt>
  /** Any other method, for those who know what it answers: `T` is not checked. */
  rpc<T>(method: string, params: readonly unknown[]): Promise<T>
  close(): void
}

const PERIOD = 64
const INCLUSION_TIMEOUT = 60_000

async function chainInfo(socket: Socket): Promise<ChainInfo> {
  const [name, genesis, version] = await Promise.all([
    socket.call('system_chain', [], text),
    socket.call('chain_getBlockHash', [0], hashAnswer),
    socket.call('state_getRuntimeVersion', [], runtimeVersion),
  ])
  return { name, genesis, ...version }
}

const unknownBlock = (what: string): NetError =>
  new NetError('unknown-block', `the node does not know block ${what}`, 'ask a node that keeps it')

/** Connects to the first address that answers. @throws NetError `unreachable`, `bad-address`, `bad-reply`. */
export async function connect(url: string | readonly string[], options: SocketOptions = {}): Promise<Client> {
  await ready()
  const socket = await openSocket(typeof url === 'string' ? [url] : url, options)
  try {
    const chain = await chainInfo(socket)
    socket.keepTo(chain.genesis)
    return clientOf(socket, chain)
  } catch (thrown) {
    socket.close()
    throw thrown
  }
}

function clientOf(socket: Socket, chain: ChainInfo): Client {
  const turns = new Turns()

  const headAt = async (hash: Hash): Promise<Head> => {
    const number = await socket.call('chain_getHeader', [hash], optional(height))
    if (number === undefined) throw unknownBlock(hash)
    return { number, hash }
  }
  const blockHash = (number: number): Promise<Hash | undefined> =>
    socket.call('chain_getBlockHash', [number], optional(hashAnswer))
  const finalized = async (): Promise<Head> =>
    headAt(await socket.call('chain_getFinalizedHead', [], hashAnswer))
  const events = (hash: Hash): Promise<readonly EventRecord[]> =>
    readerAt(socket, hash).get(storage.System.Events)

  async function sign(signer: KeyPair, call: Uint8Array, options: SignOptions = {}): Promise<Uint8Array> {
    const { period = PERIOD, nonce, tip = 0n } = options
    const [next, base] = await Promise.all([
      nonce ?? socket.call('system_accountNextIndex', [signer.ss58], count),
      period === 0 ? undefined : finalized(),
    ])
    const era = base ? mortalEra(base.number, period) : immortal
    const birth = base ? await blockHash(eraBirth(era, base.number)) : chain.genesis
    if (birth === undefined) throw unknownBlock(`${base?.number}`)
    return signExtrinsic(signer, call, { era, nonce: next, tip, mode: 0 }, { ...chain, birth })
  }

  async function follow(
    extrinsic: Uint8Array,
    { wait = 'inBlock', timeout = INCLUSION_TIMEOUT, signal }: WaitOptions,
    onAccepted?: () => void,
  ): Promise<Receipt> {
    const hash = await inclusionOf(socket, extrinsic, { wait, timeout, signal, onAccepted })
    const [found, all] = await Promise.all([
      socket.call('chain_getBlock', [hash], optional(block)),
      events(hash),
    ])
    if (!found) throw unknownBlock(hash)
    return receiptOf(extrinsic, hash, found, all)
  }

  async function submit(signer: KeyPair, call: Uint8Array, options: SubmitOptions = {}): Promise<Receipt> {
    if (options.nonce !== undefined) return follow(await sign(signer, call, options), options)
    // The turn is over when the pool counts this nonce as taken, long before there is a receipt.
    const { receipt } = await turns.take(signer.account, async () => {
      const extrinsic = await sign(signer, call, options)
      const { promise: accepted, resolve } = Promise.withResolvers<void>()
      const receipt = follow(extrinsic, options, resolve)
      receipt.then(
        () => resolve(),
        () => resolve(),
      )
      await accepted
      return { receipt }
    })
    return receipt
  }

  function rpc<T>(method: string, params: readonly unknown[]): Promise<T>
  function rpc(method: string, params: readonly unknown[]): Promise<unknown> {
    return socket.call(method, params, answer => answer)
  }

  return {
    ...readerAt(socket, undefined),
    get url() {
      return socket.url
    },
    chain,
    at: hash => readerAt(socket, hash),
    head: async () => headAt(await socket.call('chain_getBlockHash', [], hashAnswer)),
    finalized,
    blockHash,
    events,
    onBlock: listener => watchHeads(socket, listener),
    sign,
    submitSigned: (extrinsic, options = {}) => follow(extrinsic, options),
    submit,
    rpc,
    close: () => socket.close(),
  }
}
