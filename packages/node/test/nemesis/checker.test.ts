// The judge of the nemesis, judged: an honest history passes, and each promise that is broken on purpose is named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId, hash32 } from '@taonet/wire'
import type { BlockFacts, ChainFacts } from '../../nemesis/chain-facts.ts'
import { type Evidence, violations } from '../../nemesis/checker.ts'
import { History, type Intent } from '../../nemesis/history.ts'

const account = (digit: string) => accountId(`0x${digit.repeat(64)}`)
const hash = (number: number) => hash32(`0x${number.toString(16).padStart(64, '0')}`)
const [alice, bob, author] = [account('a'), account('b'), account('c')]

// chain-governance §6.12: 50,000 rao of weight and one a byte.
const FEE = 50_000n + 140n
const FUNDS = 1_000_000n

const block = (number: number, ...extrinsics: number[]): BlockFacts => ({
  hash: hash(1000 + number),
  parent: hash(1000 + number - 1),
  stateRoot: hash(2000 + number),
  extrinsics: extrinsics.map(hash),
})

interface Story {
  readonly chains: ChainFacts[]
  readonly history: History
}

function chainOf(blocks: readonly BlockFacts[], free: Readonly<Record<string, bigint>>): ChainFacts {
  const held = Object.values(free).reduce((sum, one) => sum + one, 0n)
  const rows = Object.entries(free).map(([who, rao]) => [accountId(who), rao] as const)
  return { blocks, free: new Map(rows), issuance: { told: held, held }, broken: undefined }
}

/** Alice pays Bob 300 in block 1; overdraws in block 2; her third transfer is never heard of again. */
function honest(): Story {
  const history = new History()
  const send = (id: number, nonce: number, intent: Intent) =>
    history.invoke({ hash: hash(id), signer: alice, nonce, length: 140, intent })
  send(1, 0, { kind: 'transfer', to: bob, rao: 300n }).acknowledged = hash(1001)
  send(2, 1, { kind: 'transfer', to: bob, rao: 10n ** 18n })
  send(3, 2, { kind: 'transfer', to: bob, rao: 5n })
  const blocks = [block(0), block(1, 1), block(2, 2), block(3)]
  const free = { [alice]: FUNDS - 300n - 2n * FEE, [bob]: FUNDS + 300n, [author]: 2n * FEE }
  // The last of four stopped a block earlier, where the balances were the same.
  const lengths = [4, 4, 4, 3]
  return { history, chains: lengths.map(length => chainOf(blocks.slice(0, length), free)) }
}

const judge = ({ chains, history }: Story): readonly string[] => {
  const funded = [[alice, FUNDS] as const, [bob, FUNDS] as const]
  const evidence: Evidence = { chains, history, funded, authorities: [author] }
  return violations(evidence)
}

/** The honest story with one validator's chain replaced. */
function withChain(at: number, change: (chain: ChainFacts) => ChainFacts): readonly string[] {
  const story = honest()
  const chains = story.chains.map((chain, index) => (index === at ? change(chain) : chain))
  return judge({ ...story, chains })
}
/** The honest story with every validator's blocks replaced: they agree, and are wrong together. */
function withBlocks(change: (blocks: readonly BlockFacts[]) => readonly BlockFacts[]): readonly string[] {
  const story = honest()
  const chains = story.chains.map(chain => ({ ...chain, blocks: change(chain.blocks) }))
  return judge({ ...story, chains })
}

const found = (problems: readonly string[], what: RegExp): void =>
  assert.ok(
    problems.some(problem => what.test(problem)),
    `${what} in ${JSON.stringify(problems)}`,
  )

test('an honest history has no violation', () => assert.deepEqual(judge(honest()), []))

test('a fork is named, in hashes or in states alone', () => {
  const forked = (part: Partial<BlockFacts>) =>
    withChain(2, chain => ({
      ...chain,
      blocks: chain.blocks.map((one, number) => (number === 3 ? { ...one, ...part } : one)),
    }))
  found(forked({ hash: hash(9) }), /fork: validator 3 has another block 3/)
  found(forked({ stateRoot: hash(9) }), /fork: validator 3 has another block 3/)
})

test('a block with another parent is named', () =>
  found(
    withBlocks(blocks => blocks.map((one, number) => (number === 2 ? { ...one, parent: hash(9) } : one))),
    /block 2 has another parent/,
  ))

test('an acknowledged transfer that is lost is named, as is one in another block than was told', () => {
  const moved = (to: number) =>
    withBlocks(blocks =>
      blocks.map((one, number) => ({
        ...one,
        extrinsics: number === 1 ? [] : number === to ? [hash(1), ...one.extrinsics] : one.extrinsics,
      })),
    )
  found(moved(9), /^lost: /)
  found(moved(2), /was called final in .*, not/)
})

test('what stands in the chain twice is named, acknowledged or not, and so is what nobody sent', () => {
  const besides = (id: number) =>
    withBlocks(blocks =>
      blocks.map((one, number) =>
        number === 2 ? { ...one, extrinsics: [...one.extrinsics, hash(id)] } : one,
      ),
    )
  found(besides(1), /once more/)
  found(besides(2), /once more/)
  found(besides(77), /which nobody sent/)
})

test('a rao too many or too few is named, at whichever validator', () => {
  const wrong = (who: string, by: bigint) =>
    withChain(3, chain => ({
      ...chain,
      free: new Map([...chain.free].map(([one, rao]) => [one, one === who ? rao + by : rao])),
    }))
  found(wrong(alice, 1n), /validator 4: 0xa+ holds/)
  found(wrong(bob, -1n), /validator 4: 0xb+ holds/)
  found(wrong(author, -1n), /validator 4: the authors hold/)
  found(
    withChain(0, chain => ({ ...chain, issuance: { ...chain.issuance, told: 1n } })),
    /validator 1: 1 rao are in being/,
  )
  found(
    withChain(1, chain => ({ ...chain, broken: 'TAO is short' })),
    /validator 2: TAO is short/,
  )
})
