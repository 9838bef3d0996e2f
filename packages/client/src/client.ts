// A chain as a program sees it: typed reads, heads as they come, extrinsics signed, sent and followed to their end.
import { decodeEvents, type EventRecord } from '@taonet/runtime/tables'
import {
  bytesToHex,
  eraBirth,
  extrinsicHash,
  type Hash,
  type Hex,
  hexToBytes,
  immortal,
  isHash,
  itemPrefix,
  type KeyPair,
  mortalEra,
  NetError,
  ready,
  signExtrinsic,
} from '@taonet/wire'
import { asChainError, ChainError } from './chain-error.ts'
import { type Reader, readerAt } from './reader.ts'
import { type Receipt, type RpcBlock, receiptOf } from './receipt.ts'
import { openSocket, type Socket, type SocketOptions } from './socket.ts'

export interface ChainInfo {
  readonly name: string
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
}

export interface Head {
  readonly number: number
  readonly hash: Hash
}

export interface SubmitOptions {
  /** `inBlock` by default. */
  readonly wait?: 'inBlock' | 'finalized'
  /** Blocks the extrinsic stays valid; 0 = for ever. 64 by default. */
  readonly period?: number
  /** The account's next one, pool included, by default. */
  readonly nonce?: number
  /** rao */
  readonly tip?: bigint
  /** Milliseconds until NetError `timeout`; 60,000 by default. */
  readonly timeout?: number
}

export interface Client extends Reader {
  readonly url: string
  readonly chain: ChainInfo
  at(hash: Hash): Reader
  head(): Promise<Head>
  finalized(): Promise<Head>
  blockHash(number: number): Promise<Hash | undefined>
  events(hash: Hash): Promise<readonly EventRecord[]>
  /** Every new best block; also the first after a reconnection. Returns the way to stop. */
  onBlock(listener: (head: Head) => void): () => void
  /** Resolves when the call is in a block; a failed call is a receipt with `success: false`. Throws ChainError, NetError. */
  submit(signer: KeyPair, call: Uint8Array, options?: SubmitOptions): Promise<Receipt>
  /** Signs without sending. */
  sign(signer: KeyPair, call: Uint8Array, options?: SubmitOptions): Promise<Uint8Array>
  submitSigned(extrinsic: Uint8Array, options?: Pick<SubmitOptions, 'wait' | 'timeout'>): Promise<Receipt>
  rpc<T>(method: string, params: readonly unknown[]): Promise<T>
  close(): void
}

interface RpcHeader {
  readonly number: string
}

const EVENTS_KEY: Hex = `0x${itemPrefix('System', 'Events')}`

async function chainInfo(socket: Socket): Promise<ChainInfo> {
  const [name, genesis, version] = await Promise.all([
    socket.call<string>('system_chain', []),
    socket.call<Hash>('chain_getBlockHash', [0]),
    socket.call<{ specVersion: number; transactionVersion: number }>('state_getRuntimeVersion', []),
  ])
  return { name, genesis, specVersion: version.specVersion, transactionVersion: version.transactionVersion }
}

