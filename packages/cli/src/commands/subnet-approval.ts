// `taonet subnet restrict`, `approve`, `revoke`: whom a subnet's owner lets register.
import { composeCall } from '@taonet/runtime/tables'
import { callAs } from '../join/coldkey-call.ts'
import type { PayerOptions } from '../join/options.ts'
import { signerOf } from '../join/register.ts'
import { printJsonLine } from '../terminal.ts'
import { accountNamed } from './account-named.ts'
import { asOwner, netuidNamed, type Owner } from './subnet.ts'

async function tell({ client, wallet, around }: Owner, call: Uint8Array, what: string): Promise<void> {
  const { blockNumber } = await callAs(client, signerOf(wallet), call)
  around.tell(`${what}, in block ${blockNumber}`)
}

/** @throws NetError, ChainError `BadOrigin`, `AdminActionProhibitedDuringWeightsWindow`, … */
export async function restrictSubnet(
  text: string,
  options: PayerOptions & { readonly lift: boolean },
): Promise<void> {
  const netuid = netuidNamed(text)
  const needed = !options.lift
  await asOwner(options, async owner => {
    const call = composeCall('AdminUtils', 'sudo_set_registration_needs_approval', { netuid, needed })
    await tell(owner, call, needed ? 'only approved keys may register' : 'anybody may register')
  })
  if (options.json) printJsonLine({ type: 'subnet', netuid, needsApproval: needed })
}

/** @throws NetError `address`, …; ChainError `BadOrigin`, … */
export async function approveKeys(
  text: string,
  addresses: readonly string[],
  options: PayerOptions & { readonly approved: boolean },
): Promise<void> {
  const netuid = netuidNamed(text)
  const accounts = addresses.map(accountNamed)
  const { approved } = options
  await asOwner(options, async owner => {
    for (const [i, account] of accounts.entries()) {
      const name = approved ? 'approve_registration' : 'revoke_registration'
      const call = composeCall('SubtensorModule', name, { netuid, account })
      await tell(owner, call, `${addresses[i]} ${approved ? 'may register' : 'may not register any more'}`)
    }
  })
  if (options.json) printJsonLine({ type: 'subnet', netuid, approved, accounts: addresses })
}
