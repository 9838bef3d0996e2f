// The stock Python SDK lives through a subnet's first epoch on our node; what it reads is what stands in the rows.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  Alpha,
  type ApiArgs,
  type ApiMethods,
  type ApiOutput,
  type Cell,
  type Columns,
  type KeysOf,
  NetUid,
  neurons,
  type RuntimeApi,
  StorageIndex,
  staking,
  storage,
  subnetInfoApi,
  subnetRegistrationApi,
  subnets,
  swapApi,
  Tao,
  Uid,
  weights,
} from '@taonet/runtime/tables'
import { accountFromSs58, bytesToHex, decode, encode, hexToBytes, ss58Encode } from '@taonet/wire'
import { startProcess } from './process.ts'
import { stockPython } from './python/venv.ts'
import { RpcClient } from './rpc-client.ts'

const SMOKE = fileURLToPath(new URL('python/smoke.py', import.meta.url))
const DEADLINE_MS = 120_000

/** What the script prints. */
interface Seen {
  readonly block: number
  readonly netuids: readonly number[]
  readonly balance: number
  readonly deposit: number
  readonly subnets: readonly (readonly [number, string, string])[]
  readonly subnet: Readonly<Record<string, number | string>>
  readonly params: Readonly<Record<string, number | boolean>>
  readonly hotkeys: readonly string[]
  readonly incentive: readonly number[]
  readonly weights: readonly (readonly number[])[]
  readonly alpha_stake: readonly number[]
  readonly total_stake: readonly number[]
  readonly last_update: readonly number[]
  readonly axons: readonly (readonly [string, number])[]
  readonly commitments: Readonly<Record<string, string>>
  readonly stake: number
  readonly stakes: readonly (readonly [number, number])[]
  readonly lite: readonly string[]
  readonly price: number
  readonly cost: number
  readonly buy: readonly number[]
  readonly sell: readonly number[]
  readonly delegates: number
}

