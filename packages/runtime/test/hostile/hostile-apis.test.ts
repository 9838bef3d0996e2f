// Every runtime API with hostile arguments, on states that hostile parameters have bent: it answers, or says that the
// arguments are malformed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecodeError, U64_MAX } from '@taonet/wire'
import fc from 'fast-check'
import { MechId, NetUid, Tao } from '../../src/nouns.ts'
import { apiTables, type CallValue, callValue, composeCall } from '../../src/tables.ts'
import { hostileBytes } from './hostile-bytes.ts'
import { accountsOf, Branch, livelyNetwork } from './lively.ts'

const RUNS = Number(process.env.TAONET_CASES ?? 300)

const network = livelyNetwork()
const ONE = NetUid(1)

/** Root's and owners' decisions that leave a state at its edges. */
const bends: readonly (readonly CallValue[])[] = [
  [],
  [
    callValue('AdminUtils', 'sudo_set_network_min_lock_cost', { lock_cost: Tao(U64_MAX) }),
    callValue('AdminUtils', 'sudo_set_rao_recycled', { netuid: ONE, rao_recycled: Tao(U64_MAX) }),
    callValue('AdminUtils', 'sudo_set_network_immunity_period', { immunity_period: U64_MAX }),
  ],
  [
    callValue('AdminUtils', 'sudo_set_tempo', { netuid: ONE, tempo: 0 }),
    callValue('AdminUtils', 'sudo_set_network_immunity_period', { immunity_period: 0n }),
    callValue('AdminUtils', 'sudo_set_max_mechanism_count', { max_mechanism_count: 16 }),
    callValue('AdminUtils', 'sudo_set_mechanism_count', { netuid: ONE, mechanism_count: MechId(16) }),
  ],
]
const branches = bends.map(calls => {
  const branch = new Branch(network)
  for (const call of calls)
    branch.block(branch.sign('sudo', composeCall('Sudo', 'sudo', { call }), branch.nonce('sudo')))
  branch.block()
  return branch
})

const targets = {
  accounts: accountsOf(network),
  netuids: [0, 1, 2],
  uids: 6,
  inner: fc.constant(composeCall('System', 'remark', { remark: new Uint8Array() })),
}

const asked = apiTables.flatMap(({ trait, methods }) =>
  Object.entries(methods).map(([name, { inputs }]) =>
    fc
      .tuple(...Object.entries(inputs).map(([input, { shape }]) => hostileBytes(shape, targets, input)))
      .map(parts => ({
        name: `${trait}_${name}`,
        data: new Uint8Array(parts.flatMap(part => [...part])),
      })),
  ),
)

test('no runtime API does anything but answer or call its arguments malformed', () => {
  const answered = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...branches), fc.oneof(...asked), (branch, { name, data }) => {
      try {
        branch.runtime.call(branch.state, name, data)
        answered.add(name)
      } catch (thrown) {
        if (!(thrown instanceof DecodeError)) throw new Error(name, { cause: thrown })
      }
    }),
    { numRuns: RUNS * 5 },
  )
  assert.ok(answered.size > asked.length * 0.8, `only ${[...answered].join(' ')}`)
})
