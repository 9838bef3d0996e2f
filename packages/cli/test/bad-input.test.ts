// What goes wrong on the way to a network: each ends by itself, with a reason, a hint, and a code that is not 0.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Finished, freePorts, type Ports, startNetwork, taonet, until } from './network.ts'

let root: string
const inside = (name: string): string => join(root, name)

before(() => {
  root = mkdtempSync(join(tmpdir(), 'taonet-bad-'))
})

after(() => rmSync(root, { recursive: true, force: true }))

function upWith(data: string, ports: Ports, more: readonly string[] = []): Promise<Finished> {
  const { rpc, gateway, neurons } = ports
  return taonet(
    [
      'up',
      ...['--data', data, '--rpc-port', String(rpc), '--gateway-port', String(gateway)],
      ...['--neuron-port', String(neurons), ...more],
    ],
    { env: { TAONET_OFFLINE: '1' }, patience: 90_000 },
  )
}

/** Refused with words and advice; a stack trace is neither. */
function refused({ code, stderr }: Finished, reason: RegExp, hint: RegExp): void {
  assert.equal(code, 1, stderr)
  assert.match(stderr, reason)
  assert.match(stderr, hint)
  assert.doesNotMatch(stderr, /^\s+at /m, 'no stack trace')
}

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

describe('taonet up refuses', () => {
  const options = { rpc: '--rpc-port', gateway: '--gateway-port', neurons: '--neuron-port' } as const
  for (const name of ['rpc', 'gateway', 'neurons'] as const)
    test(`a port in use: ${name}`, async () => {
      const ports = await freePorts()
      const server = await occupy(ports[name])
      try {
        const finished = await upWith(inside(`port-${name}`), ports)
        refused(finished, new RegExp(`port ${ports[name]} is in use`), new RegExp(`hint:.*${options[name]}`))
      } finally {
        server.close()
      }
    })

  test('a data directory that cannot be', async () => {
    writeFileSync(inside('file'), '')
    refused(
      await upWith(join(inside('file'), 'data'), await freePorts()),
      /cannot be written/,
      /hint:.*--data/,
    )
  })

  test('a data directory of another version', async () => {
    const data = inside('old')
    mkdirSync(data)
    writeFileSync(join(data, 'up.json'), '{"format": 999}')
    refused(await upWith(data, await freePorts()), /another version/, /hint:.*--data/)
  })

  test('a model that is not there', async () => {
    const finished = await upWith(inside('model'), await freePorts(), ['--model', inside('nothing.gguf')])
    refused(finished, /nothing\.gguf/, /hint:/)
  })

  if (mayMount())
    test('a full disk', async () => {
      const disk = mountTiny()
      try {
        writeFileSync(join(disk, 'ballast'), fill())
        refused(await upWith(join(disk, 'data'), await freePorts()), /cannot be written|no space/i, /hint:/)
      } finally {
        unmount(disk)
      }
    })
})

test('Ctrl-C while it starts stops what has started, and the next start goes on from there', async () => {
  const env = { TAONET_OFFLINE: '1' }
  const data = inside('interrupted')
  const first = await startNetwork({ env, data })
  try {
    await until('the chain', 60_000, () => (/✔ chain/.test(first.output()) ? true : undefined), 20)
    assert.equal(await first.stop('SIGINT'), 0)
    assert.deepEqual(await first.gone(), [])
    assert.doesNotMatch(first.output(), /✘/)
  } finally {
    await first.dispose()
  }
  const second = await startNetwork({ env, data, ports: first.ports })
  try {
    await second.ready()
    assert.equal(await second.stop('SIGINT'), 0)
    assert.deepEqual(await second.gone(), [])
  } finally {
    await second.dispose()
  }
})

/** A file system of one megabyte. */
function mountTiny(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
  return folder
}

function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true, force: true })
}

/** Only root may, and not in every container: where we may not, the test does not exist. */
function mayMount(): boolean {
  try {
    unmount(mountTiny())
    return true
  } catch {
    return false
  }
}

