/** The development half: thresholds are chosen on it, and the training sentences were written with its misses in view. */
import type { SuiteFamily } from '../family.ts'
import { devAttacks } from './attacks.ts'
import { devHarmless } from './harmless.ts'

export const devFamilies: readonly SuiteFamily[] = [...devAttacks, ...devHarmless]
