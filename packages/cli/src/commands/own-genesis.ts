// What `taonet network init` puts into a genesis beside what the profile brings: who rules, who has what, who may act.
import type { GenesisSpec } from '@taonet/runtime'
import { type AccountId, NetError } from '@taonet/wire'
import { accountNamed } from './account-named.ts'

export interface OwnGenesis {
  /** Address of the sudo key. With it nobody is funded but by `grant`. */
  readonly root?: string
  /** `ADDRESS=TAO`. */
  readonly grant: readonly string[]
  /** Addresses of coldkeys; none = the chain is open to everybody. */
  readonly member: readonly string[]
  readonly needTls: boolean
}

const RAO_PLACES = 9

/** Without any choice, the specification as it is. @throws NetError `options`, `address`. */
export function withOwn(spec: GenesisSpec, { root, grant, member, needTls }: OwnGenesis): GenesisSpec {
  if (root !== undefined && grant.length === 0)
    throw new NetError('options', 'nobody would have TAO', 'say who has what: --grant ADDRESS=TAO')
  const granted = grants(grant)
  const named = new Set(granted.map(([account]) => account))
  // Who rules is one of the development accounts still: it needs TAO to say anything.
  const others = root === undefined ? spec.balances.filter(([account]) => !named.has(account)) : []
  return {
    ...spec,
    ...(root === undefined ? {} : { sudo: accountNamed(root) }),
    ...(grant.length === 0 ? {} : { balances: [...others, ...granted] }),
    ...(member.length === 0 ? {} : { members: [...new Set(member.map(accountNamed))] }),
    ...(needTls ? { axonsNeedTls: true } : {}),
  }
}

function grants(texts: readonly string[]): readonly (readonly [AccountId, string])[] {
  const found = new Map<AccountId, string>()
  for (const text of texts) {
    const [, address = '', whole = '', part = ''] = /^(\w+)=(\d{1,8})(?:\.(\d{1,9}))?$/.exec(text) ?? []
    const rao = BigInt(whole + part.padEnd(RAO_PLACES, '0'))
    const account = accountNamed(address)
    if (rao === 0n || found.has(account))
      throw new NetError('options', `"${text}" grants nothing, or twice`, 'like --grant 5F…=1000')
    found.set(account, rao.toString())
  }
  return [...found]
}
