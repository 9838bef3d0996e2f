// What the chapters do, joined: the one list of implementations, block steps, invariants, views, and runtime APIs.

import type { ApiImplementation } from './api.ts'
import { apiAnswers } from './apis/answers.ts'
import type { BlockStep } from './block-step.ts'
import { adminCalls } from './chapters/admin/calls.ts'
import { authoritiesCalls } from './chapters/authorities/calls.ts'
import { authoritiesGenesis } from './chapters/authorities/genesis.ts'
import { authoritiesInvariants } from './chapters/authorities/invariants.ts'
import { balancesCalls } from './chapters/balances/calls.ts'
import { balancesGenesis } from './chapters/balances/genesis.ts'
import { balancesInvariants } from './chapters/balances/invariants.ts'
import { childrenCalls } from './chapters/children/calls.ts'
import { childrenInvariants } from './chapters/children/invariants.ts'
import { commitmentsCalls } from './chapters/commitments/calls.ts'
import { commitmentsInvariants } from './chapters/commitments/invariants.ts'
import { crowdloanCalls } from './chapters/crowdloan/calls.ts'
import { crowdloanInvariants } from './chapters/crowdloan/invariants.ts'
import { dissolutionCalls } from './chapters/dissolution/calls.ts'
import { blockSteps as subtensorSteps } from './chapters/emission/block-step.ts'
import { emissionCalls } from './chapters/emission/calls.ts'
import { emissionInvariants } from './chapters/emission/invariants.ts'
import { emissionViews } from './chapters/emission/views.ts'
import { epochCalls } from './chapters/epoch/calls.ts'
import { ensureNotSwapping } from './chapters/keys/announcement.ts'
import { keysCalls } from './chapters/keys/calls.ts'
import { keysInvariants } from './chapters/keys/invariants.ts'
import { leasesCalls } from './chapters/leases/calls.ts'
import { leasesInvariants } from './chapters/leases/invariants.ts'
import { locksCalls } from './chapters/locks/calls.ts'
import { locksInvariants } from './chapters/locks/invariants.ts'
import { locksViews } from './chapters/locks/views.ts'
import { membersCalls } from './chapters/members/calls.ts'
import { membersGenesis } from './chapters/members/genesis.ts'
import { multisigCalls } from './chapters/multisig/calls.ts'
import { multisigInvariants } from './chapters/multisig/invariants.ts'
import { neuronsCalls } from './chapters/neurons/calls.ts'
import { neuronsInvariants } from './chapters/neurons/invariants.ts'
import { allowLoopbackAxons, axonsNeedTls } from './chapters/neurons/opening.ts'
import { preimageCalls } from './chapters/preimage/calls.ts'
import { preimageInvariants } from './chapters/preimage/invariants.ts'
import { proxyCalls } from './chapters/proxy/calls.ts'
import { proxyInvariants } from './chapters/proxy/invariants.ts'
import { safeModeCalls } from './chapters/safe-mode/calls.ts'
import { safeModeInvariants } from './chapters/safe-mode/invariants.ts'
import { ensureSafe, exitInTime } from './chapters/safe-mode/safe-mode.ts'
import { schedulerCalls } from './chapters/scheduler/calls.ts'
import { schedulerInvariants } from './chapters/scheduler/invariants.ts'
import { runSchedule } from './chapters/scheduler/turns.ts'
import { stakingCalls } from './chapters/staking/calls.ts'
import { stakingInvariants } from './chapters/staking/invariants.ts'
import { stakingViews } from './chapters/staking/views.ts'
import { subnetsCalls } from './chapters/subnets/calls.ts'
import { openFirstSubnet } from './chapters/subnets/first-subnet.ts'
import { openRootNetwork } from './chapters/subnets/genesis.ts'
import { subnetsInvariants } from './chapters/subnets/invariants.ts'
import { choosePace } from './chapters/subnets/pace.ts'
import { sudoCalls } from './chapters/sudo/calls.ts'
import { sudoGenesis } from './chapters/sudo/genesis.ts'
import { swapCalls } from './chapters/swap/calls.ts'
import { swapViews } from './chapters/swap/views.ts'
import { systemCalls } from './chapters/system/calls.ts'
import { timestampCalls } from './chapters/timestamp/calls.ts'
import { upgradesCalls } from './chapters/upgrades/calls.ts'
import { upgradeInTime, upgradesGenesis } from './chapters/upgrades/version.ts'
import { utilityCalls } from './chapters/utility/calls.ts'
import { weightsCalls } from './chapters/weights/calls.ts'
import { weightsInvariants } from './chapters/weights/invariants.ts'
import type { ComputedRow } from './computed.ts'
import { createDispatcher, type Dispatch } from './dispatch.ts'
import type { GenesisSpec } from './genesis-spec.ts'
import type { Implementation } from './implement.ts'
import { chooseNewSubnets } from './new-subnets.ts'
import { PROFILES } from './profile.ts'
import { pallets } from './tables.ts'
import type { Reads, World } from './world.ts'

