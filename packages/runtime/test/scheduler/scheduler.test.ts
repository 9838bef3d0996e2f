// Calls put down for later blocks, as root puts them down and as blocks run them. Every block checks the books.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, type Hash, hash32, idAddress } from '@taonet/wire'
import { costOf } from '../../src/call-weight.ts'
import { MAX_SCHEDULED, MAX_WEIGHT } from '../../src/chapters/scheduler/table.ts'
import { Tao } from '../../src/nouns.ts'
import { type CallValue, callValue, composeCall, RuntimeCall, storage } from '../../src/tables.ts'
import { asRoot, failureIn } from '../frame/as-root.ts'
import { account, TAO, TestChain } from '../frame/chain.ts'

const fund = () => new TestChain({ alice: TAO, sudo: TAO, author: TAO })
const give = (name: string, rao: bigint): CallValue =>
  callValue('Balances', 'force_set_balance', { who: idAddress(account(name)), new_free: Tao(rao) })
const name = (n: number): Hash => hash32(new Uint8Array(32).fill(n))

interface Order {
  readonly when: number
  readonly maybe_periodic?: [number, number]
  readonly priority?: number
  readonly call?: CallValue
}
const order = ({ when, maybe_periodic, priority = 100, call = give('dave', 1000n) }: Order) => ({
  when,
  maybe_periodic,
  priority,
  call,
})
const schedule = (chain: TestChain, one: Order) =>
  asRoot(chain, callValue('Scheduler', 'schedule', order(one)))
const scheduleNamed = (chain: TestChain, id: Hash, one: Order) =>
  asRoot(chain, callValue('Scheduler', 'schedule_named', { id, ...order(one) }))
const pass = (chain: TestChain, to: number): void => {
  while (chain.number < to) chain.block()
}
/** Of the last block: what became of each call that had its turn. */
const turns = (chain: TestChain) =>
  chain
    .events()
    .filter(({ event }) => event.name === 'Dispatched')
    .map(({ event }) => [event.fields.task, failureIn(event.fields.result)] as const)
const agenda = (chain: TestChain, when: number) => storage.Scheduler.Agenda.get(chain, when)
/** A call that takes a given share of what all of a block's may take, and is long. */
function heavy(share: bigint): CallValue {
  const one = callValue('System', 'remark', { remark: new Uint8Array() })
  const count = Number((MAX_WEIGHT.ref_time * share) / 100n / costOf(one).weight)
  return callValue('Utility', 'batch', { calls: Array.from({ length: count }, () => one) })
}

test('a call runs in its block, once, before anything else', () => {
  const chain = fund()
  assert.equal(schedule(chain, { when: chain.number + 1 }), 'TargetBlockNumberInPast')
  const when = chain.number + 4
  assert.equal(schedule(chain, { when }), undefined)
  pass(chain, when - 1)
  assert.equal(chain.free('dave'), 0n)
  chain.block()
  assert.equal(chain.free('dave'), 1000n)
  assert.deepEqual(turns(chain), [[[when, 0], undefined]])
  assert.equal(storage.Scheduler.Agenda.has(chain, when), false)
  pass(chain, when + 3)
  assert.equal(chain.eventNames().includes('Dispatched'), false)
})

test('only root puts calls down', () => {
  const chain = fund()
  const calls = [
    composeCall('Scheduler', 'schedule', order({ when: 9 })),
    composeCall('Scheduler', 'cancel', { when: 9, index: 0 }),
    composeCall('Scheduler', 'cancel_named', { id: name(1) }),
    composeCall('Scheduler', 'set_retry', { task: [9, 0], retries: 1, period: 1 }),
  ]
  for (const call of calls) assert.equal(chain.send('alice', call).dispatch?.name, 'BadOrigin')
})

test('by priority, then in the order they were put down', () => {
  const chain = fund()
  const when = chain.number + 8
  for (const [priority, rao] of [
    [9, 1000n],
    [1, 2000n],
    [9, 3000n],
    [0, 4000n],
  ] as const)
    schedule(chain, { when, priority, call: give('dave', rao) })
  pass(chain, when)
  assert.deepEqual(
    turns(chain).map(([task]) => task),
    [3, 1, 0, 2].map(index => [when, index]),
  )
  assert.equal(chain.free('dave'), 3000n, 'the last one')
})

