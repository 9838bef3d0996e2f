// `--chain-url` several times: the next node is asked where one is not there, and nobody but those that were named.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startNode } from '@taonet/node'
import { taonet } from './network.ts'

const node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'manual' })
const folder = mkdtempSync(join(tmpdir(), 'taonet-several-'))
after(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const nobody = 'ws://127.0.0.1:1'
/** Ends as soon as the chain is reached, for want of a wallet and of somebody who could be asked to make one. */
const begin = (...urls: readonly string[]) =>
  taonet([...['subnet', 'start', '1', '--wallet-path', folder], ...urls.flatMap(url => ['--chain-url', url])])

test('the second node is asked where the first is not there', async () => {
  const { code, stderr } = await begin(nobody, `ws://127.0.0.1:${node.rpcPort}`)
  assert.equal(code, 1)
  assert.match(stderr, /There is no wallet "owner"/)
})

test('one that is named replaces the default', async () => {
  const { code, stderr } = await begin(nobody)
  assert.equal(code, 1)
  assert.match(stderr, /no node answers at ws:\/\/127\.0\.0\.1:1\b/)
  assert.doesNotMatch(stderr, /9944/)
})
