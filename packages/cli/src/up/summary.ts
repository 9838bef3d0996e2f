// The table that `taonet up` shows once everything runs: where, who, with which model and why.
import { ss58Encode } from '@taonet/wire'
import type { MinerReport } from '../processes/miners.ts'
import { dim, table } from '../terminal.ts'
import type { Plan } from './plan.ts'
import type { Identity } from './wallets.ts'

export interface Addresses {
  /** `http://host:port` of the gateway. */
  readonly gateway: string
  readonly rpc: string
}

export function summary(
  plan: Plan,
  identities: readonly Identity[],
  miners: readonly MinerReport[],
  { gateway, rpc }: Addresses,
): string {
  const reports = new Map(miners.map(one => [one.wallet, one]))
  const subnetNames = new Map(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  const people = identities.map(({ participant, hotkey }) => {
    const report = reports.get(participant.wallet)
    const where = participant.netuids.map(netuid => subnetNames.get(netuid) ?? '').join(', ')
    return [participant.wallet, where, ss58Encode(hotkey), report?.model ?? '–', report?.license ?? '–']
  })
  const models = [...new Map(miners.map(({ model, why }) => [model, why]))]
  return [
    table(
      ['where', 'address'],
      [
        ['gateway', `${gateway}/v1`],
        ['explorer', `${gateway}/`],
        ['chain RPC', rpc],
      ],
    ),
    table(['wallet', 'subnets', 'hotkey', 'model', 'licence'], people),
    table(['model', 'why it is in use'], models),
    dim(`use it like OpenAI: OpenAI({ baseURL: '${gateway}/v1', apiKey: 'none' })`),
  ].join('\n\n')
}
