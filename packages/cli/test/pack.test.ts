// The published package: plain JavaScript that runs where Node strips no types, with everything of ours inside. In the quick
// tier it is unpacked below this repository's node_modules and finds its dependencies there; the full tier installs it.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const unpacked = join(root, 'node_modules', '.cache', 'pack-test')
const tarball = join(root, 'dist', 'taonet-0.1.0.tgz')

before(async () => {
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'pack.ts')], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  })
  rmSync(unpacked, { recursive: true, force: true })
  mkdirSync(unpacked, { recursive: true })
  await run('tar', ['xzf', tarball, '-C', unpacked])
})
after(() => rmSync(unpacked, { recursive: true, force: true }))

/** The first line of the node's output that is JSON; the node is stopped. */
function firstJsonLine(bin: string, cwd: string): Promise<{ url: string; genesis: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, 'node', '--dev', '--tmp', '--rpc-port', '0', '--json'], {
      cwd,
    })
    let output = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.stdout.on('data', (piece: Buffer) => {
      output += piece.toString()
      const line = output.split('\n').find(one => one.startsWith('{'))
      if (line === undefined || !line.endsWith('}')) return
      child.kill('SIGINT')
      resolve(JSON.parse(line))
    })
    child.stderr.on('data', (piece: Buffer) => {
      output += piece.toString()
    })
    child.once('exit', code => {
      clearTimeout(timer)
      reject(new Error(`the packed node ended with ${code}: ${output.slice(-2000)}`))
    })
  })
}

test('the tarball holds JavaScript and its types, with weights and page, and no file of the tests', () => {
  const files = readdirSync(join(unpacked, 'package'), { recursive: true, encoding: 'utf8' })
  const code = files.filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  assert.deepEqual(code, [])
  assert.deepEqual(
    files.filter(file => /\.test\.js$/.test(file)),
    [],
  )
  const ours = join(unpacked, 'package', 'node_modules', '@taonet')
  assert.ok(readdirSync(join(ours, 'models', 'weights')).some(file => file.endsWith('.gguf')))
  for (const kind of ['js', 'd.ts'])
    assert.ok(existsSync(join(ours, 'runtime', 'src', `index.${kind}`)), kind)
})

test('the packed command runs a chain', async () => {
  const ready = await firstJsonLine(join(unpacked, 'package', 'bin', 'taonet.js'), unpacked)
  assert.match(ready.url, /^ws:\/\/127\.0\.0\.1:\d+$/)
  assert.match(ready.genesis, /^0x[0-9a-f]{64}$/)
})

test('the packed command writes a subnet that finds its packages and their types, and keeps its promises', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-packed-subnet-'))
  try {
    const bin = join(unpacked, 'package', 'bin', 'taonet.js')
    await run(process.execPath, [bin, 'new', 'subnet', 'wheat', '--dir', folder, '--yes'], { cwd: folder })
    // A test in a test would report to the outer one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { stdout } = await run(process.execPath, ['--test', 'wheat.test.ts'], { cwd: folder, env })
    assert.match(stdout, /pass 3/)
    const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc')
    await run(process.execPath, [tsc], { cwd: folder, env })
    writeFileSync(
      join(folder, 'wrong.ts'),
      "import { defineSubnet } from '@taonet/neuron'\ndefineSubnet(1)\n",
    )
    await assert.rejects(run(process.execPath, [tsc], { cwd: folder, env }), { stdout: /wrong\.ts.*TS2345/ })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

if (process.env.TAONET_TIER === 'full' || process.env.TAONET_TIER === 'soak') {
  test('the tarball installs into an empty project and runs there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taonet-install-'))
    try {
      writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }')
      await run('npm', ['install', '--ignore-scripts', '--no-fund', '--no-audit', tarball], {
        cwd: folder,
        maxBuffer: 16 * 1024 * 1024,
      })
      const ready = await firstJsonLine(join(folder, 'node_modules', 'taonet', 'bin', 'taonet.js'), folder)
      assert.match(ready.genesis, /^0x[0-9a-f]{64}$/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
