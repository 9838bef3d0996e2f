// What every driver's host must do, written against the port alone. A driver's own test file calls `hostConformance`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Runtime } from '@taonet/runtime'
import { type AccountId, eraBirth, headerHash, mortalEra, Reader, storageKey } from '@taonet/wire'
import { Halted } from '../src/host/halt.ts'
import type { HostPort, Proposal, TransactionSource } from '../src/host/port.ts'
import { openSnapshot } from '../src/host/snapshot.ts'
import {
  accountKey,
  bare,
  type ChainIds,
  FUNDS,
  fastKeys,
  sign,
  transfer,
  transferCall,
  withBadSignature,
} from './wallet.ts'

/** A driver may need a network for what the port does at once. */
export interface HostUnderTest extends Omit<HostPort, 'check' | 'prepare'> {
  check(
    extrinsic: Uint8Array,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly rejection: { readonly reason: string } }>
  prepare(...request: Parameters<HostPort['prepare']>): Proposal | Promise<Proposal>
  close(): Promise<void>
}

export interface HostFactory {
  readonly runtime: Runtime
  /** Whether a proposal says what it is built on; otherwise that is always the head. */
  readonly namesParent: boolean
  /** A host begun from `testGenesis()`; the same `key` opens what an earlier one left. */
  open(key: string): Promise<HostUnderTest>
}

const [ann, ben, cyd] = fastKeys as [(typeof fastKeys)[0], (typeof fastKeys)[0], (typeof fastKeys)[0]]
const AUTHOR = fastKeys[15]!.account
const TIME = 1_800_000_000_000n

class ListSource implements TransactionSource {
  readonly left: Uint8Array[]
  readonly refusals: string[] = []
  constructor(list: readonly Uint8Array[]) {
    this.left = [...list]
  }
  next(): Uint8Array | undefined {
    return this.left.shift()
  }
  included(): void {}
  refused(rejection: { readonly reason: string }): void {
    this.refusals.push(rejection.reason)
  }
}

