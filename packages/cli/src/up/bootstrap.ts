// The first blocks of `taonet up`: everybody's coldkey calls, in order, as data. A child signs them before the chain starts
// (processes/signer.ts) and the supervisor submits the bytes; ordinary calls where they exist, root where they do not.

import { NetUid, Tao } from '@taonet/runtime'
import { callValue, composeCall } from '@taonet/runtime/tables'
import type { AccountId } from '@taonet/wire'
import type { Plan } from './plan.ts'
import type { Identity } from './wallets.ts'

export interface PlannedCall {
  /** Wallet name, or `//Alice` for the chain's root key. */
  readonly signer: string
  readonly what: string
  readonly call: Uint8Array
}

const RAO = 1_000_000_000n
export const SUDO = '//Alice'

const of = (identities: readonly Identity[], role: string): readonly Identity[] =>
  identities.filter(one => one.participant.role === role)

/** Calls in the order of submission; those of one list may share a block, lists come one after the other. */
export function bootstrapCalls(
  plan: Plan,
  identities: readonly Identity[],
): readonly (readonly PlannedCall[])[] {
  const [owner] = of(identities, 'owner')
  if (!owner) throw new RangeError('a plan has an owner')
  return [
    plan.subnets.map(one => found(owner, one.name)),
    plan.subnets.flatMap(({ netuid }) => openSubnet(owner, NetUid(netuid))),
    identities.flatMap(one => (one.participant.role === 'owner' ? [] : register(one))),
    of(identities, 'validator').flatMap(stakeEverywhere),
  ]
}

/** The subnet says its name on chain, where every reader finds it. */
export function foundingCall(hotkey: AccountId, name: string): Uint8Array {
  const none = new Uint8Array()
  const identity = {
    subnet_name: new TextEncoder().encode(name),
    github_repo: none,
    subnet_contact: none,
    subnet_url: none,
    discord: none,
    description: none,
    logo_url: none,
    additional: none,
  }
  return composeCall('SubtensorModule', 'register_network_with_identity', { hotkey, identity })
}

const found = ({ participant, hotkey }: Identity, name: string): PlannedCall => ({
  signer: participant.wallet,
  what: `register subnet ${name}`,
  call: foundingCall(hotkey, name),
})

/** What root says for a subnet: a switch of AdminUtils. */
export const rootSwitch = (name: Switch, netuid: NetUid): Uint8Array =>
  composeCall('Sudo', 'sudo', { call: callValue('AdminUtils', name, { netuid, enabled: true }) })

type Switch = 'sudo_set_commit_reveal_weights_enabled' | 'sudo_set_subnet_emission_enabled'

/** Hash commit-reveal on, TAO emission on, and the start call: from now the subnet earns. */
function openSubnet(owner: Identity, netuid: NetUid): PlannedCall[] {
  const admin = (name: Switch): PlannedCall => ({
    signer: SUDO,
    what: `${name} on subnet ${netuid}`,
    call: rootSwitch(name, netuid),
  })
  return [
    admin('sudo_set_commit_reveal_weights_enabled'),
    admin('sudo_set_subnet_emission_enabled'),
    {
      signer: owner.participant.wallet,
      what: `start subnet ${netuid}`,
      call: composeCall('SubtensorModule', 'start_call', { netuid }),
    },
  ]
}

const register = ({ participant, hotkey }: Identity): PlannedCall[] =>
  participant.netuids.map(netuid => ({
    signer: participant.wallet,
    what: `register ${participant.wallet} on subnet ${netuid}`,
    call: composeCall('SubtensorModule', 'burned_register', { netuid: NetUid(netuid), hotkey }),
  }))

const stakeEverywhere = ({ participant, hotkey }: Identity): PlannedCall[] =>
  participant.netuids.map(netuid => ({
    signer: participant.wallet,
    what: `stake ${participant.stake} TAO on ${participant.wallet}, subnet ${netuid}`,
    call: composeCall('SubtensorModule', 'add_stake', {
      hotkey,
      netuid: NetUid(netuid),
      amount_staked: Tao(BigInt(participant.stake) * RAO),
    }),
  }))
