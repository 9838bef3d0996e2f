// What the chapters do, joined: the one list of implementations, block steps, invariants, views, and runtime APIs.

import type { ApiImplementation } from './api.ts'
import type { BlockStep } from './block-step.ts'
import { auraGenesis } from './chapters/aura/genesis.ts'
import { balancesCalls } from './chapters/balances/calls.ts'
import { balancesGenesis } from './chapters/balances/genesis.ts'
import { balancesInvariants } from './chapters/balances/invariants.ts'
import { sudoCalls } from './chapters/sudo/calls.ts'
import { sudoGenesis } from './chapters/sudo/genesis.ts'
import { systemCalls } from './chapters/system/calls.ts'
import { timestampCalls } from './chapters/timestamp/calls.ts'
import { utilityCalls } from './chapters/utility/calls.ts'
import type { ComputedRow } from './computed.ts'
import { createDispatcher, type Dispatch } from './dispatch.ts'
import type { GenesisSpec } from './genesis-spec.ts'
import type { Implementation } from './implement.ts'
import type { Reads, World } from './world.ts'

const implementations = (dispatch: Dispatch): readonly Implementation[] => [
  systemCalls,
  timestampCalls,
  balancesCalls,
  utilityCalls(dispatch),
  sudoCalls(dispatch),
]

export const dispatcher = createDispatcher(implementations)

export type GenesisStep = (world: World, spec: GenesisSpec) => void

/** What each chapter writes before the first block, in this order. */
export const genesisSteps: readonly GenesisStep[] = [auraGenesis, sudoGenesis, balancesGenesis]

/** Run in this order at the start of every block, after the inherents. */
export const blockSteps: readonly BlockStep[] = []

export const invariants: readonly ((world: Reads) => void)[] = [balancesInvariants]

export const computedRows: readonly ComputedRow[] = []

/** The chapters' runtime APIs; those of the frame are made with the runtime (runtime.ts). */
export const apiImplementations: readonly ApiImplementation[] = []
