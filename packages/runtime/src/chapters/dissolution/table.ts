// The end of a subnet: by root, or because a new one needs its place (chain-registry §3.3).
import { AccountId32, u64 } from '@taonet/wire'
import { value } from '../../cell.ts'
import { NetUid } from '../../nouns.ts'
import { SubtensorModule } from '../../pallets.ts'
import { call, chapter, tupleEvent } from '../../table.ts'

export const dissolution = chapter(SubtensorModule, {
  storage: {
    TaoInRefundDeploymentBlock: value(
      u64,
      0n,
      'The alpha in the pool of a subnet registered after this block has a part in the pay-out.',
    ),
  },
  calls: {
    61: call(
      'dissolve_network',
      { coldkey: AccountId32, netuid: NetUid },
      'root_dissolve_network in its older form; the coldkey is not read.',
    ),
    120: call(
      'root_dissolve_network',
      { netuid: NetUid },
      'Ends a subnet: its TAO goes to those who staked there, and nothing else of it stays.',
    ),
  },
  events: { 1: tupleEvent('NetworkRemoved', { netuid: NetUid }, 'A subnet ended.') },
})

export const { TaoInRefundDeploymentBlock } = dissolution.storage
