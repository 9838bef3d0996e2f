// `taonet network members`: who may act on a chain that is not open to everybody, and what root changes about that.
import { type Client, connect } from '@taonet/client'
import { type CallValue, callValue, storage } from '@taonet/runtime/tables'
import { type AccountId, NetError, ready, ss58Encode } from '@taonet/wire'
import { changeAsRoot } from '../join/root-call.ts'
import { printJsonLine, say } from '../terminal.ts'
import { accountNamed } from './account-named.ts'

export interface MembersOptions {
  readonly chainUrl: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly open: boolean
  readonly close: boolean
  /** Whose coldkey is the sudo key; needed for changes. */
  readonly wallet?: string
  readonly walletPath?: string
  readonly json: boolean
}

const { Members } = storage

/** @throws NetError `options`, `address`; ChainError. */
export async function membersCommand(options: MembersOptions): Promise<void> {
  const changes = asked(options)
  await ready()
  const client = await connect(options.chainUrl, { timeout: 10_000 })
  try {
    await changeAsRoot(client, 'members', changes, options)
    await show(client, options.json)
  } finally {
    client.close()
  }
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
