// What `deploy/` says of us holds: its commands and flags are there, and what its dashboard draws is measured.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startGateway } from '@taonet/gateway'
import { ENGINE_METRICS, startNode } from '@taonet/node'
import { openValidatorPort } from '../src/join/validator-port.ts'
import { taonet } from './network.ts'

const deploy = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../deploy/${path}`, import.meta.url)), 'utf8')

const folder = mkdtempSync(join(tmpdir(), 'taonet-deploy-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function measured(port: number): Promise<readonly string[]> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  )
}

/** By the job of prometheus.yaml that asks for it. */
async function everythingMeasured(): Promise<Readonly<Record<string, ReadonlySet<string>>>> {
  const node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'manual' })
  const gateway = await startGateway({
    network: { subnets: [], validators: [] },
    folder,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:9944',
  })
  const validator = await openValidatorPort([], '127.0.0.1', 0)
  try {
    return {
      // A replicated node repeats its engine's; that each is there is tested with a real one.
      'taonet-node': new Set([...(await measured(node.rpcPort)), ...ENGINE_METRICS]),
      'taonet-gateway': new Set(await measured(gateway.port)),
      'taonet-validator': new Set(await measured(validator.port)),
    }
  } finally {
    await validator.close()
    await gateway.close(0)
    await node.stop()
  }
}

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

const METRIC = /\b((?:taonet|process|nodejs|cometbft)_\w+)(?:\{job="([\w-]+)"\})?/g

test('what the dashboard draws is measured by whom it asks', async () => {
  const { panels }: { panels: readonly Panel[] } = JSON.parse(deploy('grafana/dashboards/taonet.json'))
  const jobs = await everythingMeasured()
  for (const job of deploy('prometheus.yaml').matchAll(/job_name: (\S+)/g))
    assert.ok(jobs[job[1] ?? ''], `${job[1]} is nobody's`)
  const all = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))
  assert.ok(all.length > 20)
  for (const { title, expr } of all) {
    const metrics = [...expr.matchAll(METRIC)]
    assert.ok(metrics.length > 0 || expr === 'up', `${title} draws nothing of ours`)
    for (const [, name = '', job = 'taonet-gateway'] of metrics)
      assert.ok(jobs[job]?.has(name), `${title}: ${job} has no ${name}`)
  }
})

/** Words of `taonet …`, as the unit and compose files have them. */
function commandLines(): readonly (readonly string[])[] {
  const units = readdirSync(fileURLToPath(new URL('../../../deploy/systemd/', import.meta.url)))
  const started = units.map(unit => {
    const text = deploy(`systemd/${unit}`)
    const line = /^ExecStart=\S+\/taonet (.*)$/m.exec(text)?.[1] ?? ''
    // What a variable holds by default, and what the comment above it says it may hold.
    const more = [...text.matchAll(/--[a-z][\w-]*/g)].map(([flag]) => flag)
    return [...line.split(' '), ...more]
  })
  const services = deploy('compose.yaml').split(/^ {2}(?=[\w-]+:$)/m)
  const composed = services
    .filter(service => service.includes('<<: *'))
    .flatMap(service => [...service.matchAll(/^ {4}command: (\[.*\])$/gm)])
    .map(([, words = '']): string[] => JSON.parse(words))
  const [, install = ''] =
    /^RUN \["packages\/cli\/bin\/taonet\.js", (.*)\]$/m.exec(deploy('Dockerfile')) ?? []
  assert.equal(units.length, 4)
  assert.equal(composed.length, 5, 'the network, and four nodes')
  return [...started, ...composed, JSON.parse(`[${install}]`)]
}

const isWord = (word: string): boolean => /^[a-z]+$/.test(word)

test('unit files, the compose file and the image name commands and flags that are there', async () => {
  const flagsOf = new Map<string, Set<string>>()
  for (const words of commandLines()) {
    const end = words.findIndex(word => !isWord(word))
    const command = words.slice(0, end < 0 ? words.length : end).join(' ')
    assert.notEqual(command, '')
    const flags = flagsOf.get(command) ?? new Set<string>()
    flagsOf.set(command, flags)
    for (const word of words) if (word.startsWith('--')) flags.add(word)
  }
  assert.deepEqual([...flagsOf.keys()].sort(), [
    'gateway',
    'miner wrap',
    'network init',
    'network install',
    'node',
    'validator',
  ])
  for (const [command, flags] of flagsOf) {
    const { code, stdout } = await taonet([...command.split(' '), '--help'])
    assert.equal(code, 0)
    // For a command that it does not know, the help is that of the one above.
    assert.ok(stdout.startsWith(`Usage: taonet ${command} `), `there is no "taonet ${command}"`)
    const known = new Set([...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag))
    for (const flag of flags) assert.ok(known.has(flag), `taonet ${command} has no ${flag}`)
  }
})