/** Leaves a few pages: enough to begin with, too little to go on. */
const fill = (): Uint8Array => new Uint8Array(1024 * 1024 - 64 * 1024)

describe('the command refuses', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a command it does not know', ['fly'], /unknown command 'fly'[\s\S]*taonet --help/],
    ['an option it does not know', ['up', '--wings'], /unknown option '--wings'[\s\S]*--help/],
    ['a subnet it does not have', ['up', '--subnets', 'poetry'], /poetry[\s\S]*text, embeddings/],
    ['a port that is none', ['up', '--rpc-port', '99999'], /99999/],
    [
      'a chain it does not know',
      ['node', '--chain', 'mars', '--tmp'],
      /no chain "mars"[\s\S]*dev, local or public/,
    ],
    [
      'a wallet that is not there',
      ['wallet', 'show', 'nobody', '--wallet-path', '/nonexistent'],
      /no wallet "nobody"[\s\S]*hint:/,
    ],
    [
      'a wallet name that leaves its folder',
      ['wallet', 'new', '../evil', '--no-password', '--wallet-path', '/tmp'],
      /not a wallet or key name/,
    ],
    ['a subnet number that is none', ['query', 'metagraph', 'x'], /"x" is not a subnet number[\s\S]*hint:/],
  ]
  for (const [what, args, reason] of cases)
    test(what, async () => {
      const { code, stderr } = await taonet(args)
      assert.notEqual(code, 0)
      assert.match(stderr, reason)
      assert.doesNotMatch(stderr, /^\s+at /m, 'no stack trace')
    })

  test('to wait for a chain that does not answer, in JSON where that was asked for', async () => {
    const { rpc } = await freePorts(1)
    const url = ['--chain-url', `ws://127.0.0.1:${rpc}`]
    const { code, stdout, stderr } = await taonet(['query', ...url, 'subnets', '--json'])
    assert.equal(code, 1)
    assert.equal(stdout, '')
    const { error }: { error: { code: string; message: string; hint: string } } = JSON.parse(stderr)
    assert.ok(error.code !== '' && error.message !== '' && error.hint !== '', stderr)
  })
})

describe('taonet wallet', () => {
  const wallets = (): string[] => ['--wallet-path', inside('wallets'), '--json']

  test('makes, lists and shows; never twice', async () => {
    const made = await taonet(['wallet', 'new', 'alice', '--no-password', '--hotkey', 'first', ...wallets()])
    assert.equal(made.code, 0, made.stderr)
    const wallet = JSON.parse(made.stdout)
    assert.match(wallet.coldkey.address, /^5/)
    assert.equal(wallet.coldkey.mnemonic.split(' ').length, 12)

    const listed = JSON.parse((await taonet(['wallet', 'list', ...wallets()])).stdout)
    const hotkeys = [{ name: 'first', address: wallet.hotkey.address }]
    assert.deepEqual(listed, [{ name: 'alice', coldkey: wallet.coldkey.address, hotkeys }])

    const shown = JSON.parse((await taonet(['wallet', 'show', 'alice', ...wallets()])).stdout)
    assert.deepEqual(shown, { name: 'alice', coldkey: wallet.coldkey.address, hotkeys })

    const again = await taonet(['wallet', 'new', 'alice', '--no-password', ...wallets()])
    assert.equal(again.code, 1)
    assert.equal(JSON.parse(again.stderr).error.code, 'exists')
  })

  test('asks for a password where nobody can answer: refused, not hung', async () => {
    const { code, stderr } = await taonet(['wallet', 'new', 'bob', ...wallets()])
    assert.equal(code, 1)
    assert.equal(JSON.parse(stderr).error.code, 'no-terminal')
  })

  test('restores a coldkey from its words', async () => {
    const words = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
    const made = await taonet(['wallet', 'new', 'dev', '--no-password', '--mnemonic', words, ...wallets()])
    assert.equal(JSON.parse(made.stdout).coldkey.address, '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV')
  })
})
