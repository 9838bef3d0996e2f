// Votes that change, played by an engine of our own: what root decides and what evidence costs reaches the engine two heights
// later, the same in every replica and after every replay.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type CallValue, callValue, composeCall, storage } from '@taonet/runtime/tables'
import { type AccountId, bytesToHex, hexToBytes } from '@taonet/wire'
import { type Misbehavior, MisbehaviorType, type ValidatorUpdate } from 'cosmjs-types/tendermint/abci/types'
import fc from 'fast-check'
import { engineAddress } from '../src/abci/authorities.ts'
import {
  chain,
  genesis,
  openApplication,
  proposers,
  type RunningApplication,
  runtime,
} from './abci/application-fixture.ts'
import type { Decided } from './abci/engine-player.ts'
import { VotingSets } from './abci/voting-sets.ts'
import { alice, fastKeys, sign, transfer } from './wallet.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const START = 1_800_000_000_000n
const [first, second, third] = chain.authorities as [AccountId, AccountId, AccountId]
const payer = fastKeys[0] ?? assert.fail('there are keys')
const newcomer = payer.account
const addressOf = (account: AccountId): Buffer => engineAddress(hexToBytes(account))

const open = new Set<RunningApplication>()
after(async () => {
  for (const application of open) await application.close()
})
async function start(key: string): Promise<RunningApplication> {
  const application = await openApplication(key)
  open.add(application)
  await application.player.handshake(genesis, [])
  return application
}
async function stop(application: RunningApplication): Promise<void> {
  open.delete(application)
  await application.close()
}

const set = (authority: AccountId, power: bigint): CallValue =>
  callValue('Authorities', 'set_authority', { authority, power })
const remove = (authority: AccountId): CallValue =>
  callValue('Authorities', 'remove_authority', { authority })

const lied = (account: AccountId, height: number): Misbehavior => ({
  type: MisbehaviorType.DUPLICATE_VOTE,
  validator: { address: addressOf(account), power: 10n },
  height: BigInt(height),
  time: { seconds: START / 1000n, nanos: 0 },
  totalVotingPower: 40n,
})

/** The next block of a chain: root's calls, and evidence. */
function next(
  { host }: RunningApplication,
  calls: readonly CallValue[],
  misbehavior: readonly Misbehavior[] = [],
): Decided {
  const height = host.head.number + 1
  const ids = { genesis: host.query.genesisHash, ...runtime.version }
  const { nonce } = storage.System.Account.get({ state: host.state }, alice.account)
  const txs = calls.map((call, index) =>
    sign(ids, alice, composeCall('Sudo', 'sudo', { call }), { nonce: nonce + index }),
  )
  const proposer = proposers[height % proposers.length] ?? assert.fail('somebody proposes')
  return { height, time: START + BigInt(height) * 1000n, proposer, txs, misbehavior }
}

async function decide(application: RunningApplication, block: Decided): Promise<readonly Update[]> {
  assert.equal(await application.player.process(block), true)
  const { validatorUpdates } = await application.player.finalize(block)
  await application.player.commit()
  return heardIn(validatorUpdates)
}
type Update = readonly [key: string, power: bigint]
const heardIn = (updates: readonly ValidatorUpdate[]): readonly Update[] =>
  updates.map(({ pubKey, power }) => [bytesToHex(pubKey.ed25519 ?? assert.fail('another kind')), power])
const votes = ({ host }: RunningApplication): Map<string, bigint> =>
  new Map(
    [...storage.Authorities.Power.entries({ state: host.state })].flatMap(([[account], power]) =>
      power > 0n ? [[account, power]] : [],
    ),
  )
const genesisVotes = new Map<string, bigint>(chain.authorities.map(account => [account, 10n]))

test('what root changed of the votes is what the engine hears, and nothing else', async () => {
  const application = await start('root-changes')
  assert.deepEqual(await decide(application, next(application, [set(newcomer, 7n)])), [[newcomer, 7n]])
  assert.deepEqual(await decide(application, next(application, [set(newcomer, 7n)])), [])
  assert.deepEqual(await decide(application, next(application, [remove(newcomer), set(newcomer, 7n)])), [])
  const both = await decide(application, next(application, [remove(newcomer), set(first, 11n)]))
  assert.deepEqual(
    new Map(both),
    new Map([
      [newcomer, 0n],
      [first, 11n],
    ]),
  )
  // A stranger's removal fails on chain, and the engine never hears of it.
  assert.deepEqual(await decide(application, next(application, [remove(newcomer)])), [])
})