export function hostConformance(name: string, factory: HostFactory): void {
  const { runtime } = factory
  let opened = 0
  const withHost = async (run: (host: HostUnderTest, ids: ChainIds) => Promise<void>): Promise<void> => {
    const host = await factory.open(`fresh-${opened++}`)
    try {
      await run(host, idsOf(host))
    } finally {
      await host.close()
    }
  }
  const idsOf = (host: HostUnderTest): ChainIds => ({ genesis: host.query.genesisHash, ...runtime.version })
  const proposalOn = (
    host: HostUnderTest,
    extrinsics: readonly Uint8Array[],
    changed: Partial<Proposal> = {},
  ): Proposal => ({
    number: host.head.number + 1,
    parentHash: host.head.hash,
    time: TIME + BigInt(host.head.number) * 1000n,
    author: AUTHOR,
    extrinsics,
    ...changed,
  })
  const seal = async (host: HostUnderTest, extrinsics: readonly Uint8Array[] = []) => {
    const proposal = proposalOn(host, extrinsics)
    assert.deepEqual(await host.process(proposal), { ok: true })
    await host.finalize(proposal)
    return host.commit()
  }
  const balance = (host: HostUnderTest, who: AccountId, number = host.head.number): bigint => {
    const row = host.query.stateAt(number)?.get(accountKey(who))
    assert.ok(row, 'the account exists')
    // nonce, consumers, providers, sufficients; then free
    const reader = new Reader(row)
    reader.raw(16)
    return reader.u64()
  }

  test(`${name}: begins at genesis`, () =>
    withHost(async host => {
      assert.equal(host.head.number, 0)
      assert.equal(host.query.genesisHash, host.head.hash)
      assert.equal(balance(host, ann.account), FUNDS)
    }))

  test(`${name}: an empty block holds the inherents, and its header says what it is`, () =>
    withHost(async host => {
      const genesis = host.head
      const block = await seal(host)
      assert.equal(block.header.parent_hash, genesis.hash)
      assert.equal(block.hash, headerHash(block.header))
      assert.notEqual(block.header.state_root, genesis.header.state_root)
      assert.equal(block.body.length, 1)
      assert.equal(block.body[0]?.[1], 0x04, 'a bare extrinsic of version 4')
      assert.deepEqual(host.head.hash, block.hash)
      assert.deepEqual(host.query.body(1), block.body)
    }))

  test(`${name}: transfers move money, fees go to the author, old blocks keep their state`, () =>
    withHost(async (host, ids) => {
      const block = await seal(host, [
        transfer(ids, ann, ben.account, 1_000_000n, { nonce: 0 }),
        transfer(ids, ann, ben.account, 1_000_000n, { nonce: 1, tip: 77n }),
      ])
      const fees = block.outcomes.map(outcome => BigInt(outcome.ok ? outcome.fee : 0n))
      assert.equal(block.outcomes.length, 2)
      assert.ok(fees.every(fee => fee > 0n))
      const paid = fees.reduce((sum, fee) => sum + fee, 0n)
      assert.equal(balance(host, ben.account), FUNDS + 2_000_000n)
      assert.equal(balance(host, ann.account), FUNDS - 2_000_000n - paid)
      assert.equal(balance(host, AUTHOR), FUNDS + paid)
      await seal(host)
      assert.equal(balance(host, ben.account, 0), FUNDS)
      assert.equal(balance(host, ben.account, 1), FUNDS + 2_000_000n)
    }))

  test(`${name}: what one host builds another accepts, with the same hash`, () =>
    withHost(async (builder, ids) =>
      withHost(async other => {
        const list = [
          transfer(ids, ann, ben.account, 5n, { nonce: 0 }),
          transfer(ids, ann, ben.account, 5n, { nonce: 7 }),
          transfer(ids, ben, cyd.account, FUNDS * 2n, { nonce: 0 }),
        ]
        for (const one of list) assert.equal((await builder.check(one)).ok, true)
        const source = new ListSource(list)
        const proposal = await builder.prepare({ time: TIME, author: AUTHOR }, source)
        assert.deepEqual(source.refusals, ['Future'])
        assert.equal(proposal.extrinsics.length, 2)
        const built = await builder.finalize(proposal)
        // As it would arrive over a network: other objects, the same content.
        const arrived = { ...proposal, extrinsics: proposal.extrinsics.map(bytes => bytes.slice()) }
        assert.deepEqual(await other.process(arrived), { ok: true })
        const executed = await other.finalize(arrived)
        assert.equal(executed.hash, built.hash)
        assert.equal(executed.header.state_root, built.header.state_root)
        assert.deepEqual(executed.body, built.body)
        const failed = executed.outcomes.filter(outcome => outcome.ok && outcome.dispatch)
        assert.equal(failed.length, 1, 'a failed call is included')
      }),
    ))

  test(`${name}: a proposal that is not in order is refused and leaves no trace`, () =>
    withHost(async (host, ids) => {
      await seal(host)
      const good = transfer(ids, ann, ben.account, 5n, { nonce: 0 })
      const clean = await (async () => {
        const proposal = proposalOn(host, [good])
        await host.process(proposal)
        return (await host.finalize(proposal)).hash
      })()
      const refused: [string, Proposal][] = [
        ['number', proposalOn(host, [good], { number: host.head.number + 2 })],
        ['parent', proposalOn(host, [good], { parentHash: host.query.genesisHash })],
        ['time', proposalOn(host, [good], { time: TIME })],
        ['signature', proposalOn(host, [withBadSignature(good)])],
        [
          'signature behind a good one',
          proposalOn(host, [good, withBadSignature(transfer(ids, ben, ann.account, 5n, { nonce: 0 }))]),
        ],
        ['inherent', proposalOn(host, [bare(transferCall(ben.account, 5n))])],
        ['garbage', proposalOn(host, [new Uint8Array([1, 2, 3])])],
        ['empty extrinsic', proposalOn(host, [new Uint8Array()])],
        ['truncated', proposalOn(host, [good.slice(0, -1)])],
        ['nonce ahead', proposalOn(host, [transfer(ids, ann, ben.account, 5n, { nonce: 1 })])],
        ['the same twice', proposalOn(host, [good, good])],
        [
          'another chain',
          proposalOn(host, [
            transfer({ ...ids, genesis: host.head.hash }, ann, ben.account, 5n, { nonce: 0 }),
          ]),
        ],
        [
          'another version',
          proposalOn(host, [transfer({ ...ids, specVersion: 1 }, ann, ben.account, 5n, { nonce: 0 })]),
        ],
        [
          'cannot pay',
          proposalOn(host, [transfer(ids, ann, ben.account, 5n, { nonce: 0, tip: FUNDS * 2n })]),
        ],
        ['unknown call', proposalOn(host, [sign(ids, ann, new Uint8Array([250, 1]), { nonce: 0 })])],
      ]
      for (const [why, proposal] of refused)
        if (why !== 'parent' || factory.namesParent)
          assert.equal((await host.process(proposal)).ok, false, why)
      const proposal = proposalOn(host, [good])
      assert.deepEqual(await host.process(proposal), { ok: true })
      assert.equal((await host.finalize(proposal)).hash, clean)
    }))

  test(`${name}: check tells why not`, () =>
    withHost(async (host, ids) => {
      await seal(host, [transfer(ids, ann, ben.account, 5n, { nonce: 0 })])
      const reason = async (extrinsic: Uint8Array) => {
        const checked = await host.check(extrinsic)
        return checked.ok ? 'ok' : checked.rejection.reason
      }
      assert.equal(await reason(transfer(ids, ann, ben.account, 5n, { nonce: 1 })), 'ok')
      assert.equal(
        await reason(transfer(ids, ann, ben.account, 5n, { nonce: 9 })),
        'ok',
        'ahead is for the pool',
      )
      assert.equal(await reason(transfer(ids, ann, ben.account, 5n, { nonce: 0 })), 'Stale')
      assert.equal(
        await reason(withBadSignature(transfer(ids, ann, ben.account, 5n, { nonce: 1 }))),
        'BadProof',
      )
      assert.equal(
        await reason(transfer(ids, ann, ben.account, 5n, { nonce: 1, tip: FUNDS * 2n })),
        'Payment',
      )
      assert.equal(await reason(bare(transferCall(ben.account, 5n))), 'Call')
      assert.equal(await reason(new Uint8Array([4, 4])), 'Call')
    }))

  test(`${name}: after its era the same bytes are another message, cache or not`, () =>
    withHost(async (host, ids) => {
      while (host.head.number < 4) await seal(host)
      const era = mortalEra(4, 4)
      const birth = host.query.hashOf(eraBirth(era, 5))
      assert.ok(birth)
      const mortal = transfer(ids, ann, ben.account, 5n, { nonce: 0, era, birth })
      assert.equal((await host.check(mortal)).ok, true)
      while (host.head.number < 8) await seal(host)
      const late = await host.check(mortal)
      assert.ok(!late.ok && late.rejection.reason === 'BadProof')
      assert.equal((await host.process(proposalOn(host, [mortal]))).ok, false)
    }))

  test(`${name}: what is finalized and not committed is not there, and replays to the same block`, async () => {
    const key = `replay-${opened++}`
    const first = await factory.open(key)
    await seal(first)
    const proposal = proposalOn(first, [transfer(idsOf(first), ann, ben.account, 5n, { nonce: 0 })])
    await assert.rejects(first.commit(), RangeError, 'nothing is finalized')
    const lost = await first.finalize(proposal)
    assert.equal(first.head.number, 1)
    await first.close()
    const second = await factory.open(key)
    assert.equal(second.head.number, 1)
    const again = await second.finalize(proposal)
    assert.equal(again.hash, lost.hash)
    await second.commit()
    await second.close()
    const third = await factory.open(key)
    assert.equal(third.head.hash, lost.hash)
    assert.equal(third.head.number, 2)
    await third.close()
  })

  test(`${name}: a decided block that our rules refuse halts the host for good`, () =>
    withHost(async (host, ids) => {
      const bad = proposalOn(host, [withBadSignature(transfer(ids, ann, ben.account, 5n, { nonce: 0 }))])
      await assert.rejects(host.finalize(bad), Halted)
      await assert.rejects(host.finalize(proposalOn(host, [])), Halted)
      await assert.rejects(host.check(bad.extrinsics[0]!), Halted)
      assert.equal(host.head.number, 0)
    }))

  test(`${name}: a snapshot holds the state, and a wrong one is told apart`, () =>
    withHost(async (host, ids) => {
      await seal(host, [transfer(ids, ann, ben.account, 5n, { nonce: 0 })])
      const { head, chunks } = host.snapshot()
      const pieces = [...chunks]
      const { rows, body } = openSnapshot(head.header, pieces)
      assert.deepEqual(body, host.query.body(head.number))
      const view = host.query.stateAt(head.number)
      assert.ok(view)
      for (const key of view.keys(storageKey(''))) assert.deepEqual(rows.get(key), view.get(key))
      assert.throws(() => openSnapshot(head.header, pieces.slice(0, -1)), RangeError)
      assert.throws(() => openSnapshot(head.header, [Uint8Array.of(0), ...pieces.slice(1)]), RangeError)
    }))
}
