// What `rpc_methods` lists, against every method that the specification of the wire names.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { startNode } from '../src/node.ts'
import { RpcClient } from './rpc-client.ts'

/** Named there and not served (docs/differences.md). */
const NOT_SERVED = ['system_dryRun']

function specified(): string[] {
  const spec = readFileSync(new URL('../../../docs/spec/wire-interface.md', import.meta.url), 'utf8')
  const table = spec.slice(spec.indexOf('### 1.2'), spec.indexOf('### 1.3'))
  const rows = table.split('\n').filter(line => line.startsWith('| `'))
  const heads = spec.slice(spec.indexOf('### 1.6'), spec.indexOf('## 2.'))
  const named = [...rows.map(row => row.split('|')[1] ?? ''), heads, spec.slice(spec.indexOf('## 4.'))]
    .join('\n')
    .matchAll(/`([a-zA-Z]+_(?:v1_)?[a-zA-Z]+)(?: \[[^`]*)?`/g)
  const prefixes =
    /^(account|archive|author|chain|chainHead|chainSpec|delegateInfo|engine|neuronInfo|payment|rpc|stakeInfo|state|subnetInfo|subscribe|swap|system|transaction)_/
  return [...new Set([...named].map(([, name]) => name!))].filter(name => prefixes.test(name)).sort()
}

test('every method that the specification names is served, and so are its groups', async t => {
  const node = await startNode({ profile: 'local', rpcPort: 0, sealing: 'manual' })
  t.after(() => node.stop())
  const client = await RpcClient.connect(node.rpcPort)
  const { methods } = (await client.ask('rpc_methods')) as { methods: string[] }
  client.close()
  const wanted = specified()
  assert.ok(wanted.length >= 55, `the specification names ${wanted.length} methods`)
  assert.deepEqual(
    wanted.filter(name => !methods.includes(name)),
    NOT_SERVED.filter(name => wanted.includes(name)),
  )
  for (const [group, least] of [
    ['chainHead_v1_', 9],
    ['archive_v1_', 10],
    ['transaction_v1_', 2],
    ['chainSpec_v1_', 3],
    ['engine_', 2],
    ['delegateInfo_', 3],
    ['neuronInfo_', 4],
    ['subnetInfo_', 18],
    ['swap_', 4],
  ] as const)
    assert.ok(methods.filter(name => name.startsWith(group)).length >= least, group)
})
