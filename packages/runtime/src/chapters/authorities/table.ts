// Whose votes decide blocks, where several validators keep the chain: a key and its power, begun by genesis, changed by root,
// and taken from whoever lied (adr/0004). Ours; the base knows authors alone, which `Aura.Authorities` goes on listing.
import { AccountId32, option, struct, u32, u64, union, unit, type ValueOf, vec } from '@taonet/wire'
import { map } from '../../cell.ts'
import { account } from '../../nouns.ts'
import { Authorities } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

/** Everybody verifies everybody's vote at every block, and a proof of finality holds them all. */
export const MAX_AUTHORITIES = 100
/** An eighth of what 63 bits hold: CometBFT's own limit, beyond which its nodes would stop. */
export const MAX_TOTAL_POWER = 1_152_921_504_606_846_975n
/** Of each authority that genesis names. */
export const GENESIS_POWER = 10n

const OffenceKind = union('taonet_authorities::OffenceKind', {
  0: unit('DuplicateVote'),
  1: unit('LightClientAttack'),
})
const Offence = struct('taonet_authorities::Offence', {
  authority: AccountId32,
  kind: OffenceKind,
  height: u32,
})
export type Offence = ValueOf<typeof Offence>

const OffenceRecord = struct('taonet_authorities::OffenceRecord', {
  kind: OffenceKind,
  height: u32,
  reported: u32,
  pardoned: option(u32),
})

const who = { authority: AccountId32 } as const
const power = { ...who, power: u64 } as const

export const authorities = chapter(Authorities, {
  storage: {
    Power: map([account], u64, 'Power of the vote of every key that has one; 0 where it had one once.'),
    Offences: map(
      [account],
      OffenceRecord,
      'What a key was last convicted of, at which height, reported in which block, and when root forgave it.',
    ),
  },
  calls: {
    0: call('set_authority', power, 'Root gives a key a vote of this power from the second next block on.'),
    1: call('remove_authority', who, 'Root takes the vote of a key, from the second next block on.'),
    2: call(
      'report_offences',
      { offences: vec(Offence) },
      'What the engine proved of authorities; nobody can send it: it stands in the block that the proof came with.',
      { each: 'offences' },
    ),
  },
  events: {
    0: event('AuthoritySet', power, 'A key has a vote of this power.'),
    1: event('AuthorityRemoved', who, 'A key has no vote any more.'),
    2: event(
      'AuthorityOffended',
      { ...who, kind: OffenceKind, height: u32, power: u64 },
      'It was proved that an authority lied, at that height; the power that it lost.',
    ),
  },
  errors: {
    0: error('NoPower', 'A vote needs a power; remove_authority takes it.'),
    1: error('TooManyAuthorities', 'No further key can have a vote.'),
    2: error('TooMuchPower', 'All votes together would be more than the engine can count.'),
    3: error('NotAnAuthority', 'The key has no vote.'),
    4: error('LastAuthority', 'Without any vote there would be no further block.'),
  },
  constants: {
    MaxAuthorities: constant(u32, MAX_AUTHORITIES, 'Keys that may have a vote at a time.'),
    MaxTotalPower: constant(u64, MAX_TOTAL_POWER, 'Power of all votes together.'),
  },
})

export const { Power, Offences } = authorities.storage
