// Aura: who may author blocks, and the slot length clients tell networks apart by.
import { type AccountId, accountId, branded, fixedBytes, hexToBytes, u64, vec, wrapper } from '@taonet/wire'
import { value } from '../../cell.ts'
import { Aura } from '../../pallets.ts'
import { chapter, constant } from '../../table.ts'

const Public = branded(
  wrapper('sp_consensus_aura::sr25519::app_sr25519::Public', fixedBytes(32)),
  (raw): AccountId => accountId(raw),
  hexToBytes,
)

const none: AccountId[] = []

export const aura = chapter(Aura, {
  storage: {
    Authorities: value(
      wrapper('bounded_collections::bounded_vec::BoundedVec', vec(Public), undefined, [
        { name: 'T', of: Public.shape },
        { name: 'S' },
      ]),
      none,
      'Accounts of the block authors.',
    ),
  },
  constants: { SlotDuration: constant(u64, 12_000n, 'Milliseconds of a slot, by profile.') },
})
