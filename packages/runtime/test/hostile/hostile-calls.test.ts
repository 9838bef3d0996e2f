// Every declared call with arguments as an enemy would choose them, on a lively chain: it does what it says or is refused
// with a DispatchError. Anything else would halt the host, and with it the chain (DESIGN §7).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idAddress } from '@taonet/wire'
import fc from 'fast-check'
import { BlockWorld } from '../../src/block-world.ts'
import { dispatcher } from '../../src/protocol.ts'
import type { StorageKey } from '../../src/state.ts'
import type { CallRow } from '../../src/table.ts'
import { callValue, composeCall, decodeCall, pallets, storage } from '../../src/tables.ts'
import { attempt, none } from '../../src/world.ts'
import { hot } from '../emission/network.ts'
import { account } from '../frame/chain.ts'
import { hostileBytes, type Targets } from './hostile-bytes.ts'
import { accountsOf, Branch, livelyNetwork, NAMES, STRANGER, TEMPO } from './lively.ts'

const RUNS = 300 * Number(process.env.TAONET_EFFORT ?? 1)

const network = livelyNetwork()
const accounts = accountsOf(network)

type Bytes = fc.Arbitrary<Uint8Array>

const callBytes = (pallet: number, index: number, row: CallRow, targets: Targets): Bytes =>
  fc
    .tuple(...Object.entries(row.fields).map(([name, { shape }]) => hostileBytes(shape, targets, name)))
    .map(parts => new Uint8Array([pallet, index, ...parts.flatMap(part => [...part])]))

/** Root may erase the chain's own number, and there it ends: what this call does is in by-hand.test.ts. */
const ENDS_THE_CHAIN = 'kill_prefix'

const anyCall = (inner: Bytes): Bytes[] => {
  const targets = { accounts, netuids: [0, 1, 2], uids: 6, inner }
  return pallets.flatMap(({ pallet, calls }) =>
    [...calls]
      .filter(([, { name }]) => name !== ENDS_THE_CHAIN)
      .map(([index, row]) => callBytes(pallet.index, index, row, targets)),
  )
}

function decodes(bytes: Uint8Array): boolean {
  try {
    return decodeCall(bytes) !== undefined
  } catch {
    return false
  }
}

const REMARK = composeCall('System', 'remark', { remark: new Uint8Array() })
const flat = fc.oneof(...anyCall(fc.constant(REMARK)))
const call = fc.oneof(...anyCall(flat)).filter(decodes)

/** How a call comes in: signed by somebody, as root, or as an account that cannot sign. */
type Way =
  | { readonly kind: 'signed'; readonly name: string }
  | { readonly kind: 'root' }
  | { readonly kind: 'as'; readonly who: number }
const senders = [...NAMES, ...NAMES.map(hot), STRANGER]
const way: fc.Arbitrary<Way> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('signed' as const), name: fc.constantFrom(...senders) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'root' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('as' as const), who: fc.nat(accounts.length - 1) }),
  },
)

type Sent = readonly [Way, Uint8Array]
const sent: fc.Arbitrary<Sent> = fc.tuple(way, call)

function extrinsicOf(branch: Branch, [one, bytes]: Sent, sentBefore: ReadonlyMap<string, number>) {
  const name = one.kind === 'signed' ? one.name : 'sudo'
  const outer = (): Uint8Array => {
    if (one.kind === 'signed') return bytes
    const inner = decodeCall(bytes)
    if (one.kind === 'root') return composeCall('Sudo', 'sudo', { call: inner })
    const who = idAddress(accounts[one.who] ?? account('nobody'))
    return composeCall('Sudo', 'sudo_as', { who, call: inner })
  }
  return { name, extrinsic: branch.sign(name, outer(), branch.nonce(name) + (sentBefore.get(name) ?? 0)) }
}

const told = ([one, bytes]: Sent): string => {
  const { pallet, name, args } = decodeCall(bytes)
  const shown = JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return `${JSON.stringify(one)} ${pallet}.${name} ${shown}`
}

