// Proofs of finality across changes of the validators: trust comes from a genesis or a checkpoint to any later block, and from
// nowhere else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, hexToBytes, type KeyPair, keyPairFromSeed } from '@taonet/wire'
import { ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import fc from 'fast-check'
import {
  checkpointOf,
  type FinalBlock,
  type FinalityProof,
  type LightBlock,
  type Trusted,
  verifyFinality,
} from '../src/abci/finality/index.ts'
import { openLightBlock } from '../src/abci/finality/light-block.ts'
import { pathBetween } from '../src/abci/finality/path.ts'
import { LONGEST_PATH } from '../src/abci/finality/proof.ts'
import { trustBlock, trustGenesis } from '../src/abci/finality/trust.ts'
import { LightChain, type Voters } from './abci/light-chain.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const key = (index: number): KeyPair => keyPairFromSeed(new Uint8Array(32).fill(index + 1), 'ed25519')
const keys = Array.from({ length: 24 }, (_, index) => key(index))
const voters = (...indices: readonly number[]): Voters =>
  new Map(indices.map(index => [keys[index] ?? key(index), 10n]))

/** One of four is replaced at heights 10, 20, 30 …: at 40 nobody of the first four is left. */
const rotating = (height: number): Voters => {
  const gone = Math.floor(height / 10)
  return voters(...[0, 1, 2, 3].map(index => (index + gone) % keys.length))
}

const refused = (proof: FinalityProof, by: Trusted, why: RegExp): void =>
  assert.throws(() => verifyFinality(proof, by), { code: 'not-final', message: why })

/** The whole proof, as a node makes it. */
async function prove(chain: LightChain, number: number, from?: number): Promise<FinalityProof> {
  const source = async (height: bigint): Promise<LightBlock> => chain.at(Number(height))
  const target = chain.at(number + 1)
  if (from === undefined)
    return chain.proof(number, await pathBetween(source, trustGenesis(chain.genesis), target), target)
  const first = chain.at(from)
  const rest = await pathBetween(source, trustBlock(openLightBlock(first)), target)
  return chain.proof(number, [first, ...rest], target)
}

const checkpoint = ({ checkpoint: { height, hash } }: FinalBlock): Trusted =>
  checkpointOf(String(height), hash)

test('while enough of the trusted vote, no path is needed; when nobody is left, a short one is', async () => {
  const chain = new LightChain(rotating)
  assert.deepEqual((await prove(chain, 8)).path, [])
  // Two of the four that are trusted voted.
  assert.deepEqual((await prove(chain, 25)).path, [])
  const far = await prove(chain, 140)
  assert.ok(far.path && far.path.length > 0 && far.path.length <= 15, `${far.path?.length} steps`)
  assert.equal(verifyFinality(far, chain.genesis).number, 140)
  refused({ ...far, path: [] }, chain.genesis, /0 of the trusted 40 signed it/)
  refused({ ...far, path: far.path.slice(1) }, chain.genesis, /of the trusted 40 signed it/)
})

test('what was verified is trusted afterwards, by height and hash, and the genesis is not needed any more', async () => {
  const chain = new LightChain(rotating)
  const known = verifyFinality(await prove(chain, 60), chain.genesis)
  assert.equal(known.checkpoint.height, 61)
  const later = await prove(chain, 150, 61)
  assert.equal(
    verifyFinality(later, checkpoint(known)).hash,
    verifyFinality(await prove(chain, 150), chain.genesis).hash,
  )
  // The header that is trusted, proved once more.
  assert.equal(verifyFinality(await prove(chain, 60, 61), checkpoint(known)).number, 60)
  const other = checkpointOf('61', 'ab'.repeat(32))
  refused(later, other, /does not begin at the trusted header of height 61/)
  refused(
    { ...later, path: later.path?.slice(1) ?? [] },
    checkpoint(known),
    /does not begin at the trusted header/,
  )
  refused(await prove(chain, 150), checkpoint(known), /does not begin/)
  refused(chain.proof(30, later.path?.slice(0, 1)), checkpoint(known), /before the trusted height 61/)
})

test('the set of the next height is the one that was announced, and no other', () => {
  const all = (height: number): Voters => (height >= 5 ? voters(8, 9, 10, 11) : voters(0, 1, 2, 3))
  const chain = new LightChain(all)
  const path = [chain.at(4)]
  assert.equal(verifyFinality(chain.proof(4, path), chain.genesis).number, 4)
  refused(chain.proof(4), chain.genesis, /0 of the trusted 40/)
  refused(chain.proof(5, path), chain.genesis, /0 of the trusted 40/)
  const usurped = new LightChain(height => (height >= 5 ? voters(12, 13, 14, 15) : all(height)))
  refused(usurped.proof(4, path), chain.genesis, /not those that follow/)
})

test('a third of the trusted is not enough, and neither are two thirds of the voters', () => {
  const thirds = new LightChain(height => (height >= 50 ? voters(2, 6, 7) : voters(0, 1, 2)))
  refused(thirds.proof(60), thirds.genesis, /10 of the trusted 30 signed it, more than a third/)
  const chain = new LightChain(rotating)
  const [first, second] = [...rotating(26).keys()]
  const missing = (...gone: readonly (KeyPair | undefined)[]) =>
    chain.signedBy(26, one => !gone.includes(one))
  assert.equal(verifyFinality(chain.proof(25, [], missing(keys[4])), chain.genesis).power, 30n)
  refused(chain.proof(25, [], missing(first, second)), chain.genesis, /20 of 40 signed it/)
  refused(chain.proof(25, [], missing(keys[2])), chain.genesis, /10 of the trusted 40/)
})

test('validators that nobody announced are not made so by being strong', () => {
  const strong: Voters = new Map([
    [key(90), 1_000_000n],
    [keys[0] ?? key(0), 1n],
  ])
  const forged = new LightChain(height => (height >= 50 ? strong : voters(0, 1, 2, 3)))
  refused(forged.proof(60), forged.genesis, /10 of the trusted 40/)
})

test('altered anywhere on its way, a proof is refused', async () => {
  const chain = new LightChain(rotating)
  const good = await prove(chain, 90)
  const said = verifyFinality(good, chain.genesis)
  const steps = good.path ?? []
  assert.ok(steps.length > 0)
  refused({ ...good, path: [...steps].reverse() }, chain.genesis, /./)
  refused(
    { ...good, path: Array.from({ length: LONGEST_PATH + 1 }, () => chain.at(2)) },
    chain.genesis,
    /steps/,
  )
  refused({ ...good, signedHeader: `0x${'00'.repeat(100_000)}` }, chain.genesis, /too long/)
  fc.assert(
    fc.property(
      fc.nat(steps.length - 1),
      fc.constantFrom('signedHeader' as const, 'validatorSet' as const),
      fc.nat(),
      fc.nat(7),
      (step, part, place, bit) => {
        const path = steps.map(one => ({ ...one }))
        const altered = path[step] ?? assert.fail('there is such a step')
        const bytes = hexToBytes(altered[part])
        bytes[place % bytes.length]! ^= 1 << bit
        path[step] = { ...altered, [part]: bytesToHex(bytes) }
        let now: FinalBlock
        try {
          now = verifyFinality({ ...good, path }, chain.genesis)
        } catch (thrown) {
          assert.equal((thrown as { code?: string }).code, 'not-final')
          return
        }
        // What nobody signs, or a vote that is not needed.
        assert.deepEqual(now, said)
      },
    ),
    { numRuns: 12 * EFFORT },
  )
})

test('more validators than a chain has are not looked at', () => {
  const message = ValidatorSet.fromPartial({
    validators: Array.from({ length: 101 }, () => ({
      pubKey: { ed25519: new Uint8Array(32) },
      votingPower: 1n,
    })),
  })
  const chain = new LightChain(rotating)
  const crowd = { ...chain.at(9), validatorSet: bytesToHex(ValidatorSet.encode(message).finish()) }
  refused(chain.proof(8, [], crowd), chain.genesis, /not its validators|101 validators/)
})

test('whatever the validators do, a node finds a path, and asks for little', async () => {
  const change = fc.record({ wait: fc.integer({ min: 1, max: 400 }), in: fc.nat(23), out: fc.nat(3) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), async changes => {
      const eras: { readonly since: number; readonly set: Voters }[] = [{ since: 1, set: voters(0, 1, 2, 3) }]
      for (const { wait, in: into, out } of changes) {
        const last = eras.at(-1) ?? assert.fail('there is an era')
        const rest = [...last.set.keys()].filter((_, index) => index !== out % last.set.size)
        const set = new Map([...rest, keys[into] ?? key(into)].map(one => [one, 10n]))
        eras.push({ since: last.since + wait + 2, set })
      }
      const at = (height: number): Voters =>
        eras.findLast(({ since }) => since <= height)?.set ?? assert.fail('heights begin at 1')
      const chain = new LightChain(at)
      const number = (eras.at(-1)?.since ?? 1) + 5
      const proof = await prove(chain, number)
      assert.equal(verifyFinality(proof, chain.genesis).number, number)
      assert.ok(chain.asked.length <= 2 + changes.length * 12, `${chain.asked.length} heights`)
    }),
    { numRuns: 4 * EFFORT },
  )
})

test('a checkpoint is a height and a hash', () => {
  assert.deepEqual(checkpointOf('7', `0x${'AB'.repeat(32)}`), { height: 7n, hash: 'ab'.repeat(32) })
  for (const [height, hash] of [
    ['0', 'ab'.repeat(32)],
    ['7', 'ab'],
    ['-1', 'ab'.repeat(32)],
    ['seven', 'ab'.repeat(32)],
  ] as const)
    assert.throws(() => checkpointOf(height, hash), { code: 'checkpoint' })
})