test('after so many blocks: after the next', () => {
  const chain = fund()
  const { when: _, ...rest } = order({ when: 0 })
  asRoot(chain, callValue('Scheduler', 'schedule_after', { after: 2, ...rest }))
  const at = chain.number
  pass(chain, at + 2)
  assert.equal(chain.free('dave'), 0n)
  chain.block()
  assert.equal(chain.free('dave'), 1000n)
  asRoot(chain, callValue('Scheduler', 'schedule_named_after', { id: name(1), after: 0xffff_ffff, ...rest }))
  assert.deepEqual(storage.Scheduler.Lookup.get(chain, name(1)), [0xffff_ffff, 0])
})

test('names: one call each, found and taken off by it', () => {
  const chain = fund()
  const when = chain.number + 20
  assert.equal(scheduleNamed(chain, name(1), { when }), undefined)
  assert.equal(scheduleNamed(chain, name(1), { when }), 'FailedToSchedule')
  assert.deepEqual(storage.Scheduler.Lookup.get(chain, name(1)), [when, 0])
  const cancel = callValue('Scheduler', 'cancel_named', { id: name(1) })
  assert.equal(asRoot(chain, cancel), undefined)
  assert.equal(asRoot(chain, cancel), 'NotFound')
  assert.equal(asRoot(chain, callValue('Scheduler', 'cancel', { when, index: 0 })), 'NotFound')
  assert.equal(storage.Scheduler.Agenda.has(chain, when), false)
  assert.equal(scheduleNamed(chain, name(1), { when }), undefined)
  pass(chain, when)
  assert.equal(storage.Scheduler.Lookup.has(chain, name(1)), false)
  assert.equal(chain.free('dave'), 1000n)
})

test('a call taken off leaves the places of the others', () => {
  const chain = fund()
  const when = chain.number + 20
  for (let i = 0; i < 3; i++) scheduleNamed(chain, name(i), { when })
  asRoot(chain, callValue('Scheduler', 'cancel', { when, index: 1 }))
  assert.deepEqual(
    agenda(chain, when).map(task => task?.maybe_id),
    [name(0), undefined, name(2)],
  )
  asRoot(chain, callValue('Scheduler', 'cancel', { when, index: 2 }))
  assert.equal(agenda(chain, when).length, 1)
})

test('50 calls a block; the next takes a hole or none', () => {
  const chain = fund()
  const when = 50
  const put = callValue('Scheduler', 'schedule', order({ when }))
  const all = callValue('Utility', 'batch_all', { calls: Array.from({ length: MAX_SCHEDULED }, () => put) })
  assert.equal(asRoot(chain, all), undefined)
  assert.equal(MAX_SCHEDULED, 50)
  assert.equal(schedule(chain, { when }), 'Exhausted')
  asRoot(chain, callValue('Scheduler', 'cancel', { when, index: 17 }))
  assert.equal(scheduleNamed(chain, name(1), { when }), undefined)
  assert.deepEqual(storage.Scheduler.Lookup.get(chain, name(1)), [when, 17])
})

test('a call with a period has as many turns as it was given', () => {
  const chain = fund()
  const first = chain.number + 2
  scheduleNamed(chain, name(1), { when: first, maybe_periodic: [3, 3] })
  for (const turn of [0, 1, 2]) {
    pass(chain, first + 3 * turn)
    assert.equal(turns(chain).length, 1, `turn ${turn}`)
    assert.equal(storage.Scheduler.Lookup.has(chain, name(1)), turn < 2)
  }
  pass(chain, first + 9)
  assert.equal(turns(chain).length, 0)
  schedule(chain, { when: chain.number + 3, maybe_periodic: [0, 9] })
  assert.equal(agenda(chain, chain.number + 2)[0]?.maybe_periodic, undefined, 'no period is none')
})

test('a call that takes its own name while it runs has no further turn', () => {
  const chain = fund()
  const when = chain.number + 2
  const call = callValue('Scheduler', 'schedule_named', { id: name(1), ...order({ when: when + 50 }) })
  scheduleNamed(chain, name(1), { when, call, maybe_periodic: [1, 5] })
  pass(chain, when)
  assert.ok(chain.eventNames().includes('PeriodicFailed'))
  assert.deepEqual(storage.Scheduler.Lookup.get(chain, name(1)), [when + 50, 0])
})