test('no call with any arguments by any origin does anything but succeed or be refused; the chain goes on', () => {
  let succeeded = 0
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 10 }), calls => {
      const branch = new Branch(network)
      let at = ''
      try {
        for (let from = 0; from < calls.length; from += 3) {
          const block = branch.open()
          const counts = new Map<string, number>()
          for (const one of calls.slice(from, from + 3)) {
            at = told(one)
            const { name, extrinsic } = extrinsicOf(branch, one, counts)
            branch.runtime.validate(branch.state, extrinsic, branch.head)
            const applied = block.apply(extrinsic)
            if (!applied.ok) continue
            counts.set(name, (counts.get(name) ?? 0) + 1)
            if (applied.dispatch === undefined) succeeded++
          }
          at = 'end of block'
          branch.close(block)
        }
        at = 'later'
        for (let i = 0; i <= TEMPO; i++) branch.block()
      } catch (thrown) {
        throw new Error(`${at}\n${calls.map(told).join('\n')}`, { cause: thrown })
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  assert.ok(succeeded > RUNS, `only ${succeeded} calls did anything`)
})

test('a refused call leaves nothing behind but nonce, fee and events', () => {
  const empty = new Branch(network)
  const { changes: ofEmpty } = empty.block()
  const frame = new Set<StorageKey>(
    [
      storage.System.Events,
      storage.System.EventCount,
      storage.System.ExtrinsicCount,
      storage.System.BlockWeight,
    ].map(cell => cell.key()),
  )
  let refused = 0
  fc.assert(
    fc.property(fc.constantFrom(...senders), call, (name, bytes) => {
      const branch = new Branch(network)
      const { applied, changes } = branch.block(branch.sign(name, bytes, branch.nonce(name)))
      const [one] = applied
      if (one?.ok !== true || one.dispatch === undefined) return
      refused++
      const allowed = new Set([
        ...frame,
        storage.System.Account.key(account(name)),
        storage.System.Account.key(account('author')),
      ])
      for (const [key, value] of changes) {
        if (allowed.has(key)) continue
        assert.ok(ofEmpty.has(key), `${key} was written`)
        assert.deepEqual(value, ofEmpty.get(key), `${key} was changed`)
      }
    }),
    { numRuns: RUNS * 2 },
  )
  assert.ok(refused > RUNS / 2, `only ${refused} calls were refused`)
})

/** What the chain itself puts into a block is told by nobody. */
const INHERENTS = new Set(['Timestamp.set', 'Authorities.report_offences'])

test('a call of nobody is refused, except for a remark', () => {
  const branch = new Branch(network)
  fc.assert(
    fc.property(call, bytes => {
      const world = new BlockWorld(branch.state, branch.context())
      const value = decodeCall(bytes)
      if (INHERENTS.has(`${value.pallet}.${value.name}`)) return
      const outcome = attempt(world, () => dispatcher.dispatch(world, none, value))
      assert.equal(outcome.ok, `${value.pallet}.${value.name}` === 'System.remark')
    }),
    { numRuns: RUNS },
  )
})

test('the same calls on the same state make the same block, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 4 }), calls => {
      const once = (): unknown => {
        const branch = new Branch(network)
        const extrinsics = calls.map(one => extrinsicOf(branch, one, new Map()).extrinsic)
        const { applied, changes } = branch.block(...extrinsics)
        return { applied, changes: [...changes] }
      }
      assert.deepEqual(once(), once())
    }),
    { numRuns: RUNS / 3 },
  )
})

test('the time of a block is told by its header alone', () => {
  const branch = new Branch(network)
  const set = composeCall('Timestamp', 'set', { now: 1n << 63n })
  const [direct] = branch.block(branch.sign('owner', set, branch.nonce('owner'))).applied
  assert.equal(direct?.ok && direct.dispatch?.name, 'BadOrigin')
  const asRoot = composeCall('Sudo', 'sudo', { call: callValue('Timestamp', 'set', { now: 1n << 63n }) })
  branch.block(branch.sign('sudo', asRoot, branch.nonce('sudo')))
  assert.equal(storage.Timestamp.Now.get(branch), branch.context().time - 1000n)
})
