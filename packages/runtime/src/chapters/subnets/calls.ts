// What may be called about subnets (chain-registry §3.1, §3.5; wire-interface §2.4).
import { I96F32 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { changeParameter } from '../admin/change.ts'
import { registeredSomewhere } from '../neurons/registry.ts'
import { neurons } from '../neurons/table.ts'
import { OwnedHotkeys } from '../staking/table.ts'
import { ensureNetworkPace, registerNetwork } from './creation.ts'
import { identifyColdkey, identifySubnet } from './identity.ts'
import { setActivityCutoffFactor, setTempo, startCall, triggerEpoch } from './owner-acts.ts'
import { ensureOwnerOrRoot, ensureSubnetExists } from './registry.ts'
import { changeSymbol } from './symbols.ts'
import { RootClaimableThreshold, SubnetOwner, subnets } from './table.ts'

/** alpha-rao. */
const MAX_ROOT_CLAIM_THRESHOLD = 10_000_000n

export const subnetsCalls = implement(
  subnets,
  {
    register_network(world, origin, { hotkey }) {
      registerNetwork(world, ensureSigned(origin), hotkey)
    },
    register_network_with_identity(world, origin, { hotkey, identity }) {
      registerNetwork(world, ensureSigned(origin), hotkey, identity)
    },
    start_call(world, origin, { netuid }) {
      startCall(world, origin, netuid)
    },
    set_identity(world, origin, identity) {
      const coldkey = ensureSigned(origin)
      ensure(
        OwnedHotkeys.get(world, coldkey).some(hotkey => registeredSomewhere(world, hotkey)),
        neurons.error.HotKeyNotRegisteredInNetwork,
      )
      identifyColdkey(world, coldkey, identity)
    },
    set_subnet_identity(world, origin, { netuid, ...identity }) {
      const coldkey = ensureSigned(origin)
      ensure(SubnetOwner.get(world, netuid) === coldkey, subnets.error.NotSubnetOwner)
      identifySubnet(world, netuid, identity)
    },
    update_symbol(world, origin, { netuid, symbol }) {
      ensureSubnetExists(world, netuid)
      ensureOwnerOrRoot(world, origin, netuid)
      changeSymbol(world, netuid, symbol)
    },
    set_tempo(world, origin, { netuid, tempo }) {
      setTempo(world, origin, netuid, tempo)
    },
    set_activity_cutoff_factor(world, origin, { netuid, factor_milli }) {
      setActivityCutoffFactor(world, origin, netuid, factor_milli)
    },
    trigger_epoch(world, origin, { netuid }) {
      triggerEpoch(world, origin, netuid)
    },
    sudo_set_tx_childkey_take_rate_limit(world, origin, { tx_rate_limit }) {
      changeParameter(world, origin, 'TxChildkeyTakeRateLimit', undefined, tx_rate_limit)
    },
    sudo_set_min_childkey_take(world, origin, { take }) {
      changeParameter(world, origin, 'MinChildkeyTake', undefined, take)
    },
    sudo_set_max_childkey_take(world, origin, { take }) {
      changeParameter(world, origin, 'MaxChildkeyTake', undefined, take)
    },
    set_pending_childkey_cooldown(world, origin, { cooldown }) {
      changeParameter(world, origin, 'PendingChildKeyCooldown', undefined, cooldown)
    },
    sudo_set_num_root_claims(world, origin, { new_value }) {
      changeParameter(world, origin, 'NumRootClaim', undefined, new_value)
    },
    sudo_set_root_claim_threshold(world, origin, { netuid, new_value }) {
      ensureSubnetExists(world, netuid)
      ensureOwnerOrRoot(world, origin, netuid)
      ensure(new_value <= MAX_ROOT_CLAIM_THRESHOLD, subnets.error.InvalidRootClaimThreshold)
      RootClaimableThreshold.put(world, netuid, I96F32.fromInteger(new_value))
    },
  },
  {
    register_network: ensureNetworkPace,
  },
)