test('a refused call is tried again as often as it was said, without its name', () => {
  const chain = fund()
  const call = callValue('SafeMode', 'force_extend', {})
  const when = chain.number + 4
  scheduleNamed(chain, name(1), { when, call })
  const set = callValue('Scheduler', 'set_retry_named', { id: name(1), retries: 2, period: 2 })
  assert.equal(asRoot(chain, set), undefined)
  const seen: number[] = []
  while (chain.number < when + 8) {
    chain.block()
    for (const [, failure] of turns(chain)) {
      assert.equal(failure, 'Exited')
      seen.push(chain.number)
    }
  }
  assert.deepEqual(seen, [when, when + 2, when + 4])
  assert.deepEqual([...storage.Scheduler.Retries.entries(chain)], [])
})

test('tries end when the call succeeds, or when they are called off', () => {
  const chain = fund()
  const call = callValue('SafeMode', 'force_extend', {})
  const when = chain.number + 5
  schedule(chain, { when, call })
  schedule(chain, { when, call })
  const retry = { retries: 9, period: 1 }
  for (const index of [0, 1])
    asRoot(chain, callValue('Scheduler', 'set_retry', { task: [when, index], ...retry }))
  assert.equal(asRoot(chain, callValue('Scheduler', 'cancel_retry', { task: [when, 2] })), 'NotFound')
  pass(chain, when)
  assert.equal(turns(chain).length, 2)
  asRoot(chain, callValue('Scheduler', 'cancel_retry', { task: [when + 1, 0] }))
  assert.deepEqual(turns(chain).length, 2, 'both had another turn before it came')
  asRoot(chain, callValue('SafeMode', 'force_enter', {}))
  chain.block()
  assert.deepEqual(
    turns(chain).map(([, failure]) => failure),
    [undefined, undefined],
  )
  chain.block()
  assert.deepEqual(turns(chain), [])
})

test('a long call is kept as a preimage that the chain needs, for as long as it needs it', () => {
  const chain = fund()
  const call = callValue('System', 'remark', { remark: new Uint8Array(200) })
  const first = chain.number + 4
  schedule(chain, { when: first, call })
  schedule(chain, { when: first, call, maybe_periodic: [2, 2] })
  const [[hash], status] = [...storage.Preimage.RequestStatusFor.entries(chain)][0] ?? assert.fail()
  assert.equal(status.type === 'Requested' && status.value.count, 2)
  pass(chain, first)
  assert.equal(turns(chain).length, 2)
  assert.ok(storage.Preimage.RequestStatusFor.has(chain, hash))
  pass(chain, first + 2)
  assert.deepEqual([...storage.Preimage.PreimageFor.entries(chain)], [])
  assert.equal(storage.Preimage.RequestStatusFor.has(chain, hash), false)
})

test('a call whose preimage root gave away is told of and forgotten', () => {
  const chain = fund()
  const call = callValue('System', 'remark', { remark: new Uint8Array(200) })
  const when = chain.number + 4
  scheduleNamed(chain, name(1), { when, call })
  const [[hash]] = [...storage.Preimage.RequestStatusFor.entries(chain)][0] ?? assert.fail()
  asRoot(chain, callValue('Preimage', 'unnote_preimage', { hash }))
  pass(chain, when)
  assert.ok(chain.eventNames().includes('CallUnavailable'))
  assert.equal(storage.Scheduler.Lookup.has(chain, name(1)), false)
  assert.equal(storage.Scheduler.Agenda.has(chain, when), false)
})

test('calls take four fifths of a block; the rest wait, and extrinsics have what is left', () => {
  const chain = fund()
  const when = chain.number + 5
  for (const share of [60n, 60n, 30n]) schedule(chain, { when, call: heavy(share) })
  pass(chain, when)
  assert.deepEqual(
    turns(chain).map(([task]) => task),
    [
      [when, 0],
      [when, 2],
    ],
  )
  assert.ok(chain.eventNames().includes('AgendaIncomplete'))
  assert.equal(storage.Scheduler.IncompleteSince.get(chain), when)
  const { mandatory } = storage.System.BlockWeight.get(chain)
  assert.ok(mandatory.ref_time > (MAX_WEIGHT.ref_time * 89n) / 100n)
  const block = chain.open()
  const large = encode(RuntimeCall, heavy(60n))
  const applied = block.apply(chain.extrinsic('alice', large))
  assert.equal(applied.ok, true)
  const refused = block.apply(chain.extrinsic('alice', large, { nonce: 1 }))
  assert.equal(
    !refused.ok && refused.rejection.kind === 'invalid' && refused.rejection.reason,
    'ExhaustsResources',
  )
  chain.close(block)
  assert.deepEqual(
    turns(chain).map(([task]) => task),
    [[when, 1]],
  )
  assert.equal(storage.Scheduler.IncompleteSince.get(chain), undefined)
})