/** Connects to the first address that answers. Throws NetError `unreachable`. */
export async function connect(url: string | readonly string[], options: SocketOptions = {}): Promise<Client> {
  await ready()
  const socket = await openSocket(typeof url === 'string' ? [url] : url, options)
  const chain = await chainInfo(socket)

  const headAt = async (hash: Hash): Promise<Head> => {
    const header = await socket.call<RpcHeader | null>('chain_getHeader', [hash])
    if (!header)
      throw new NetError('unknown-block', `the node does not know block ${hash}`, 'ask a node that keeps it')
    return { number: Number(header.number), hash }
  }
  const blockHash = async (number: number): Promise<Hash | undefined> =>
    (await socket.call<Hash | null>('chain_getBlockHash', [number])) ?? undefined
  const finalized = async (): Promise<Head> => headAt(await socket.call<Hash>('chain_getFinalizedHead', []))
  const events = async (hash: Hash): Promise<readonly EventRecord[]> => {
    const bytes = await socket.call<Hex | null>('state_getStorage', [EVENTS_KEY, hash])
    return bytes === null ? [] : decodeEvents(hexToBytes(bytes))
  }

  async function sign(
    signer: KeyPair,
    call: Uint8Array,
    { period = 64, nonce, tip = 0n }: SubmitOptions = {},
  ): Promise<Uint8Array> {
    const [next, base] = await Promise.all([
      nonce ?? socket.call<number>('system_accountNextIndex', [signer.ss58]),
      period === 0 ? undefined : finalized(),
    ])
    const era = base ? mortalEra(base.number, period) : immortal
    const birth = base ? await blockHash(eraBirth(era, base.number)) : chain.genesis
    return signExtrinsic(
      signer,
      call,
      { era, nonce: next, tip, mode: 0 },
      { ...chain, birth: birth ?? chain.genesis },
    )
  }

  async function submitSigned(
    extrinsic: Uint8Array,
    { wait = 'inBlock', timeout = 60_000 }: SubmitOptions = {},
  ): Promise<Receipt> {
    const hash = await follow(socket, extrinsic, wait, timeout)
    const [answer, all] = await Promise.all([
      socket.call<{ block: RpcBlock } | null>('chain_getBlock', [hash]),
      events(hash),
    ])
    if (!answer)
      throw new NetError('unknown-block', `the node no longer has block ${hash}`, 'ask a node that keeps it')
    return receiptOf(extrinsic, hash, answer.block, all)
  }

  return {
    ...readerAt(socket, undefined),
    get url() {
      return socket.url
    },
    chain,
    at: hash => readerAt(socket, hash),
    head: async () => headAt(await socket.call<Hash>('chain_getBlockHash', [])),
    finalized,
    blockHash,
    events,
    onBlock: listener => watchHeads(socket, blockHash, listener),
    sign,
    submitSigned,
    submit: async (signer, call, options = {}) => submitSigned(await sign(signer, call, options), options),
    rpc: (method, params) => socket.call(method, params),
    close: () => socket.close(),
  }
}

function watchHeads(
  socket: Socket,
  blockHash: (number: number) => Promise<Hash | undefined>,
  listener: (head: Head) => void,
): () => void {
  let stopped = false
  let stop = (): void => {}
  const onHeader = async (header: RpcHeader): Promise<void> => {
    const number = Number(header.number)
    const hash = await blockHash(number).catch(() => undefined)
    if (hash !== undefined && !stopped) listener({ number, hash })
  }
  socket
    .subscribe(
      'chain_subscribeNewHeads',
      [],
      'chain_unsubscribeNewHeads',
      header => void onHeader(header as RpcHeader),
    )
    .then(end => {
      if (stopped) end()
      else stop = end
    })
    .catch(() => {})
  return () => {
    stopped = true
    stop()
  }
}

/** Sends and follows one extrinsic; resolves with the block it was found in. */
async function follow(
  socket: Socket,
  extrinsic: Uint8Array,
  wait: 'inBlock' | 'finalized',
  timeout: number,
): Promise<Hash> {
  let stop = (): void => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<Hash>((resolve, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new NetError(
              'timeout',
              `extrinsic ${extrinsicHash(extrinsic)} was not included within ${timeout} ms`,
              'it may still be: look for its hash, then send it again with the same nonce',
            ),
          ),
        timeout,
      )
      const onStatus = (status: unknown): void => {
        const outcome = outcomeOf(status, wait)
        if (outcome instanceof ChainError) reject(outcome)
        else if (outcome !== undefined) resolve(outcome)
      }
      socket
        .subscribe(
          'author_submitAndWatchExtrinsic',
          [bytesToHex(extrinsic)],
          'author_unwatchExtrinsic',
          onStatus,
        )
        .then(
          end => {
            stop = end
          },
          thrown => reject(asChainError(thrown)),
        )
    })
  } finally {
    clearTimeout(timer)
    stop()
  }
}

/** What a watch status decides: the block, a refusal, or nothing yet (wire-interface §1.5). */
function outcomeOf(status: unknown, wait: 'inBlock' | 'finalized'): Hash | ChainError | undefined {
  if (status === 'invalid' || status === 'dropped')
    return new ChainError('Pool', `the pool calls the extrinsic ${status}`)
  if (typeof status !== 'object' || status === null) return undefined
  if ('usurped' in status)
    return new ChainError('Pool', 'another extrinsic of the same account and nonce took its place')
  const { inBlock, finalized }: { inBlock?: unknown; finalized?: unknown } = status
  const hash = finalized ?? (wait === 'inBlock' ? inBlock : undefined)
  return isHash(hash) ? hash : undefined
}
