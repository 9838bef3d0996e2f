// `taonet network upgrade`: which version of the rules the chain runs, which one comes next, and what root plans (adr/0006).
import type { Client } from '@taonet/client'
import { PROFILES } from '@taonet/runtime'
import { type CallValue, callValue, storage } from '@taonet/runtime/tables'
import { NetError } from '@taonet/wire'
import { changeAndShow, type RootOptions } from '../join/root-call.ts'
import { printJsonLine, say } from '../terminal.ts'

export interface UpgradeOptions extends RootOptions {
  readonly to?: string
  readonly at?: string
  readonly cancel: boolean
}

const { SpecVersion, Planned } = storage.Upgrades

/** @throws NetError `options`; ChainError `NotNewer`, `InThePast`, `NothingPlanned`. */
export async function upgradeCommand(options: UpgradeOptions): Promise<void> {
  await changeAndShow(options, 'the version', asked(options), show)
}

function asked({ to, at, cancel }: UpgradeOptions): readonly CallValue[] {
  if (cancel && (to ?? at) !== undefined)
    throw new NetError('options', 'a plan and its end at once', 'choose one')
  if (cancel) return [callValue('Upgrades', 'cancel_upgrade', {})]
  if (to === undefined && at === undefined) return []
  return [callValue('Upgrades', 'plan_upgrade', { spec_version: whole(to), at: whole(at) })]
}

function whole(text: string | undefined): number {
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text)
  throw new NetError(
    'options',
    'an upgrade is a version and its first block',
    "say both --to and --at as whole numbers; 'taonet network upgrade' of the new program says its version",
  )
}

async function show(client: Client, json: boolean): Promise<void> {
  const [current, planned] = await Promise.all([client.get(SpecVersion), client.get(Planned)])
  const programs = Object.values(PROFILES).map(({ specVersion }) => specVersion)
  if (json) return printJsonLine({ version: current, planned, programs: [...new Set(programs)] })
  say(current === undefined ? 'the chain takes any version' : `the chain is of version ${current}`)
  if (planned) say(`from block ${planned.at} on it is of version ${planned.spec_version}`)
  say(
    `this program has version ${PROFILES.public.specVersion}, or ${PROFILES.local.specVersion} where blocks are fast`,
  )
}
