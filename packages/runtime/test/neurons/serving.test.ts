// serve_axon, serve_axon_tls, serve_prometheus (chain-registry §3.8, §3.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { neuronsCalls } from '../../src/chapters/neurons/calls.ts'
import { allowLoopbackAxons, axonsNeedTls } from '../../src/chapters/neurons/opening.ts'
import { appendNeuron } from '../../src/chapters/neurons/registry.ts'
import { serveAxon, servePrometheus } from '../../src/chapters/neurons/serving.ts'
import { Axons, NeuronCertificates, Prometheus, ServingRateLimit } from '../../src/chapters/neurons/table.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { NetUid } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, refusalOf, testWorld } from '../world.ts'

const ONE = NetUid(1)
const hotkey = accountOf('hotkey')
const V4 = 0x01020304n
const axon = { version: 7, ip: V4, port: 8091, ip_type: 4, protocol: 4, placeholder1: 1, placeholder2: 2 }
const metrics = { version: 7, ip: V4, port: 9090, ip_type: 4 }

function member(block = 1_000) {
  const world = testWorld({ block })
  addNetwork(world, ONE, 1)
  appendNeuron(world, ONE, hotkey)
  return world
}

testOrder(
  'serve_axon',
  () => ({ world: member(), who: hotkey, claim: { ...axon } }),
  [
    {
      error: 'HotKeyNotRegisteredInNetwork',
      break: one => {
        one.who = accountOf('stranger')
      },
    },
    {
      error: 'InvalidIpType',
      break: one => {
        one.claim.ip_type = 5
      },
    },
    {
      error: 'InvalidIpAddress',
      break: one => {
        one.claim.ip = (1n << 128n) - 1n
      },
    },
    {
      error: 'ServingRateLimitExceeded',
      break: ({ world, who }) => Axons.put(world, ONE, who, { ...axon, block: 951n }),
    },
    {
      error: 'InvalidPort',
      break: one => {
        one.claim.port = 0
      },
    },
  ],
  ({ world, who, claim }) => serveAxon(world, ONE, who, claim),
)

testOrder(
  'serve_prometheus',
  () => ({ world: member(), who: hotkey, claim: { ...metrics } }),
  [
    {
      error: 'InvalidIpType',
      break: one => {
        one.claim.ip_type = 0
      },
    },
    {
      error: 'InvalidIpAddress',
      break: one => {
        one.claim.ip = (1n << 128n) - 1n
      },
    },
    {
      error: 'HotKeyNotRegisteredInNetwork',
      break: one => {
        one.who = accountOf('stranger')
      },
    },
    {
      error: 'ServingRateLimitExceeded',
      break: ({ world, who }) => Prometheus.put(world, ONE, who, { ...metrics, block: 951n }),
    },
    {
      error: 'InvalidPort',
      break: one => {
        one.claim.port = 0
      },
    },
  ],
  ({ world, who, claim }) => servePrometheus(world, ONE, who, claim),
)

const ADDRESSES: readonly (readonly [ip: bigint, type: number, axon: boolean, metrics: boolean])[] = [
  [V4, 4, true, true],
  [0n, 4, true, false],
  [0n, 6, true, false],
  [1n, 4, true, true],
  [1n, 6, false, false],
  [2n, 6, true, true],
  [0x7f000001n, 4, false, false],
  [0x7f000002n, 4, true, true],
  [0x7f000001n, 6, true, true],
  [(1n << 32n) - 2n, 4, true, true],
  [(1n << 32n) - 1n, 4, false, false],
  [1n << 32n, 4, false, false],
  [1n << 32n, 6, true, true],
  [(1n << 128n) - 2n, 6, true, true],
  [(1n << 128n) - 1n, 6, false, false],
]

for (const [ip, ip_type, asAxon, asMetrics] of ADDRESSES) {
  test(`address ${ip} of version ${ip_type}: axon ${asAxon}, metrics ${asMetrics}`, () => {
    const world = member()
    const refusal = (serve: () => void) => refusalOf(world, serve)?.name
    const expected = (fine: boolean) => (fine ? undefined : 'InvalidIpAddress')
    assert.equal(
      refusal(() => serveAxon(world, ONE, hotkey, { ...axon, ip, ip_type })),
      expected(asAxon),
    )
    assert.equal(
      refusal(() => servePrometheus(world, ONE, hotkey, { ...metrics, ip, ip_type })),
      expected(asMetrics),
    )
  })
}

