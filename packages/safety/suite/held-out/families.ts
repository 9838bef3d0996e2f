/** The held-out half: opened after thresholds and weights were frozen, and never learned from. */
import type { SuiteFamily } from '../family.ts'
import { heldOutAttacks } from './attacks.ts'
import { heldOutHarmless } from './harmless.ts'

export const heldOutFamilies: readonly SuiteFamily[] = [...heldOutAttacks, ...heldOutHarmless]
