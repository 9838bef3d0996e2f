// Proofs of finality: one that the real engine made of four validators' votes holds, and nothing that was altered does.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bytesToHex, hexToBytes } from '@taonet/wire'
import { SignedHeader } from 'cosmjs-types/tendermint/types/types'
import { BlockIDFlag, ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import fc from 'fast-check'
import { merkleRoot } from '../src/abci/finality/engine-hashes.ts'
import {
  type FinalityProof,
  type GenesisTrust,
  trustedOf,
  verifyFinality,
} from '../src/abci/finality/index.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

/** Recorded from CometBFT 0.38.25. */
const recorded = JSON.parse(
  readFileSync(new URL('./abci/finality-of-block-3.json', import.meta.url), 'utf8'),
) as { chainId: string; validators: [string, string][]; proof: FinalityProof }
const { proof, chainId } = recorded
const trusted: GenesisTrust = {
  chainId,
  validators: new Map(recorded.validators.map(([key, power]) => [key, BigInt(power)])),
}
const holds = verifyFinality(proof, trusted)

const refused = (altered: FinalityProof, why: RegExp, by: GenesisTrust = trusted): void =>
  assert.throws(() => verifyFinality(altered, by), { code: 'not-final', message: why })

function signed(change: (message: SignedHeader) => void): FinalityProof {
  const message = SignedHeader.decode(hexToBytes(proof.signedHeader))
  change(message)
  return { ...proof, signedHeader: bytesToHex(SignedHeader.encode(message).finish()) }
}
function voters(change: (set: ValidatorSet) => void): FinalityProof {
  const set = ValidatorSet.decode(hexToBytes(proof.validatorSet))
  change(set)
  return { ...proof, validatorSet: bytesToHex(ValidatorSet.encode(set).finish()) }
}

test('what the engine decided holds', () => {
  assert.equal(holds.number, 3)
  assert.equal(holds.hash, '0xee6f1630fa62f327781cdf1a009fea04a75db362b98aa1522fc0061a323b6421')
  assert.deepEqual([holds.power, holds.total], [40n, 40n])
})

test('more than two thirds must have signed', () => {
  const absent = (...places: number[]) =>
    signed(({ commit }) => {
      for (const place of places) {
        const vote = commit?.signatures[place]
        assert.ok(vote)
        vote.blockIdFlag = BlockIDFlag.BLOCK_ID_FLAG_ABSENT
        vote.signature = new Uint8Array()
      }
    })
  assert.equal(verifyFinality(absent(2), trusted).power, 30n)
  refused(absent(0, 3), /20 of 40 signed it/)
  refused(absent(0, 1, 2, 3), /0 of 40/)
  refused(
    signed(({ commit }) => {
      for (const vote of commit?.signatures ?? []) vote.blockIdFlag = BlockIDFlag.BLOCK_ID_FLAG_NIL
    }),
    /0 of 40/,
  )
})

test('another header, other votes or other validators do not hold', () => {
  const other = hexToBytes(proof.header)
  other[40]! ^= 1
  refused({ ...proof, header: bytesToHex(other) }, /another block of ours/)
  refused({ ...proof, header: proof.header.slice(0, -2) }, /our header is none/)
  refused({ ...proof, signedHeader: '0x' }, /missing/)
  refused(
    signed(({ header }) => header && (header.chainId = 'other')),
    /another header/,
  )
  refused(
    signed(({ header }) => header && (header.height += 1n)),
    /another height/,
  )
  refused(
    signed(({ header }) => header && (header.time.nanos += 1)),
    /another header/,
  )
  refused(
    signed(({ header }) => header && (header.nextValidatorsHash = new Uint8Array(32))),
    /another header/,
  )
  refused(
    signed(({ commit }) => commit && (commit.round += 1)),
    /a signature is wrong/,
  )
  refused(
    signed(({ commit }) => commit && (commit.blockId.partSetHeader.total += 1)),
    /a signature is wrong/,
  )
  refused(
    signed(({ commit }) => commit?.signatures.reverse()),
    /place of another/,
  )
  refused(
    signed(({ commit }) => commit?.signatures.pop()),
    /differ in number/,
  )
  refused(
    voters(set => set.validators.pop()),
    /not its validators/,
  )
  refused(
    voters(set => set.validators.reverse()),
    /not its validators/,
  )
  refused(
    voters(set => {
      for (const one of set.validators) one.votingPower = 1_000n
    }),
    /not its validators/,
  )
})

test('a network that trusts others is not convinced', () => {
  const [one = ['', 0n], two = ['', 0n]] = trusted.validators
  const stranger = (key: string): [string, bigint] => [key.repeat(32), 10n]
  refused(proof, /of the chain/, { ...trusted, chainId: 'taonet-other' })
  refused(proof, /0 of the trusted 10 signed it/, { chainId, validators: new Map([stranger('00')]) })
  const third = new Map([one, stranger('00'), stranger('01')])
  refused(proof, /10 of the trusted 30 signed it, more than a third/, { chainId, validators: third })
  // At least one who is honest signed, where no third of the trusted lies.
  const half = new Map([one, two, stranger('00'), stranger('01')])
  assert.equal(verifyFinality(proof, { chainId, validators: half }).number, 3)
})

test('no flipped bit anywhere makes it say something else', () => {
  const parts = ['header', 'signedHeader', 'validatorSet'] as const
  fc.assert(
    fc.property(fc.constantFrom(...parts), fc.nat(), fc.nat(7), (part, place, bit) => {
      const bytes = hexToBytes(proof[part])
      bytes[place % bytes.length]! ^= 1 << bit
      let said: ReturnType<typeof verifyFinality>
      try {
        said = verifyFinality({ ...proof, [part]: bytesToHex(bytes) }, trusted)
      } catch (thrown) {
        assert.equal((thrown as { code?: string }).code, 'not-final')
        return
      }
      // A vote that counts no more, or what nobody signs: the order in which validators propose.
      assert.deepEqual({ ...said, power: 0n }, { ...holds, power: 0n })
    }),
    { numRuns: 150 * EFFORT },
  )
})

test('trees of leaves are those of RFC 6962', () => {
  // The empty tree, and trees of the test vectors of RFC 6962's own log.
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  for (const [count, root] of roots.entries())
    assert.equal(
      Buffer.from(merkleRoot(leaves.slice(0, count).map(hex => Buffer.from(hex, 'hex')))).toString('hex'),
      root,
      `${count} leaves`,
    )
})

test('a genesis file that names nobody is refused', () => {
  const validator = { pub_key: { type: 'tendermint/PubKeyEd25519', value: 'AAAA' }, power: '10' }
  const good = { chain_id: 'one', validators: [validator] }
  assert.deepEqual(trustedOf(JSON.stringify(good)), {
    chainId: 'one',
    validators: new Map([['000000', 10n]]),
  })
  const bad = [
    {},
    { ...good, chain_id: 1 },
    { ...good, validators: 'all' },
    { ...good, validators: [{}] },
    null,
  ]
  for (const one of bad) assert.throws(() => trustedOf(JSON.stringify(one)), { code: 'genesis' })
  assert.throws(() => trustedOf('no JSON'), { code: 'genesis' })
  const weak = { ...validator, power: '-1' }
  assert.throws(() => trustedOf(JSON.stringify({ ...good, validators: [weak] })), { code: 'genesis' })
})
