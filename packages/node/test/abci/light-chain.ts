// Headers, votes and voters as the engine makes them, for any sequence of validators, with real signatures.
import assert from 'node:assert/strict'
import { bytesToHex, encode, Header, hash32, headerHash, hexToBytes, type KeyPair } from '@taonet/wire'
import {
  BlockID,
  Commit,
  CommitSig,
  Header as EngineHeader,
  SignedHeader,
} from 'cosmjs-types/tendermint/types/types'
import { BlockIDFlag, ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import { engineAddress } from '../../src/abci/authorities.ts'
import {
  engineHeaderHash,
  validatorSetHash,
  validatorsHash,
  voteBytes,
} from '../../src/abci/finality/engine-hashes.ts'
import type { FinalityProof, GenesisTrust, LightBlock } from '../../src/abci/finality/index.ts'
import { lightBlockOf } from '../../src/abci/finality/light-block.ts'

export type Voters = ReadonlyMap<KeyPair, bigint>
export const CHAIN = 'taonet-light'
const ZERO = hash32(new Uint8Array(32))

export const keyOf = ({ account }: KeyPair): string => account.slice(2)
export const powersOf = (voters: Voters): Map<string, bigint> =>
  new Map([...voters].map(([key, power]) => [keyOf(key), power]))

function setOf(voters: Voters): { readonly message: ValidatorSet; readonly keys: readonly KeyPair[] } {
  const rows = [...voters].map(([key, votingPower]) => {
    const ed25519 = hexToBytes(key.account)
    return { key, row: { address: engineAddress(ed25519), pubKey: { ed25519 }, votingPower } }
  })
  rows.sort(
    ({ row: a }, { row: b }) => Number(b.votingPower - a.votingPower) || Buffer.compare(a.address, b.address),
  )
  const message = ValidatorSet.fromPartial({ validators: rows.map(({ row }) => row) })
  return { message, keys: rows.map(({ key }) => key) }
}

export class LightChain {
  readonly #voters: (height: number) => Voters
  readonly #made = new Map<number, LightBlock>()
  /** Heights that were asked for. */
  readonly asked: number[] = []

  constructor(voters: (height: number) => Voters) {
    this.#voters = voters
  }

  get genesis(): GenesisTrust {
    return { chainId: CHAIN, validators: powersOf(this.#voters(1)) }
  }

  ours(number: number): Header {
    return { parent_hash: ZERO, number, state_root: ZERO, extrinsics_root: ZERO, digest: { logs: [] } }
  }

  header(height: number): EngineHeader {
    return EngineHeader.fromPartial({
      version: { block: 11n, app: 1n },
      chainId: CHAIN,
      height: BigInt(height),
      time: { seconds: 1_800_000_000n + BigInt(height), nanos: 0 },
      validatorsHash: validatorsHash(setOf(this.#voters(height)).message),
      nextValidatorsHash: validatorSetHash(powersOf(this.#voters(height + 1))),
      appHash: hexToBytes(headerHash(this.ours(height - 1))),
    })
  }

  /** With the votes of all of its voters. */
  at(height: number): LightBlock {
    this.asked.push(height)
    const made = this.#made.get(height) ?? this.signedBy(height, () => true)
    this.#made.set(height, made)
    return made
  }

  signedBy(height: number, signing: (key: KeyPair) => boolean): LightBlock {
    const header = this.header(height)
    const { message, keys } = setOf(this.#voters(height))
    const blockId = BlockID.fromPartial({
      hash: engineHeaderHash(header),
      partSetHeader: { total: 1, hash: new Uint8Array(32) },
    })
    const commit = Commit.fromPartial({ height: header.height, round: 0, blockId })
    commit.signatures = keys.map(key => {
      if (!signing(key)) return CommitSig.fromPartial({ blockIdFlag: BlockIDFlag.BLOCK_ID_FLAG_ABSENT })
      const vote = CommitSig.fromPartial({
        blockIdFlag: BlockIDFlag.BLOCK_ID_FLAG_COMMIT,
        validatorAddress: engineAddress(hexToBytes(key.account)),
        timestamp: header.time,
      })
      vote.signature = key.sign(voteBytes(CHAIN, commit, vote))
      return vote
    })
    return lightBlockOf(SignedHeader.fromPartial({ header, commit }), message)
  }

  proof(number: number, path?: readonly LightBlock[], target = this.at(number + 1)): FinalityProof {
    assert.ok(number > 0)
    return { header: bytesToHex(encode(Header, this.ours(number))), ...target, ...(path && { path }) }
  }
}
