// The engine's supervision, with shell scripts in the engine's place: what it does on a full disk, what it leaves behind.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { EngineProcess } from '../src/abci/engine-process.ts'
import { silent } from '../src/log.ts'

const root = await mkdtemp(join(tmpdir(), 'taonet-engine-'))
after(() => rm(root, { recursive: true, force: true }))

/** A folder with a program that `sh` runs. */
async function engineHome(name: string, script: string): Promise<{ binary: string; home: string }> {
  const home = join(root, name)
  const binary = join(home, 'engine')
  await mkdir(join(home, 'data'), { recursive: true })
  await writeFile(binary, `#!/bin/sh\n${script}\n`)
  await chmod(binary, 0o755)
  return { binary, home }
}

interface Supervised {
  readonly engine: EngineProcess
  /** What it said last, when it is lost next. */
  lost(): Promise<string>
}

function supervise({ binary, home }: { readonly binary: string; readonly home: string }): Supervised {
  const losses: string[] = []
  let heard = Promise.withResolvers<void>()
  const engine = new EngineProcess({
    ...{ binary, home, log: silent, wanted: () => true },
    sockets: { application: join(home, 'abci'), rpc: join(home, 'rpc') },
    environment: async () => ({}),
    onOtherState: () => {},
    onLoss(last) {
      losses.push(last)
      heard.resolve()
    },
  })
  return {
    engine,
    async lost() {
      while (losses.length === 0) await heard.promise
      heard = Promise.withResolvers()
      return losses.shift() ?? ''
    },
  }
}

const CRY = 'E[2026-11-22|23:42:26.740] CONSENSUS FAILURE!!!   module=consensus err="no space left on device"'

test('an engine that gives up and lives on is ended, and started again', async () => {
  const place = await engineHome('gives-up', `echo '${CRY}' >&2\nexec sleep 1000`)
  const { engine, lost } = supervise(place)
  engine.start()
  for (let life = 0; life < 2; life++) assert.match(await lost(), /no space left.*\ngave up its consensus$/s)
  await engine.stop()
})

test('what a peer brings into a line ends nothing', async () => {
  const place = await engineHome('a-peer', `echo 'E[x] Stopping peer err="${CRY}"' >&2\nsleep 1\nexit 3`)
  const { engine, lost } = supervise(place)
  engine.start()
  assert.match(await lost(), /\nended with 3$/)
  await engine.stop()
})

test('the engine that a killed node left behind is ended before the next one starts', {
  skip: process.platform === 'linux' ? false : 'needs /proc',
}, async () => {
  const place = await engineHome('left', 'while :; do sleep 0.1; done')
  // Stopped, so that it cannot end by itself.
  const leftover = spawn(place.binary, ['start', '--home', place.home], { stdio: 'ignore' })
  leftover.kill('SIGSTOP')
  const ended = once(leftover, 'exit')
  const file = join(place.home, 'data', 'engine.pid')
  await writeFile(file, `${leftover.pid}\n`)
  const { engine } = supervise(place)
  engine.start()
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  let noted = leftover.pid
  while (noted === leftover.pid || !noted) noted = Number(await readFile(file, 'utf8').catch(() => ''))
  assert.match(await readFile(`/proc/${noted}/cmdline`, 'utf8'), new RegExp(`start.*${place.home}`, 's'))
  await engine.stop()
})

test('a number that belongs to another process by now is left alone', async () => {
  const place = await engineHome('stranger', 'exit 5')
  await writeFile(join(place.home, 'data', 'engine.pid'), `${process.pid}\n`)
  const { engine, lost } = supervise(place)
  engine.start()
  assert.match(await lost(), /^ended with 5$/)
  await engine.stop()
})
