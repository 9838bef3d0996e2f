// A process that commits blocks to a store and kills itself at one step of its durable writes: before, in the middle of and
// after each of them, in the log and in the database.
import { fdatasyncSync, ftruncateSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ready } from '@taonet/wire'
import type { LogFile } from '../src/store/block-log.ts'
import { openDiskStore } from '../src/store/disk-store.ts'
import { blockAt } from './store-blocks.ts'

const [dir = '', at = '', last = ''] = process.argv.slice(2)
let steps = 0
const step = (): void => {
  if (++steps === Number(at)) process.kill(process.pid, 'SIGKILL')
}

const file: LogFile = {
  write(descriptor, bytes, offset, length, position) {
    step()
    const half = length >> 1
    writeSync(descriptor, bytes, offset, half, position)
    step()
    const rest = writeSync(descriptor, bytes, offset + half, length - half, position + half)
    step()
    return half + rest
  },
  sync(descriptor) {
    fdatasyncSync(descriptor)
    step()
  },
  truncate(descriptor, length) {
    step()
    ftruncateSync(descriptor, length)
    step()
  },
}

const lmdb: typeof import('lmdb') = createRequire(import.meta.url)('lmdb')
const { open } = lmdb
// The store opens its database through this same module.
Object.assign(lmdb, {
  open(options: Parameters<typeof open>[0]) {
    const root = open(options)
    const transact = root.transactionSync.bind(root)
    root.transactionSync = action => {
      step()
      const result = transact(() => {
        const inside = action()
        step()
        return inside
      })
      step()
      return result
    }
    return root
  },
})

await ready()
const store = openDiskStore(dir, 'archive', file)
for (let number = 0; number <= Number(last); number++) {
  store.commit(blockAt(number))
  writeSync(1, `${number}\n`)
}
store.close()
