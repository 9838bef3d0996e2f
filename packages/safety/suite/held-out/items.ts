/** The items of the held-out half, some in disguises that were never seen before. */
import type { SuiteItem } from '../family.ts'
import { itemsOf } from '../items.ts'
import { heldOutFamilies } from './families.ts'
import { type StrangeEncoding, strangeEncodings } from './strange-encodings.ts'

const names = Object.keys(strangeEncodings) as StrangeEncoding[]

export const heldOutItems = (): SuiteItem[] =>
  itemsOf(
    heldOutFamilies,
    names.map(name => [name, strangeEncodings[name]] as const),
  )
