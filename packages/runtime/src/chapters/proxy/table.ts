// Proxies: accounts that may call in another's name, each what its kind allows, some only after an announcement
// (chain-governance §6.2).
import {
  AccountId32,
  compact,
  H256,
  MultiAddress,
  option,
  struct,
  tuple,
  u16,
  u32,
  type ValueOf,
} from '@taonet/wire'
import { mapOr } from '../../cell.ts'
import { bounded, DispatchResult } from '../../frame-types.ts'
import { account64, Tao } from '../../nouns.ts'
import { ProxyPallet } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'
import { ProxyType } from './kinds.ts'

export const MAX_PROXIES = 20
export const MAX_PENDING = 75
/** rao: once for having any, and for each. */
export const PROXY_DEPOSIT = { base: Tao(60_000_000n), each: Tao(33_000_000n) } as const
export const ANNOUNCEMENT_DEPOSIT = { base: Tao(36_000_000n), each: Tao(68_000_000n) } as const

const ProxyDefinition = struct(
  'pallet_subtensor_proxy::ProxyDefinition',
  { delegate: AccountId32, proxy_type: ProxyType, delay: u32 },
  [
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'ProxyType', of: ProxyType.shape },
    { name: 'BlockNumber', of: u32.shape },
  ],
)
export type ProxyDefinition = ValueOf<typeof ProxyDefinition>

const Announcement = struct(
  'pallet_subtensor_proxy::Announcement',
  { real: AccountId32, call_hash: H256, height: u32 },
  [
    { name: 'AccountId', of: AccountId32.shape },
    { name: 'Hash', of: H256.shape },
    { name: 'BlockNumber', of: u32.shape },
  ],
)
export type Announcement = ValueOf<typeof Announcement>

const proxyFields = { delegate: MultiAddress, proxy_type: ProxyType, delay: u32 } as const
const announced = { real: MultiAddress, call_hash: H256 } as const
const changed = {
  delegator: AccountId32,
  delegatee: AccountId32,
  proxy_type: ProxyType,
  delay: u32,
} as const

export const proxy = chapter(ProxyPallet, {
  storage: {
    Proxies: mapOr(
      [account64],
      tuple(bounded(ProxyDefinition), Tao),
      [[], Tao(0n)],
      'Who may call in the name of an account, and the deposit for it.',
    ),
    Announcements: mapOr(
      [account64],
      tuple(bounded(Announcement), Tao),
      [[], Tao(0n)],
      'What a proxy announced to call, and the deposit for it.',
    ),
  },
  calls: {
    0: call(
      'proxy',
      { real: MultiAddress, force_proxy_type: option(ProxyType), call: RuntimeCall },
      'Calls in the name of another account.',
    ),
    1: call('add_proxy', proxyFields, 'Lets another account call in the name of the signer.'),
    2: call('remove_proxy', proxyFields, 'Ends one proxy of the signer.'),
    3: call('remove_proxies', {}, 'Ends all proxies of the signer.'),
    4: call(
      'create_pure',
      { proxy_type: ProxyType, delay: u32, index: u16 },
      'Makes an account without a key, for which the signer is proxy.',
    ),
    5: call(
      'kill_pure',
      {
        spawner: MultiAddress,
        proxy_type: ProxyType,
        index: u16,
        height: compact(u32),
        ext_index: compact(u32),
      },
      'Ends the proxies of such an account, which then nobody reaches any more.',
    ),
    6: call('announce', announced, 'Announces a call in the name of another, by its hash.'),
    7: call('remove_announcement', announced, 'Takes back what the signer announced.'),
    8: call(
      'reject_announcement',
      { delegate: MultiAddress, call_hash: H256 },
      'Rejects what a proxy of the signer announced.',
    ),
    9: call(
      'proxy_announced',
      {
        delegate: MultiAddress,
        real: MultiAddress,
        force_proxy_type: option(ProxyType),
        call: RuntimeCall,
      },
      'Makes a call that a proxy announced, once its delay is over.',
    ),
    10: call('poke_deposit', {}, "Brings the signer's deposits to what they would be now."),
  },
  events: {
    0: event('ProxyExecuted', { result: DispatchResult }, 'A call ran in the name of another.'),
    1: event(
      'PureCreated',
      { pure: AccountId32, who: AccountId32, proxy_type: ProxyType, disambiguation_index: u16 },
      'An account without a key was made.',
    ),
    2: event(
      'PureKilled',
      { pure: AccountId32, spawner: AccountId32, proxy_type: ProxyType, disambiguation_index: u16 },
      'Nobody reaches this account any more.',
    ),
    3: event(
      'Announced',
      { real: AccountId32, proxy: AccountId32, call_hash: H256 },
      'A proxy announced a call.',
    ),
    4: event('ProxyAdded', changed, 'An account may call in the name of another.'),
    5: event('ProxyRemoved', changed, 'An account may no longer call in the name of another.'),
  },
  errors: {
    0: error('TooMany', 'There are as many as there may be.'),
    1: error('NotFound', 'There is no such proxy or announcement.'),
    2: error('NotProxy', 'The account is no proxy of the other.'),
    3: error('Unproxyable', 'The call is not of the kind of the proxy.'),
    4: error('Duplicate', 'There is such a proxy.'),
    5: error('NoPermission', 'The account is another one.'),
    6: error('Unannounced', 'The call was not announced, or not long enough ago.'),
    7: error('NoSelfProxy', 'Nobody is his own proxy.'),
  },
  constants: {
    ProxyDepositBase: constant(Tao, PROXY_DEPOSIT.base, 'Deposit for having proxies, in rao.'),
    ProxyDepositFactor: constant(Tao, PROXY_DEPOSIT.each, 'Deposit for each proxy, in rao.'),
    MaxProxies: constant(u32, MAX_PROXIES, 'Most proxies of one account.'),
    MaxPending: constant(u32, MAX_PENDING, 'Most announcements of one proxy.'),
    AnnouncementDepositBase: constant(Tao, ANNOUNCEMENT_DEPOSIT.base, 'Deposit for having announcements.'),
    AnnouncementDepositFactor: constant(Tao, ANNOUNCEMENT_DEPOSIT.each, 'Deposit for each announcement.'),
  },
})

export const { Proxies, Announcements } = proxy.storage
