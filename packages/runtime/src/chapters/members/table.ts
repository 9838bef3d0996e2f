// Who may act on a private chain: a list of accounts that genesis begins and root changes. Ours; the base has nothing like it
// (adr/0005).
import { AccountId32, bool, vec } from '@taonet/wire'
import { mapOr, value } from '../../cell.ts'
import { account } from '../../nouns.ts'
import { Members } from '../../pallets.ts'
import { call, chapter, event } from '../../table.ts'

const accounts = { accounts: vec(AccountId32) } as const

export const members = chapter(Members, {
  storage: {
    MembersOnly: value(bool, false, 'Whether only members and their hotkeys may send extrinsics.'),
    IsMember: mapOr([account], bool, false, 'Accounts that may send extrinsics while it is so.'),
  },
  calls: {
    0: call('add_members', accounts, 'Root puts accounts on the list.', { each: 'accounts' }),
    1: call('remove_members', accounts, 'Root takes accounts off the list; what they hold stays theirs.', {
      each: 'accounts',
    }),
    2: call('set_members_only', { enabled: bool }, 'Root closes the chain to others, or opens it.'),
  },
  events: {
    0: event('MemberAdded', { account: AccountId32 }, 'An account came onto the list.'),
    1: event('MemberRemoved', { account: AccountId32 }, 'An account left the list.'),
    2: event('MembersOnlySet', { enabled: bool }, 'The chain was closed to others, or opened.'),
  },
})

export const { MembersOnly, IsMember } = members.storage
