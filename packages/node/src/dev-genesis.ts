// The genesis of a chain that nobody described: funded development accounts, sudo //Alice (DESIGN §6). It has no subnet
// but root, no neuron and no stake: those come by ordinary calls.
import type { GenesisSpec, ProfileName } from '@taonet/runtime'
import { type AccountId, accountId } from '@taonet/wire'

/** sr25519 public keys of the development phrase; written out because deriving them would cost start-up time. */
export const DEV_ACCOUNTS = {
  alice: accountId('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'),
  bob: accountId('0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48'),
  charlie: accountId('0x90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22'),
  dave: accountId('0x306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20'),
  eve: accountId('0xe659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e'),
  ferdie: accountId('0x1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c'),
} as const

/** The text `taonet/authority` as an account: nobody has its key, so no test user is paid the fees. */
const AUTHORITY: AccountId = accountId(
  `0x${Buffer.from('taonet/authority'.padEnd(32, '\0')).toString('hex')}`,
)

/** Six of them stay below the 10.5 M TAO at which block emission halves. */
const FUNDS_RAO = `${1_000_000n * 1_000_000_000n}`

const CHAIN_NAMES = { dev: 'taonet development', local: 'taonet local', public: 'taonet' } as const

export function defaultGenesis(profile: ProfileName): GenesisSpec {
  return {
    profile,
    chain: CHAIN_NAMES[profile],
    sudo: DEV_ACCOUNTS.alice,
    balances: Object.values(DEV_ACCOUNTS).map(account => [account, FUNDS_RAO] as const),
    authorities: [AUTHORITY],
    allowLoopbackAxons: profile === 'dev',
    values: VALUES[profile],
    newSubnet: NEW_SUBNET[profile],
  }
}

/** `dev` is for trying things: no waiting between two changes of the same thing. */
const DEV_VALUES = {
  'SubtensorModule.AdminFreezeWindow': 2,
  'SubtensorModule.NetworkRateLimit': 0,
  'SubtensorModule.OwnerHyperparamRateLimit': 0,
  'SubtensorModule.TxChildkeyTakeRateLimit': 0,
  'SubtensorModule.TxDelegateTakeRateLimit': 0,
  'SubtensorModule.TxRateLimit': 0,
  'SubtensorModule.WeightsVersionKeyRateLimit': 0,
}
/** Waits that the reference's local chain shortens, beside those that are constants (DESIGN §6). */
const LOCAL_VALUES = {
  'SubtensorModule.ColdkeySwapAnnouncementDelay': 50,
  'SubtensorModule.ColdkeySwapReannouncementDelay': 10,
  'SubtensorModule.NetworkRateLimit': 0,
  'SubtensorModule.PendingChildKeyCooldown': 0,
}
const VALUES = { dev: DEV_VALUES, local: LOCAL_VALUES, public: {} } as const
/** Stock SDKs would send timelocked commits, which nobody here opens: commit-reveal starts off (DESIGN §6). */
const NEW_SUBNET = {
  dev: { Tempo: 20, WeightsSetRateLimit: 0, ServingRateLimit: 0, CommitRevealWeightsEnabled: false },
  local: { CommitRevealWeightsEnabled: false },
  public: {},
} as const
