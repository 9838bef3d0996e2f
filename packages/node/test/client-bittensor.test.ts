// The stock Python SDK lives through a subnet's first epoch on our node; what it reads is what stands in the rows.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  Alpha,
  NetUid,
  neurons,
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
import { accountFromSs58, ss58Encode } from '@taonet/wire'
import { truthAt } from './chain-truth.ts'
import { startProcess } from './process.ts'
import { inOwnHome } from './python/drive.ts'
import { peerOrSkip } from './python/venv.ts'
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

const live = (programs: string, rpcPort: number): Promise<Seen> =>
  inOwnHome(programs, async (_home, env) => {
    const options = { timeout: DEADLINE_MS, env }
    const { stdout } = await promisify(execFile)(
      join(programs, 'python'),
      [SMOKE, `ws://127.0.0.1:${rpcPort}`],
      options,
    )
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  })

const TEN = 10_000_000_000n
const numbers = (values: readonly (bigint | number)[] | undefined) => values?.map(Number)
const ALICE = accountFromSs58('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')

test('the stock SDK opens, joins, stakes, serves, judges, is paid, and reads it all back', async t => {
  const programs = await peerOrSkip('sdk', t)
  if (programs === undefined) return
  const node = await startProcess({ profile: 'dev', sealing: 'interval', blockTime: 100 })
  const client = await RpcClient.connect(node.rpcPort)
  try {
    const seen = await live(programs, node.rpcPort)
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
