// The engine's configuration and genesis: only what differs from its own defaults, and why.
import type { GenesisSpec } from '@taonet/runtime'
import { GENESIS_POWER, MAX_BLOCK_BYTES } from '@taonet/runtime'
import { POOL_LIMITS } from '../pool/entry.ts'
import { addressText, type EngineKey, publicKeyJson } from './engine-keys.ts'
import { BATCH } from './handover.ts'
import type { StateSync } from './state-sync.ts'

export interface EngineSettings {
  readonly moniker: string
  /** `HOST:PORT` where it listens for its peers. */
  readonly listen: string
  /** `ID@HOST:PORT` each. */
  readonly peers: readonly string[]
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** Peers may be on loopback or in a private network. */
  readonly privateAddresses: boolean
  /** Begins from a snapshot of others' instead of the first block. */
  readonly stateSync?: StateSync | undefined
}

/** Headroom for the engine's own header, commit and evidence beside the transactions. */
const ENGINE_BYTES = 4 * 1024 * 1024

const ms = (count: number): string => `"${Math.round(count)}ms"`

/** What a round itself takes of the time between two blocks where nodes are near each other. */
const ROUND_SHARE = 0.2

export function configToml(settings: EngineSettings): string {
  const { moniker, listen, peers, blockTime, privateAddresses } = settings
  return `# Written by taonet network init. What is not here has the engine's default.
moniker = ${JSON.stringify(moniker)}
log_level = "*:error"

[rpc]
# Reached through a socket that only its own node knows.
max_request_batch_size = ${BATCH}
max_body_bytes = ${2 * POOL_LIMITS.bytes}

[p2p]
laddr = "tcp://${listen}"
persistent_peers = "${peers.join(',')}"
# Otherwise it gives a peer up after minutes: a long partition would never heal.
persistent_peers_max_dial_period = "10s"
addr_book_strict = ${!privateAddresses}
allow_duplicate_ip = ${privateAddresses}
flush_throttle_timeout = "10ms"

[mempool]
# Our pool decides what waits and in which order; this list only carries.
size = ${POOL_LIMITS.count}
max_txs_bytes = ${POOL_LIMITS.bytes}
max_tx_bytes = ${MAX_BLOCK_BYTES}
cache_size = ${8 * POOL_LIMITS.count}

[consensus]
# The state of every block differs, so a block without transactions is worth one too.
create_empty_blocks = true
timeout_propose = ${ms(Math.max(1000, blockTime))}
timeout_prevote = ${ms(Math.max(200, blockTime / 4))}
timeout_precommit = ${ms(Math.max(200, blockTime / 4))}
timeout_commit = ${ms(blockTime * (1 - ROUND_SHARE))}
peer_gossip_sleep_duration = "10ms"

[tx_index]
# Clients ask our RPC.
indexer = "null"

[instrumentation]
# Under its node it is on, at a port of the node's choice; the node's own /metrics repeats what matters.
prometheus = false
prometheus_listen_addr = "127.0.0.1:26660"
${settings.stateSync ? stateSyncToml(settings.stateSync) : ''}`
}

/** Evidence is taken for two days (`genesisJson`); who signed a header that is older cannot be held to it any more. */
const TRUST_PERIOD = '48h0m0s'

const stateSyncToml = ({ servers, trustHeight, trustHash }: StateSync): string => `
[statesync]
# Only while there are no blocks: the engine passes over it afterwards.
enable = true
rpc_servers = "${servers.join(',')}"
trust_height = ${trustHeight}
trust_hash = "${trustHash}"
trust_period = "${TRUST_PERIOD}"
discovery_time = "5s"
`

export function genesisJson(
  chainId: string,
  time: Date,
  validators: readonly EngineKey[],
  spec: GenesisSpec,
): string {
  const document = {
    genesis_time: time.toISOString(),
    chain_id: chainId,
    initial_height: '1',
    consensus_params: {
      block: { max_bytes: String(MAX_BLOCK_BYTES + ENGINE_BYTES), max_gas: '-1' },
      evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
      validator: { pub_key_types: ['ed25519'] },
      version: { app: String(spec.specVersion ?? 0) },
      abci: { vote_extensions_enable_height: '0' },
    },
    validators: validators.map((key, index) => ({
      address: addressText(key),
      pub_key: publicKeyJson(key),
      power: String(GENESIS_POWER),
      name: `validator-${index + 1}`,
    })),
    app_hash: '',
    app_state: spec,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