async function live(python: string, rpcPort: number): Promise<Seen> {
  const home = await mkdtemp(join(tmpdir(), 'taonet-sdk-'))
  try {
    const { stdout } = await promisify(execFile)(python, [SMOKE, `ws://127.0.0.1:${rpcPort}`], {
      timeout: DEADLINE_MS,
      // The SDK writes into its home and reads settings from the environment.
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  } finally {
    await rm(home, { recursive: true })
  }
}

/** Rows and answers at one block, by our own codecs. */
async function truthAt(client: RpcClient, block: number) {
  const hash = await client.ask('chain_getBlockHash', block)
  return {
    async row<K extends Columns, V>(cell: Cell<K, V, V>, ...keys: KeysOf<K>): Promise<V> {
      const found = await client.ask('state_getStorage', `0x${cell.key(...keys)}`, hash)
      return typeof found === 'string' ? decode(cell.value, hexToBytes(found)) : cell.fallback
    },
    async call<M extends ApiMethods, const N extends keyof M & string>(
      api: RuntimeApi<M>,
      name: N,
      args: ApiArgs<M, N>,
    ): Promise<ApiOutput<M, N>> {
      const method = api.methods[name]
      assert.ok(method)
      const values: Readonly<Record<string, unknown>> = { ...args }
      const parts = Object.entries(method.inputs).flatMap(([input, codec]) => [
        ...encode(codec, values[input]),
      ])
      const data = bytesToHex(Uint8Array.from(parts))
      const answer = await client.ask('state_call', `${api.trait}_${name}`, data, hash)
      return decode(method.output, hexToBytes(String(answer))) as ApiOutput<M, N>
    },
  }
}

const TEN = 10_000_000_000n
const numbers = (values: readonly (bigint | number)[] | undefined) => values?.map(Number)
const ALICE = accountFromSs58('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')

test('the stock SDK opens, joins, stakes, serves, judges, is paid, and reads it all back', async t => {
  let python: string
  try {
    python = await stockPython()
  } catch (obstacle) {
    if (process.env.CI === 'true') throw obstacle
    const why = `no Python with the stock SDK: ${obstacle}`
    console.log(why)
    return t.skip(why)
  }
  const node = await startProcess({ profile: 'dev', sealing: 'interval', blockTime: 100 })
  const client = await RpcClient.connect(node.rpcPort)
  try {
    const seen = await live(python, node.rpcPort)
    const { row, call } = await truthAt(client, seen.block)
    const one = NetUid(1)
    const s = staking.storage

    await t.test('subnets and money', async () => {
      assert.deepEqual(seen.netuids, [0, 1])
      assert.deepEqual(seen.subnets, [
        [0, 'root', 'Τ'],
        [1, 'subnet 1', 'α'],
      ])
      assert.equal(seen.balance, Number((await row(storage.System.Account, ALICE)).data.free))
      assert.equal(seen.deposit, 500)
      assert.equal(seen.cost, Number(await call(subnetRegistrationApi, 'get_network_registration_cost', {})))
      assert.deepEqual(seen.subnet, {
        tao_in: Number(await row(s.SubnetTAO, one)),
        alpha_in: Number(await row(s.SubnetAlphaIn, one)),
        alpha_out: Number(await row(s.SubnetAlphaOut, one)),
        volume: Number(await row(s.SubnetVolume, one)),
        tempo: await row(subnets.storage.Tempo, one),
        owner: ss58Encode(ALICE),
      })
      assert.ok(Number(seen.subnet.alpha_out) > 0)
    })

    await t.test('hyperparameters', async () => {
      const params = await call(subnetInfoApi, 'get_subnet_hyperparams_v2', { netuid: one })
      const ours = new Map(Object.entries(params ?? {}))
      for (const [name, value] of Object.entries(seen.params)) {
        const expected = ours.get(name)
        assert.equal(value, typeof expected === 'bigint' ? Number(expected) : expected, name)
      }
      assert.equal(seen.params.commit_reveal_weights_enabled, false)
    })

    await t.test('the metagraph', async () => {
      const n = neurons.storage
      const keys = [await row(n.Keys, one, Uid(0)), await row(n.Keys, one, Uid(1))]
      const [validator, miner] = keys.map(key => ss58Encode(key))
      assert.deepEqual(seen.hotkeys, [validator, miner])
      assert.deepEqual(seen.lite, seen.hotkeys)
      assert.deepEqual(seen.incentive, [0, 1])
      assert.deepEqual(seen.weights, [
        [0, 1],
        [0, 0],
      ])
      assert.deepEqual(seen.axons[1], ['127.0.0.1', 8099])
      assert.deepEqual(seen.commitments, { [miner ?? '']: 'hello' })
      assert.deepEqual(seen.last_update, numbers(await row(weights.storage.LastUpdate, StorageIndex(1))))
      const metagraph = await call(subnetInfoApi, 'get_metagraph', { netuid: one })
      assert.deepEqual(seen.alpha_stake, numbers(metagraph?.alpha_stake))
      assert.deepEqual(seen.total_stake, numbers(metagraph?.total_stake))
      assert.ok((seen.alpha_stake[1] ?? 0) > 0, 'the miner was paid')
    })

    await t.test('stake, prices and simulated swaps', async () => {
      const hotkey = accountFromSs58(seen.hotkeys[0] ?? '')
      // Alice alone staked to her hotkey; shares may lose a rao to rounding.
      const total = Number(await row(s.TotalHotkeyAlpha, hotkey, one))
      assert.ok(total - seen.stake >= 0 && total - seen.stake <= 1, `${seen.stake} of ${total}`)
      assert.deepEqual(seen.stakes, [
        [0, Number(await row(s.TotalHotkeyAlpha, hotkey, NetUid(0)))],
        [1, seen.stake],
      ])
      assert.equal(seen.price, Number(await call(swapApi, 'current_alpha_price', { netuid: one })))
      const buy = await call(swapApi, 'sim_swap_tao_for_alpha', { netuid: one, tao: Tao(TEN) })
      assert.deepEqual(seen.buy, numbers([buy.tao_amount, buy.alpha_amount, buy.tao_fee]))
      const sell = await call(swapApi, 'sim_swap_alpha_for_tao', { netuid: one, alpha: Alpha(TEN) })
      assert.deepEqual(seen.sell, numbers([sell.tao_amount, sell.alpha_amount, sell.alpha_fee]))
      assert.equal(seen.delegates, 0)
    })
  } finally {
    client.close()
    node.child.kill('SIGTERM')
    assert.equal(await node.ended, 0)
  }
})
