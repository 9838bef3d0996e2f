// System: accounts, block numbers and hashes, events, and the limits of a block.
import {
  AccountId32,
  arm,
  bytes,
  Digest,
  H256,
  str,
  struct,
  tuple,
  u16,
  u32,
  u128,
  union,
  unit,
  type ValueOf,
  vec,
  wrapper,
} from '@taonet/wire'
import { mapOr, value, valueOpt } from '../../cell.ts'
import { DispatchErrorCodec } from '../../failure.ts'
import {
  BlockLength,
  BlockWeights,
  DispatchEventInfo,
  perClass,
  RuntimeDbWeight,
  RuntimeVersionCodec,
  Weight,
} from '../../frame-types.ts'
import { account, NO_HASH, number64, Tao } from '../../nouns.ts'
import { System } from '../../pallets.ts'
import { RuntimeEvent } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'
import { BLOCK_HASH_COUNT, BLOCK_LENGTH, BLOCK_WEIGHTS } from './limits.ts'

const AccountData = struct(
  'pallet_balances::types::AccountData',
  {
    free: Tao,
    reserved: Tao,
    frozen: Tao,
    flags: wrapper('pallet_balances::types::ExtraFlags', u128),
  },
  [{ name: 'Balance', of: Tao.shape }],
)
export type AccountData = ValueOf<typeof AccountData>

const AccountInfo = struct(
  'frame_system::AccountInfo',
  { nonce: u32, consumers: u32, providers: u32, sufficients: u32, data: AccountData },
  [
    { name: 'Nonce', of: u32.shape },
    { name: 'AccountData', of: AccountData.shape },
  ],
)
export type AccountInfo = ValueOf<typeof AccountInfo>

const NO_BALANCE: AccountData = { free: Tao(0n), reserved: Tao(0n), frozen: Tao(0n), flags: 1n << 127n }
export const NO_ACCOUNT: AccountInfo = {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: NO_BALANCE,
}

export const Phase = union('frame_system::Phase', {
  0: arm('ApplyExtrinsic', u32),
  1: unit('Finalization'),
  2: unit('Initialization'),
})

export const EventRecord = struct(
  'frame_system::EventRecord',
  { phase: Phase, event: RuntimeEvent, topics: vec(H256) },
  [
    { name: 'E', of: RuntimeEvent.shape },
    { name: 'T', of: H256.shape },
  ],
)

export type Phase = ValueOf<typeof Phase>
export type EventRecord = ValueOf<typeof EventRecord>

const ZERO = { ref_time: 0n, proof_size: 0n }

export const system = chapter(System, {
  storage: {
    Account: mapOr([account], AccountInfo, NO_ACCOUNT, 'Nonce and balance of every account.'),
    ExtrinsicCount: valueOpt(u32, 'Extrinsics of the block, inherents included.'),
    BlockWeight: value(
      perClass(Weight),
      { normal: ZERO, operational: ZERO, mandatory: ZERO },
      'Reference time the block used, by class.',
    ),
    BlockHash: mapOr([number64], H256, NO_HASH, 'Hashes of the genesis block and of the last 2400 blocks.'),
    Number: value(u32, 0, 'Height of the block.'),
    ParentHash: value(H256, NO_HASH, 'Hash of the block before.'),
    Digest: value(Digest, { logs: [] }, 'Digest of the block: its height and time.'),
    Events: value(vec(EventRecord), [], 'What happened in the block, in order.'),
    EventCount: value(u32, 0, 'Number of events of the block.'),
  },
  calls: {
    0: call('remark', { remark: bytes }, 'Puts bytes on record and does nothing else.'),
    4: call('set_storage', { items: vec(tuple(bytes, bytes)) }, 'Root writes entries of storage by hand.', {
      each: 'items',
    }),
    5: call('kill_storage', { keys: vec(bytes) }, 'Root removes entries of storage by hand.', {
      each: 'keys',
    }),
    6: call(
      'kill_prefix',
      { prefix: bytes, subkeys: u32 },
      'Root removes entries of storage whose keys begin alike, at most so many.',
    ),
    7: call('remark_with_event', { remark: bytes }, 'Puts bytes on record and tells their hash in an event.'),
  },
  events: {
    0: event('ExtrinsicSuccess', { dispatch_info: DispatchEventInfo }, 'An extrinsic did what it asked for.'),
    1: event(
      'ExtrinsicFailed',
      { dispatch_error: DispatchErrorCodec, dispatch_info: DispatchEventInfo },
      'An extrinsic was included and paid for, but refused.',
    ),
    3: event('NewAccount', { account: AccountId32 }, 'An account came into being.'),
    4: event('KilledAccount', { account: AccountId32 }, 'An account fell below the existential deposit.'),
    5: event('Remarked', { sender: AccountId32, hash: H256 }, 'Bytes were put on record.'),
    8: event(
      'BlockStepRefused',
      { step: str, error: DispatchErrorCodec },
      'A part of the scheduled block step was refused and undone; the chain went on.',
    ),
  },
  errors: { 5: error('CallFiltered', 'The call is not allowed here.') },
  constants: {
    BlockWeights: constant(BlockWeights, BLOCK_WEIGHTS, 'Limits of reference time.'),
    BlockLength: constant(BlockLength, BLOCK_LENGTH, 'Limits of bytes.'),
    BlockHashCount: constant(u32, BLOCK_HASH_COUNT, 'Block hashes kept.'),
    DbWeight: constant(
      RuntimeDbWeight,
      { read: 25_000_000n, write: 100_000_000n },
      'Reference time of one read and one write.',
    ),
    Version: constant(
      RuntimeVersionCodec,
      {
        spec_name: 'node-subtensor',
        impl_name: 'node-subtensor',
        authoring_version: 1,
        spec_version: 0,
        impl_version: 1,
        apis: [],
        transaction_version: 1,
        system_version: 1,
      },
      'Version of the runtime; number and interfaces come from the profile.',
    ),
    SS58Prefix: constant(u16, 42, 'Prefix of addresses.'),
  },
})
