// Who acts together with whom, and the accounts that they make.
import type { AccountId } from '@taonet/wire'
import { multisigAccount } from '../../src/chapters/multisig/signatories.ts'
import { account } from '../frame/chain.ts'

export const TRIOS = [
  ['validator 0', 'validator 1', 'validator 2'],
  ['owner', 'validator 2', 'miner 0'],
  ['validator 0', 'validator 3', 'owner'],
] as const

/** Of each, for one signatory and for two. */
export const pursesOfMultisigs = (): AccountId[] =>
  TRIOS.flatMap(trio => {
    const sorted = trio.map(account).sort((a, b) => (a < b ? -1 : 1))
    return [1, 2].map(threshold => multisigAccount(sorted, threshold))
  })
