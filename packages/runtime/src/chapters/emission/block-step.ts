// What runs at the start of every block, in the order of chain-emission §1.1.
import type { BlockStep } from '../../block-step.ts'
import { applyPendingChildren } from '../children/pending.ts'
import { forgetOldSwaps } from '../keys/pace.ts'
import { decayPrices } from '../neurons/price.ts'
import { noteRootProportions, updateMovingPrices } from './averages.ts'
import { claimForSome } from './claims.ts'
import { emitBlock } from './coinbase.ts'
import { runEpochs } from './drain.ts'

/**
 * Two steps of the reference have nothing to do here. (3) reveals timelocked weights with pulses of drand: this chain
 * takes no timelocked commits, because no pulse ever reaches it. (9) searches the share maps for coldkeys with root stake
 * that the index misses: ours is exact from the first stake on (root-stake.ts).
 */
export const blockSteps: readonly BlockStep[] = [
  { name: 'swaps of hotkeys', run: forgetOldSwaps },
  { name: 'registration prices', run: decayPrices },
  { name: 'emission', run: emitBlock },
  { name: 'epochs', run: runEpochs },
  { name: 'moving prices', run: updateMovingPrices },
  { name: 'root proportions', run: noteRootProportions },
  { name: 'children', run: applyPendingChildren },
  { name: 'root claims', run: claimForSome },
]
