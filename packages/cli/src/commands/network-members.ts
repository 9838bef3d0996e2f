// `taonet network members`: who may act on a chain that is not open to everybody, and what root changes about that.
import type { Client } from '@taonet/client'
import { type CallValue, callValue, storage } from '@taonet/runtime/tables'
import { type AccountId, NetError, ss58Encode } from '@taonet/wire'
import { changeAndShow, type RootOptions } from '../join/root-call.ts'
import { printJsonLine, say } from '../terminal.ts'
import { accountNamed } from './account-named.ts'

export interface MembersOptions extends RootOptions {
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly open: boolean
  readonly close: boolean
}

const { Members } = storage

/** @throws NetError `options`, `address`; ChainError. */
export async function membersCommand(options: MembersOptions): Promise<void> {
  await changeAndShow(options, 'members', asked(options), show)
}

function asked({ add, remove, open, close }: MembersOptions): readonly CallValue[] {
  if (open && close) throw new NetError('options', 'open and closed at once', 'choose one')
  const named = (name: 'add_members' | 'remove_members', texts: readonly string[]): CallValue[] =>
    texts.length === 0 ? [] : [callValue('Members', name, { accounts: texts.map(accountNamed) })]
  return [
    // Whom it adds is let in before the doors close.
    ...named('add_members', add),
    ...named('remove_members', remove),
    ...(open || close ? [callValue('Members', 'set_members_only', { enabled: close })] : []),
  ]
}

async function show(client: Client, json: boolean): Promise<void> {
  const [closed, rows] = await Promise.all([
    client.get(Members.MembersOnly),
    client.entries(Members.IsMember),
  ])
  const members = rows.map(([[account]]): AccountId => account).map(account => ss58Encode(account))
  if (json) return printJsonLine({ membersOnly: closed, members })
  say(closed ? 'only these and their hotkeys may send:' : 'open to everybody; were it not, these could send:')
  for (const one of members) say(one)
}