test('where genesis allows it an axon may stand on the machine itself, and nothing else is allowed with it', () => {
  const world = member()
  ServingRateLimit.put(world, ONE, 0n)
  allowLoopbackAxons(world, true)
  serveAxon(world, ONE, hotkey, { ...axon, ip: 0x7f000001n })
  serveAxon(world, ONE, hotkey, { ...axon, ip: 1n, ip_type: 6 })
  for (const claim of [
    { ...axon, ip: (1n << 32n) - 1n },
    { ...axon, ip: (1n << 128n) - 1n, ip_type: 6 },
  ])
    assert.equal(refusalOf(world, () => serveAxon(world, ONE, hotkey, claim))?.name, 'InvalidIpAddress')
  assert.equal(
    refusalOf(world, () => servePrometheus(world, ONE, hotkey, { ...metrics, ip: 0x7f000001n }))?.name,
    'InvalidIpAddress',
  )
})

test('an address may change after exactly the limit; axon and metrics have stamps of their own', () => {
  const world = member(100)
  serveAxon(world, ONE, hotkey, axon)
  servePrometheus(world, ONE, hotkey, metrics)
  assert.deepEqual(Axons.get(world, ONE, hotkey), { ...axon, block: 100n })
  assert.deepEqual(Prometheus.get(world, ONE, hotkey), { ...metrics, block: 100n })
  assert.deepEqual(
    world.events.slice(-2).map(({ name }) => name),
    ['AxonServed', 'PrometheusServed'],
  )
  const again = () => refusalOf(world, () => serveAxon(world, ONE, hotkey, axon))?.name
  world.block = 149
  assert.equal(again(), 'ServingRateLimitExceeded')
  world.block = 150
  assert.equal(again(), undefined)
  ServingRateLimit.put(world, ONE, 0n)
  assert.equal(again(), undefined)
})

test('a certificate is one byte of algorithm and up to 64 of key; a malformed one changes nothing', () => {
  const world = member()
  ServingRateLimit.put(world, ONE, 0n)
  const serve = (certificate: Uint8Array) =>
    neuronsCalls.handlers.serve_axon_tls?.(world, signed(hotkey), { netuid: ONE, ...axon, certificate })
  serve(new Uint8Array())
  assert.equal(NeuronCertificates.get(world, ONE, hotkey), undefined)
  serve(new Uint8Array(66))
  assert.equal(NeuronCertificates.get(world, ONE, hotkey), undefined)
  serve(new Uint8Array(65).fill(3))
  const stored = { algorithm: 3, public_key: new Uint8Array(64).fill(3) }
  assert.deepEqual(NeuronCertificates.get(world, ONE, hotkey), stored)
  serve(new Uint8Array(66))
  assert.deepEqual(NeuronCertificates.get(world, ONE, hotkey), stored)
})

test('where genesis asks for TLS no axon stands without a key, and the pool says so too', () => {
  const ask = (certificate: Uint8Array | undefined, standing?: Uint8Array) => {
    const world = member()
    ServingRateLimit.put(world, ONE, 0n)
    axonsNeedTls(world)
    if (standing) serveAxon(world, ONE, hotkey, axon, standing)
    const name = certificate ? 'serve_axon_tls' : 'serve_axon'
    const args = { netuid: ONE, ...axon, port: 9, certificate }
    const refusals = (['guards', 'handlers'] as const).map(
      kind => refusalOf(world, () => neuronsCalls[kind][name]?.(world, signed(hotkey), args))?.name,
    )
    assert.equal(refusals[0], refusals[1])
    assert.equal(Axons.get(world, ONE, hotkey)?.port, refusals[1] ? standing && axon.port : 9)
    return refusals[1]
  }
  const key = new Uint8Array(33).fill(3)
  assert.equal(ask(key), undefined)
  for (const bad of [undefined, new Uint8Array(), Uint8Array.of(0), new Uint8Array(66)])
    assert.equal(ask(bad), 'AxonNeedsTls')
  // What is no certificate changes nothing, and neither does none; one without a key would take the old one away.
  assert.deepEqual([ask(undefined, key), ask(new Uint8Array(66), key)], [undefined, undefined])
  assert.equal(ask(Uint8Array.of(0), key), 'AxonNeedsTls')
})

test('the pool asks the same of an address as the call does', () => {
  const world = member()
  const guard = (name: string, claim: object) =>
    refusalOf(world, () => neuronsCalls.guards[name]?.(world, signed(hotkey), { netuid: ONE, ...claim }))
      ?.name
  assert.equal(guard('serve_axon', axon), undefined)
  assert.equal(guard('serve_axon', { ...axon, port: 0 }), 'InvalidPort')
  assert.equal(
    guard('serve_axon_tls', { ...axon, ip_type: 9, certificate: new Uint8Array() }),
    'InvalidIpType',
  )
  assert.equal(guard('serve_prometheus', { ...metrics, ip: 0n }), 'InvalidIpAddress')
})