const implementations = (dispatch: Dispatch): readonly Implementation[] => [
  systemCalls,
  timestampCalls,
  balancesCalls,
  subnetsCalls,
  dissolutionCalls,
  neuronsCalls,
  stakingCalls,
  childrenCalls,
  locksCalls,
  leasesCalls,
  keysCalls,
  weightsCalls,
  epochCalls,
  emissionCalls,
  utilityCalls(dispatch),
  sudoCalls(dispatch),
  multisigCalls(dispatch),
  preimageCalls,
  schedulerCalls,
  proxyCalls(dispatch),
  commitmentsCalls,
  adminCalls,
  crowdloanCalls(dispatch),
  safeModeCalls,
  membersCalls,
  authoritiesCalls,
  upgradesCalls,
  swapCalls,
]

export const dispatcher = createDispatcher(pallets, implementations, ensureNotSwapping, ensureSafe)

/** What runs at the start of every block, in this order (chain-emission §1.1); which rules these are is said before. */
export const blockSteps: readonly BlockStep[] = [
  { name: 'upgrade', run: upgradeInTime },
  ...subtensorSteps,
  { name: 'schedule', run: world => runSchedule(world, dispatcher.dispatch) },
  { name: 'safe mode', run: exitInTime },
]

export type GenesisStep = (world: World, spec: GenesisSpec) => void

/** What each chapter writes before the first block, in this order. */
export const genesisSteps: readonly GenesisStep[] = [
  authoritiesGenesis,
  upgradesGenesis,
  sudoGenesis,
  balancesGenesis,
  openRootNetwork,
  (world, spec) => spec.firstSubnet && openFirstSubnet(world),
  (world, spec) => allowLoopbackAxons(world, spec.allowLoopbackAxons),
  (world, spec) => spec.axonsNeedTls && axonsNeedTls(world),
  membersGenesis,
  (world, spec) => choosePace(world, PROFILES[spec.profile].fast),
  (world, spec) => chooseNewSubnets(world, spec.newSubnet),
]

export const invariants: readonly ((world: Reads) => void)[] = [
  balancesInvariants,
  subnetsInvariants,
  neuronsInvariants,
  stakingInvariants,
  childrenInvariants,
  locksInvariants,
  keysInvariants,
  multisigInvariants,
  preimageInvariants,
  schedulerInvariants,
  safeModeInvariants,
  proxyInvariants,
  weightsInvariants,
  emissionInvariants,
  commitmentsInvariants,
  crowdloanInvariants,
  leasesInvariants,
  authoritiesInvariants,
]

export const computedRows: readonly ComputedRow[] = [
  ...stakingViews,
  ...swapViews,
  ...emissionViews,
  ...locksViews,
]

/** The chapters' runtime APIs; those of the frame are made with the runtime (runtime.ts). */
export const apiImplementations: readonly ApiImplementation[] = apiAnswers
