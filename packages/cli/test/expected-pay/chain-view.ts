// What the chain says at given blocks, read with the stock @polkadot/api and turned into plain numbers.
import { ApiPromise, WsProvider } from '../../../../peers/node_modules/@polkadot/api/index.js'
import type { ProviderInterface } from '../../../../peers/node_modules/@polkadot/rpc-provider/types.js'

type Key = string | number
type At = Awaited<ReturnType<ApiPromise['at']>>

/** One block's storage of one pallet. Names as the stock client spells them. */
export interface View {
  readonly block: number
  read(name: string, ...keys: readonly Key[]): Promise<unknown>
  /** Values of the entries below the leading keys, with the last key. */
  entries(name: string, ...keys: readonly Key[]): Promise<readonly (readonly [string, unknown])[]>
  swap(name: string, ...keys: readonly Key[]): Promise<unknown>
}

export interface Chain {
  head(): Promise<number>
  hash(block: number): Promise<string>
  /** Milliseconds, as the block says. */
  time(block: number): Promise<number>
  at(block: number): Promise<View>
  /** `pallet.call` of every extrinsic. */
  calls(block: number): Promise<readonly string[]>
  close(): Promise<void>
}

const PATIENCE = 20_000

export async function openChain(url: string): Promise<Chain> {
  // The package's own provider does not satisfy its own interface under exactOptionalPropertyTypes.
  const provider = new WsProvider(url, 1_000, {}, PATIENCE) as unknown as ProviderInterface
  const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true })
  const hashOf = async (block: number): Promise<string> => (await api.rpc.chain.getBlockHash(block)).toHex()
  return {
    head: async () => (await api.rpc.chain.getHeader()).number.toNumber(),
    hash: hashOf,
    time: async block => num((await (await api.at(await hashOf(block))).query.timestamp?.now?.())?.toJSON()),
    at: async block => viewOf(block, await api.at(await hashOf(block))),
    calls: async block => {
      const { block: found } = await api.rpc.chain.getBlock(await hashOf(block))
      return found.extrinsics.map(({ method }) => `${method.section}.${method.method}`)
    },
    close: () => api.disconnect(),
  }
}

function viewOf(block: number, at: At): View {
  const query = (pallet: string, name: string) => {
    const found = at.query[pallet]?.[name]
    if (!found) throw new RangeError(`the metadata has no ${pallet}.${name}`)
    return found
  }
  return {
    block,
    read: async (name, ...keys) => (await query('subtensorModule', name)(...keys)).toJSON(),
    swap: async (name, ...keys) => (await query('swap', name)(...keys)).toJSON(),
    entries: async (name, ...keys) =>
      (await query('subtensorModule', name).entries(...keys)).map(
        ([key, value]) => [String(key.args.at(-1)), value.toJSON()] as const,
      ),
  }
}

/** Numbers beyond 53 bits come as hexadecimal text. */
export function int(json: unknown): bigint {
  if (typeof json === 'number' || typeof json === 'string') return BigInt(json)
  throw new TypeError(`not an integer: ${JSON.stringify(json)}`)
}

export const num = (json: unknown): number => Number(int(json))

/** The raw bits of a fixed-point row. */
export function bits(json: unknown): bigint {
  if (typeof json === 'object' && json !== null && 'bits' in json) return int(json.bits)
  throw new TypeError(`not fixed point: ${JSON.stringify(json)}`)
}

export function list(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json
  throw new TypeError(`not a list: ${JSON.stringify(json)}`)
}

export const pairs = (json: unknown): readonly (readonly [number, number])[] =>
  list(json).map(one => {
    const [a, b] = list(one)
    return [num(a), num(b)] as const
  })
