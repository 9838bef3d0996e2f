/** The labelled suite for whoever stands before users and wants to know what escapes: both halves, item by item. */
import { devFamilies } from '../suite/dev/families.ts'
import type { SuiteItem } from '../suite/family.ts'
import { itemsOf } from '../suite/items.ts'

export type { SuiteItem } from '../suite/family.ts'
export { heldOutItems } from '../suite/held-out/items.ts'

export const developmentItems = (): readonly SuiteItem[] => itemsOf(devFamilies)
