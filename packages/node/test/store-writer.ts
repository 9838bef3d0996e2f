// A process that commits blocks to a store until somebody kills it, and announces each one once it is durable.

import { writeSync } from 'node:fs'
import { openStore } from '../src/store/index.ts'
import { blockAt } from './store-blocks.ts'

const store = openStore({ dir: process.argv[2] })
for (let number = (store.head?.number ?? -1) + 1; ; number++) {
  store.commit(blockAt(number))
  writeSync(1, `${number}\n`)
}
