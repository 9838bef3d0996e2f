// Kinds of proxies and what each may call in another's name (chain-governance §6.2).
import type { Codec } from '@taonet/wire'
import type { CallValue } from '../../runtime-enums.ts'

/** At their wire number. */
const KINDS = [
  'Any',
  'Owner',
  'NonCritical',
  'NonTransfer',
  'Senate',
  'NonFungible',
  'Triumvirate',
  'Governance',
  'Staking',
  'Registration',
  'Transfer',
  'SmallTransfer',
  'RootWeights',
  'ChildKeys',
  'SudoUncheckedSetCode',
  'SwapHotkey',
  'SubnetLeaseBeneficiary',
  'RootClaim',
] as const

export type ProxyType = (typeof KINDS)[number]

export const kindNumber = (kind: ProxyType): number => KINDS.indexOf(kind)

export const ProxyType: Codec<ProxyType> = {
  shape: {
    kind: 'variant',
    path: 'subtensor_runtime_common::ProxyType',
    variants: KINDS.map((name, index) => ({ name, index, fields: [] })),
  },
  write: (writer, kind) => writer.u8(kindNumber(kind)),
  read(reader) {
    const kind = KINDS[reader.u8()]
    if (kind === undefined) throw new RangeError('no such kind of proxy')
    return kind
  },
}

/** rao, or alpha-rao: a small transfer stays below. */
const SMALL = 500_000_000n

const calls = (pallet: string, ...names: string[]): string[] => names.map(name => `${pallet}.${name}`)
const subtensor = (...names: string[]): string[] => calls('SubtensorModule', ...names)
const admin = (...names: string[]): string[] => calls('AdminUtils', ...names)

const COLDKEY_SWAP = subtensor(
  'swap_coldkey',
  'announce_coldkey_swap',
  'swap_coldkey_announced',
  'dispute_coldkey_swap',
  'reset_coldkey_swap',
  'clear_coldkey_swap_announcement',
)
const TRANSFERS = [
  ...calls('Balances', 'transfer_allow_death', 'transfer_keep_alive', 'transfer_all'),
  ...subtensor('transfer_stake'),
]
const STAKING = subtensor(
  'add_stake',
  'add_stake_limit',
  'remove_stake',
  'remove_stake_limit',
  'remove_stake_full_limit',
  'unstake_all',
  'unstake_all_alpha',
  'swap_stake',
  'swap_stake_limit',
  'move_stake',
  'set_root_claim_type',
)
const REGISTRATION = subtensor('burned_register', 'register', 'register_limit')
const HOTKEY_SWAP = subtensor('swap_hotkey', 'swap_hotkey_v2')
const OWNER_HOTKEY = admin('sudo_set_sn_owner_hotkey', 'sudo_set_subnet_owner_hotkey')

type Rule = (call: CallValue, name: string) => boolean
const among = (...lists: readonly string[][]): Rule => {
  const names = new Set(lists.flat())
  return (_, name) => names.has(name)
}
const but =
  (rule: Rule): Rule =>
  (call, name) =>
    !rule(call, name)
const nothing: Rule = () => false

const movesValue: Rule = (call, name) =>
  call.pallet === 'Balances' || among(subtensor('transfer_stake'), COLDKEY_SWAP)(call, name)
const critical: Rule = (call, name) =>
  call.pallet === 'Sudo' ||
  among(
    subtensor('dissolve_network', 'root_dissolve_network', 'root_register', 'burned_register'),
    COLDKEY_SWAP,
  )(call, name)
const fungible = among(
  STAKING,
  REGISTRATION,
  HOTKEY_SWAP,
  subtensor(
    'root_register',
    'register_network',
    'register_network_with_identity',
    'recycle_alpha',
    'burn_alpha',
    'add_stake_burn',
  ),
)

const isSmall: Rule = (call, name) => {
  const amount = name === 'SubtensorModule.transfer_stake' ? call.args.alpha_amount : call.args.value
  return among(TRANSFERS)(call, name) && typeof amount === 'bigint' && amount < SMALL
}

const RULES: Readonly<Record<ProxyType, Rule>> = {
  Any: () => true,
  Owner: (call, name) =>
    (call.pallet === 'AdminUtils' && !OWNER_HOTKEY.includes(name)) ||
    among(subtensor('set_subnet_identity', 'update_symbol'))(call, name),
  NonCritical: but(critical),
  NonTransfer: but(movesValue),
  NonFungible: (call, name) => !movesValue(call, name) && !fungible(call, name),
  Staking: among(STAKING),
  Registration: among(REGISTRATION),
  Transfer: among(TRANSFERS),
  SmallTransfer: isSmall,
  ChildKeys: among(subtensor('set_children', 'set_childkey_take')),
  SwapHotkey: among(HOTKEY_SWAP),
  SubnetLeaseBeneficiary: among(
    subtensor('start_call'),
    admin(
      'sudo_set_serving_rate_limit',
      'sudo_set_max_difficulty',
      'sudo_set_weights_version_key',
      'sudo_set_adjustment_alpha',
      'sudo_set_immunity_period',
      'sudo_set_min_allowed_weights',
      'sudo_set_rho',
      'sudo_set_activity_cutoff',
      'sudo_set_min_burn',
      'sudo_set_max_burn',
      'sudo_set_bonds_moving_average',
      'sudo_set_bonds_penalty',
      'sudo_set_commit_reveal_weights_enabled',
      'sudo_set_commit_reveal_weights_interval',
      'sudo_set_liquid_alpha_enabled',
      'sudo_set_alpha_values',
      'sudo_set_toggle_transfer',
    ),
  ),
  RootClaim: among(subtensor('claim_root')),
  // Bodies that are gone, and code that is not upgraded by a call here.
  Senate: nothing,
  Triumvirate: nothing,
  Governance: nothing,
  RootWeights: nothing,
  SudoUncheckedSetCode: nothing,
}

/** Whether a proxy of one kind may make or end one of the other. */
function covers(kind: ProxyType, other: ProxyType): boolean {
  if (kind === 'Any' || kind === other) return true
  if (kind === 'Transfer') return other === 'SmallTransfer'
  // Those that may transfer would give it what it must not have.
  return kind === 'NonTransfer' && !['Any', 'NonCritical', 'Transfer', 'SmallTransfer'].includes(other)
}

const isKind = (value: unknown): value is ProxyType => KINDS.some(kind => kind === value)
const isCall = (value: unknown): value is CallValue =>
  typeof value === 'object' && value !== null && 'pallet' in value && 'args' in value

function allowsProxyCall(kind: ProxyType, { name, args }: CallValue): boolean {
  if (name === 'remove_proxies' || name === 'kill_pure') return kind === 'Any'
  const other = args.proxy_type
  const changes = name === 'add_proxy' || name === 'remove_proxy'
  return !changes || (isKind(other) && covers(kind, other))
}

/** Whether a proxy may make the call, with every call in it. */
export function allows(kind: ProxyType, call: CallValue): boolean {
  if (call.pallet === 'Proxy' && !allowsProxyCall(kind, call)) return false
  if (!RULES[kind](call, `${call.pallet}.${call.name}`)) return false
  // A multisig's call runs as the multisig and a proxy's as whom it stands for: only these run as the caller.
  const runsAsCaller = call.pallet === 'Utility' || call.pallet === 'Crowdloan'
  const inner = runsAsCaller ? Object.values(call.args).flat().filter(isCall) : []
  return inner.every(one => allows(kind, one))
}
