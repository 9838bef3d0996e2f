// The engine's JSON, read field by field: of headers, votes and validators it makes the protobuf messages of proofs.
import { NetError } from '@taonet/wire'
import type { Timestamp } from 'cosmjs-types/google/protobuf/timestamp'
import type { BlockID, SignedHeader } from 'cosmjs-types/tendermint/types/types'
import { ValidatorSet } from 'cosmjs-types/tendermint/types/validator'

export type Json = Readonly<Record<string, unknown>>

const strange = (what: string): NetError =>
  new NetError('engine', `the engine's answer has no ${what}`, 'is it CometBFT 0.38?')

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null
export const part = (of: Json, name: string): Json => {
  const value = of[name]
  if (isJson(value)) return value
  throw strange(name)
}
export const partList = (of: Json, name: string): readonly Json[] => {
  const value = of[name]
  if (Array.isArray(value) && value.every(isJson)) return value
  throw strange(name)
}
/** Absent, null and empty are one to the engine. */
export const text = (of: Json, name: string): string => {
  const value = of[name] ?? ''
  if (typeof value === 'string') return value
  throw strange(name)
}
export const whole = (of: Json, name: string): bigint => {
  const value = of[name] ?? 0
  if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value))) return BigInt(value)
  throw strange(name)
}
const hex = (of: Json, name: string): Uint8Array => Uint8Array.from(Buffer.from(text(of, name), 'hex'))
const base64 = (of: Json, name: string): Uint8Array => Uint8Array.from(Buffer.from(text(of, name), 'base64'))

/** RFC 3339 with up to nine digits of a second, in UTC. An absent vote's is the year 1. */
function time(of: Json, name: string): Timestamp {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text(of, name))
  if (!match) throw strange(name)
  const seconds = BigInt(Date.parse(`${match[1]}Z`)) / 1000n
  return { seconds, nanos: Number((match[2] ?? '').padEnd(9, '0')) }
}

function blockId(of: Json, name: string): BlockID {
  const id = part(of, name)
  const parts = part(id, 'parts')
  const partSetHeader = { total: Number(whole(parts, 'total')), hash: hex(parts, 'hash') }
  return { hash: hex(id, 'hash'), partSetHeader }
}

/** The result of `commit`. */
export function signedHeaderOf(result: Json): SignedHeader {
  const signed = part(result, 'signed_header')
  const [header, commit] = [part(signed, 'header'), part(signed, 'commit')]
  const version = part(header, 'version')
  return {
    header: {
      version: { block: whole(version, 'block'), app: whole(version, 'app') },
      chainId: text(header, 'chain_id'),
      height: whole(header, 'height'),
      time: time(header, 'time'),
      lastBlockId: blockId(header, 'last_block_id'),
      lastCommitHash: hex(header, 'last_commit_hash'),
      dataHash: hex(header, 'data_hash'),
      validatorsHash: hex(header, 'validators_hash'),
      nextValidatorsHash: hex(header, 'next_validators_hash'),
      consensusHash: hex(header, 'consensus_hash'),
      appHash: hex(header, 'app_hash'),
      lastResultsHash: hex(header, 'last_results_hash'),
      evidenceHash: hex(header, 'evidence_hash'),
      proposerAddress: hex(header, 'proposer_address'),
    },
    commit: {
      height: whole(commit, 'height'),
      round: Number(whole(commit, 'round')),
      blockId: blockId(commit, 'block_id'),
      signatures: partList(commit, 'signatures').map(vote => ({
        blockIdFlag: Number(whole(vote, 'block_id_flag')),
        validatorAddress: hex(vote, 'validator_address'),
        timestamp: time(vote, 'timestamp'),
        signature: base64(vote, 'signature'),
      })),
    },
  }
}

/** The result of `validators`, in the set's order. */
export function validatorsOf(result: Json): ValidatorSet {
  return ValidatorSet.fromPartial({
    validators: partList(result, 'validators').map(validator => ({
      address: hex(validator, 'address'),
      pubKey: { ed25519: base64(part(validator, 'pub_key'), 'value') },
      votingPower: whole(validator, 'voting_power'),
    })),
  })
}
