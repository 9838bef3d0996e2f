// Preimages: bytes kept under their hash, for a deposit, or because the chain itself will need them
// (chain-governance, list of modules; names and numbers of the base metadata).
import {
  AccountId32,
  bytes,
  H256,
  option,
  record,
  tuple,
  u32,
  union,
  type ValueOf,
  vec,
  wrapper,
} from '@taonet/wire'
import { map } from '../../cell.ts'
import { boundedBytes } from '../../frame-types.ts'
import { Tao } from '../../nouns.ts'
import { Preimage } from '../../pallets.ts'
import { call, chapter, error, event } from '../../table.ts'

/** Bytes of one preimage. */
export const MAX_SIZE = 4 * 1024 * 1024
/** Hashes in one `ensure_updated`. */
export const MAX_HASHES = 1024
/** rao: two items of 64 bytes, and each byte (chain-governance §6.2 has the prices). */
export const DEPOSIT = { base: Tao(104_000_000n), each: Tao(1_000_000n) } as const

const Deposit = wrapper('frame_support::traits::tokens::fungible::HoldConsideration', Tao, undefined, [
  { name: 'A' },
  { name: 'F' },
  { name: 'R' },
  { name: 'D' },
  { name: 'Fp' },
])
const Ticket = tuple(AccountId32, Deposit)
export type Ticket = ValueOf<typeof Ticket>

const RequestStatus = union(
  'pallet_preimage::RequestStatus',
  {
    0: record('Unrequested', { ticket: Ticket, len: u32 }),
    1: record('Requested', { maybe_ticket: option(Ticket), count: u32, maybe_len: option(u32) }),
  },
  [
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'Ticket', of: Deposit.shape },
  ],
)
export type RequestStatus = ValueOf<typeof RequestStatus>

export const preimage = chapter(Preimage, {
  storage: {
    RequestStatusFor: map(
      [{ codec: H256, hasher: 'Identity', label: 'hash' }],
      RequestStatus,
      'Who paid for a preimage, and how often the chain asked for it.',
    ),
    PreimageFor: map(
      [{ codec: tuple(H256, u32), hasher: 'Identity', label: 'hash and length' }],
      boundedBytes,
      'The bytes themselves.',
    ),
  },
  calls: {
    0: call(
      'note_preimage',
      { bytes },
      'Keeps bytes under their hash; free when they were asked for, else for a deposit.',
    ),
    1: call('unnote_preimage', { hash: H256 }, 'Ends what the signer keeps; the deposit is given back.'),
    2: call('request_preimage', { hash: H256 }, 'Root asks for a preimage, which then stays.'),
    3: call('unrequest_preimage', { hash: H256 }, 'Root takes a request back.'),
    4: call(
      'ensure_updated',
      { hashes: vec(H256) },
      'Moves rows of an older form; there have never been any here.',
      { each: 'hashes' },
    ),
  },
  events: {
    0: event('Noted', { hash: H256 }, 'A preimage is kept.'),
    1: event('Requested', { hash: H256 }, 'A preimage was asked for.'),
    2: event('Cleared', { hash: H256 }, 'A preimage is kept no longer.'),
  },
  errors: {
    0: error('TooBig', 'The preimage is larger than one may be.'),
    1: error('AlreadyNoted', 'The preimage is kept already.'),
    2: error('NotAuthorized', 'Somebody else keeps the preimage.'),
    3: error('NotNoted', 'Nobody keeps such a preimage.'),
    4: error('Requested', 'The preimage was asked for.'),
    5: error('NotRequested', 'Nobody asked for the preimage.'),
    6: error('TooMany', 'More hashes than one call may hold.'),
    7: error('TooFew', 'No hash at all.'),
  },
})

export const { RequestStatusFor, PreimageFor } = preimage.storage
