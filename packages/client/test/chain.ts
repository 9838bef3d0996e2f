// A real node in this process, and clients of it; everything started is ended after the tests of a file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { defaultGenesis, type NodeOptions, type RunningNode, startNode } from '@taonet/node'
import { composeCall, Tao } from '@taonet/runtime/tables'
import {
  type AccountId,
  idAddress,
  isNetError,
  type KeyPair,
  keyPairFromSeed,
  keyPairFromUri,
  ready,
} from '@taonet/wire'
import { type Client, connect, type SocketOptions } from '../src/index.ts'

await ready()

const ending: (() => Promise<void> | void)[] = []
after(async () => {
  for (const end of ending.reverse()) await end()
})

/** Ended in the opposite order of starting. */
export function ended(end: () => Promise<void> | void): void {
  ending.push(end)
}

export const alice = keyPairFromUri('//Alice')
/** Keys that sign fast, each with funds. */
export const keys: readonly KeyPair[] = Array.from({ length: 8 }, (_, i) =>
  keyPairFromSeed(new Uint8Array(32).fill(i + 1), 'ed25519'),
)
export const poor: KeyPair = keyPairFromSeed(new Uint8Array(32).fill(99), 'ed25519')
export const TAO = 1_000_000_000n

const genesis = defaultGenesis('dev')
const funded = {
  ...genesis,
  balances: [...genesis.balances, ...keys.map(({ account }) => [account, `${1_000n * TAO}`] as const)],
}

export interface Chain {
  readonly url: string
  readonly node: RunningNode
}

export async function startChain(options: Partial<NodeOptions> = {}): Promise<Chain> {
  const node = await startNode({
    profile: 'dev',
    genesis: funded,
    rpcPort: 0,
    sealing: 'instant',
    ...options,
  })
  return { node, url: `ws://127.0.0.1:${node.rpcPort}` }
}

export async function clientOf(url: string | readonly string[], options?: SocketOptions): Promise<Client> {
  const client = await connect(url, options)
  ended(() => client.close())
  return client
}

/** A chain that lasts for the file, and a client of it. */
export async function chainAndClient(
  options: Partial<NodeOptions> = {},
): Promise<Chain & { readonly client: Client }> {
  const chain = await startChain(options)
  ended(() => chain.node.stop())
  return { ...chain, client: await clientOf(chain.url) }
}

/** A folder that is gone after the tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'taonet-client-'))
  ended(() => rmSync(path, { recursive: true, force: true }))
  return path
}

export const transfer = (to: AccountId, value: bigint): Uint8Array =>
  composeCall('Balances', 'transfer_keep_alive', { dest: idAddress(to), value: Tao(value) })

/** Waits for something that happens elsewhere. */
export async function eventually(holds: () => boolean, patience = 60_000): Promise<void> {
  const end = performance.now() + patience
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Asks again while there is no connection. */
export async function back<T>(ask: () => Promise<T>, patience = 60_000): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await ask()
    } catch (thrown) {
      if (!isNetError(thrown) || performance.now() > end) throw thrown
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}