test('evidence takes the vote, once, and every replica and every replay says the same', async () => {
  const [one, other] = [await start('evidence-one'), await start('evidence-other')]
  const blocks: Decided[] = []
  const heard: (readonly Update[])[] = []
  const decided = async (block: Decided): Promise<void> => {
    const updates = await decide(one, block)
    assert.deepEqual(await decide(other, block), updates)
    assert.equal(one.host.head.hash, other.host.head.hash)
    blocks.push(block)
    heard.push(updates)
  }
  await decided(next(one, []))
  await decided(next(one, [], [lied(second, 1)]))
  await decided(next(one, [], [lied(second, 1), lied(newcomer, 1)]))
  await decided(next(one, [set(second, 3n)]))
  assert.deepEqual(heard, [[], [[second, 0n]], [], [[second, 3n]]])
  await stop(one)
  const again = await openApplication('evidence-replayed')
  open.add(again)
  const said: (readonly Update[])[] = []
  await again.player.handshake(genesis, [])
  for (const block of blocks) {
    // The engine died before it had seen what the first answer was.
    const { validatorUpdates } = await again.player.finalize(block)
    assert.deepEqual((await again.player.finalize(block)).validatorUpdates, validatorUpdates)
    await again.player.commit()
    said.push(heardIn(validatorUpdates))
  }
  assert.deepEqual(said, heard)
  assert.equal(again.host.head.hash, other.host.head.hash)
})

test('a proposer includes the evidence of its engine, and a block without it is another block', async () => {
  const application = await start('evidence-proposed')
  const { player } = application
  const block = next(application, [], [lied(third, 0)])
  const prepared = await player.prepare(block)
  assert.equal(await player.process({ ...prepared, misbehavior: [] }), true)
  const silent = await player.finalize({ ...prepared, misbehavior: [] })
  const told = await player.finalize(prepared)
  assert.notDeepEqual(told.appHash, silent.appHash)
  assert.deepEqual([heardIn(silent.validatorUpdates), heardIn(told.validatorUpdates)], [[], [[third, 0n]]])
})

test('whoever lost the vote is paid for the blocks that it still proposes', async () => {
  const application = await start('last-blocks')
  await decide(application, next(application, [remove(second)]))
  const { host } = application
  const funds = (): bigint => storage.System.Account.get({ state: host.state }, second).data.free
  const before = funds()
  const ids = { genesis: host.query.genesisHash, ...runtime.version }
  const payment = transfer(ids, payer, newcomer, 5n, { nonce: 0 })
  await decide(application, { ...next(application, []), txs: [payment], proposer: addressOf(second) })
  assert.ok(funds() > before)
})

test('an engine whose validators count otherwise than ours is refused', async () => {
  const { player } = await openAndKeep('other-powers')
  const fewer = { ...genesis, validators: genesis.validators.slice(1) }
  await assert.rejects(player.initChain(fewer), /the engine has 3 validators, the chain 4/)
  await assert.rejects(player.initChain({ ...genesis, power: 11n }), /of another power/)
  await player.initChain(genesis)
})
async function openAndKeep(key: string): Promise<RunningApplication> {
  const application = await openApplication(key)
  open.add(application)
  return application
}

test('whatever happens, the engine counts at h + 2 what the chain says at h, and never has to stop', async () => {
  const who = fc.constantFrom(first, second, third, newcomer)
  const step = fc.record({
    calls: fc.array(
      fc.oneof(
        fc.record({ who, power: fc.bigInt(0n, 2n ** 60n) }).map(one => set(one.who, one.power)),
        who.map(remove),
      ),
      { maxLength: 3 },
    ),
    liars: fc.array(who, { maxLength: 2 }),
  })
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async steps => {
      const application = await start(`any-${runs++}`)
      const sets = new VotingSets(genesisVotes)
      for (const { calls, liars } of steps) {
        const { number } = application.host.head
        const block = next(
          application,
          calls,
          liars.map(liar => lied(liar, number)),
        )
        sets.decided(block.height, await decide(application, block))
        assert.deepEqual(
          new Map([...sets.at(block.height + 2)].sort()),
          new Map([...votes(application)].sort()),
        )
      }
      await stop(application)
    }),
    { numRuns: 8 * EFFORT },
  )
})
