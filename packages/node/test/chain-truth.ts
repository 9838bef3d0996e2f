// What the chain holds at one block, read through our own tables: what stock clients' answers are compared with.
import assert from 'node:assert/strict'
import {
  type ApiArgs,
  type ApiMethods,
  type ApiOutput,
  type Cell,
  type Columns,
  type KeysOf,
  type RuntimeApi,
  storage,
} from '@taonet/runtime/tables'
import { accountFromSs58, bytesToHex, decode, encode, hexToBytes } from '@taonet/wire'
import type { RpcClient } from './rpc-client.ts'

export interface Truth {
  /** The row's value, or what stands for an absent one. */
  row<K extends Columns, V, Out>(cell: Cell<K, V, Out>, ...keys: KeysOf<K>): Promise<V | Out>
  call<M extends ApiMethods, const N extends keyof M & string>(
    api: RuntimeApi<M>,
    name: N,
    args: ApiArgs<M, N>,
  ): Promise<ApiOutput<M, N>>
  /** rao that the account may spend. */
  free(ss58: string): Promise<number>
}

/** Rows and answers at one block, by our own codecs. */
export async function truthAt(client: RpcClient, block: number): Promise<Truth> {
  const hash = await client.ask('chain_getBlockHash', block)
  async function row<K extends Columns, V, Out>(cell: Cell<K, V, Out>, ...keys: KeysOf<K>) {
    const found = await client.ask('state_getStorage', `0x${cell.key(...keys)}`, hash)
    return typeof found === 'string' ? decode(cell.value, hexToBytes(found)) : cell.fallback
  }
  return {
    row,
    async call(api, name, args) {
      const method = api.methods[name]
      assert.ok(method)
      const values: Readonly<Record<string, unknown>> = { ...args }
      const parts = Object.entries(method.inputs).flatMap(([input, codec]) => [
        ...encode(codec, values[input]),
      ])
      const data = bytesToHex(Uint8Array.from(parts))
      const answer = await client.ask('state_call', `${api.trait}_${name}`, data, hash)
      return decode(method.output, hexToBytes(String(answer))) as ApiOutput<typeof api.methods, typeof name>
    },
    free: async ss58 => Number((await row(storage.System.Account, accountFromSs58(ss58))).data.free),
  }
}
