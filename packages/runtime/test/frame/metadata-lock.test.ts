// Clients cache metadata by `specVersion`: a byte that changes without a new number breaks them silently. The lock ties the
// two together; after a change, raise EDITION in src/profile.ts and run this file with TAONET_RELOCK=1.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { blake2b256, bytesToHex } from '@taonet/wire'
import { createRuntime } from '../../src/index.ts'
import { PROFILES } from '../../src/profile.ts'

const LOCK = new URL('./metadata.lock.json', import.meta.url)

type Lock = Readonly<
  Record<string, { readonly specVersion: number; readonly v14: string; readonly v15: string }>
>

function current(): Lock {
  return Object.fromEntries(
    Object.values(PROFILES).map(profile => {
      const runtime = createRuntime(profile)
      const digest = (version: 14 | 15): string => bytesToHex(blake2b256(runtime.metadata(version)))
      return [profile.name, { specVersion: profile.specVersion, v14: digest(14), v15: digest(15) }]
    }),
  )
}

test('metadata bytes and specVersion change together', () => {
  const now = current()
  const locked: Lock = JSON.parse(readFileSync(LOCK, 'utf8'))
  if (process.env.TAONET_RELOCK === '1') {
    for (const [name, { specVersion, v14, v15 }] of Object.entries(now)) {
      const before = locked[name]
      const same = before === undefined || (before.v14 === v14 && before.v15 === v15)
      assert.ok(same || before.specVersion < specVersion, `${name}: raise EDITION before the lock`)
    }
    writeFileSync(LOCK, `${JSON.stringify(now, null, 2)}\n`)
    return
  }
  assert.deepEqual(now, locked, 'metadata changed: raise EDITION in src/profile.ts, then TAONET_RELOCK=1')
})

test('profiles whose metadata differ have different numbers', () => {
  const byNumber = new Map<number, string>()
  for (const { specVersion, v15 } of Object.values(current())) {
    assert.equal(byNumber.get(specVersion) ?? v15, v15)
    byNumber.set(specVersion, v15)
  }
})
