// The promise of durability: whatever was announced is there after a kill, a torn or damaged log, or a full disk.

import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  cpSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ready } from '@taonet/wire'
import fc from 'fast-check'
import type { LogFile } from '../src/store/block-log.ts'
import { openDiskStore } from '../src/store/disk-store.ts'
import { openStore, type Store, StoreError } from '../src/store/index.ts'
import { blockAt, statesUpTo } from './store-blocks.ts'

const effort = Number(process.env.TAONET_EFFORT ?? 1)
const kills = 15 * effort
const cases = 60 * effort
const root = mkdtempSync(join(tmpdir(), 'taonet-crash-'))
let directories = 0

before(ready)
after(() => rmSync(root, { recursive: true }))

function newDirectory(): string {
  const dir = join(root, String(directories++))
  mkdirSync(dir)
  return dir
}

const states = statesUpTo(300)
const code = (expected: string) => (error: unknown) => {
  assert.ok(error instanceof StoreError)
  assert.equal(error.code, expected)
  assert.ok(error.hint.length > 10)
  return true
}

function checkUpTo(store: Store, head: number, from = 0): void {
  assert.equal(store.head?.number, head)
  assert.equal(store.rootAfter(new Map()), states[head]?.root())
  for (let number = from; number <= head; number++) {
    const { hash, header, body, changes } = blockAt(number)
    assert.equal(store.hashOf(number), hash)
    assert.deepEqual(store.header(number), header)
    assert.deepEqual(store.body(number), body)
    for (const key of changes.keys()) assert.deepEqual(store.at(number)?.get(key), states[number]?.get(key))
  }
}

const writerFile = join(import.meta.dirname, 'store-writer.ts')

function startWriter(dir: string): { child: ChildProcess; announced: () => number } {
  const child = spawn(process.execPath, [writerFile, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout!.on('data', data => {
    text += data
  })
  const announced = () =>
    Number(
      text
        .slice(0, text.lastIndexOf('\n') + 1)
        .trimEnd()
        .split('\n')
        .at(-1) || -1,
    )
  return { child, announced }
}

test(`kill -9 at ${kills} random moments loses no announced block`, async () => {
  const dir = newDirectory()
  let reached = -1
  for (let round = 0; round < kills; round++) {
    const { child, announced } = startWriter(dir)
    const ended = once(child, 'close')
    // Longer than any start, so that every round announces something, and sometimes much.
    while (announced() < 0) await sleep(2)
    await sleep(Math.random() * 40)
    child.kill('SIGKILL')
    await ended
    const last = announced()
    const store = openStore({ dir })
    assert.ok(store.head !== undefined && store.head.number >= last, `${last} was announced`)
    assert.ok(last > reached)
    reached = store.head.number
    while (states.length <= reached) states.push(states.at(-1)!.apply(blockAt(states.length).changes))
    checkUpTo(store, reached, Math.max(0, reached - 60))
    store.close()
  }
})

const dyingFile = join(import.meta.dirname, 'store-dying.ts')
const LAST = 50

/** A process that commits blocks and dies at its step `at`: undefined when it had not so many. */
async function diesAt(dir: string, at: number): Promise<number | undefined> {
  const child = spawn(process.execPath, [dyingFile, dir, String(at), String(LAST)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', data => {
    text += data
  })
  const [code, signal] = await once(child, 'close')
  if (signal === null) {
    assert.equal(code, 0)
    return undefined
  }
  assert.equal(signal, 'SIGKILL')
  return Number(text.trimEnd().split('\n').at(-1) || -1)
}

test(`killed at each step of every durable write of ${LAST} blocks, it comes back by itself with the same roots`, async () => {
  // All of them in the longer tiers.
  const stride = effort > 1 ? 1 : 43
  let points = 0
  for (let at = 1; ; at += stride) {
    const dir = newDirectory()
    const announced = await diesAt(dir, at)
    if (announced === undefined) break
    points++
    const store = openStore({ dir })
    const head = store.head?.number ?? -1
    assert.ok(
      head === announced || head === announced + 1,
      `step ${at}: ${announced} announced, ${head} there`,
    )
    if (head >= 0) checkUpTo(store, head)
    // What an engine does then: it plays what is missing.
    for (let number = head + 1; number <= LAST; number++) store.commit(blockAt(number))
    store.close()
    const reopened = openStore({ dir })
    checkUpTo(reopened, LAST)
    reopened.close()
    rmSync(dir, { recursive: true })
  }
  assert.ok(points * stride > 4 * LAST - stride, `${points} points`)
})

/** A directory with ten blocks in the database and four in the log only. */
function crashedDirectory(): string {
  const dir = newDirectory()
  let store = openStore({ dir })
  for (let number = 0; number < 10; number++) store.commit(blockAt(number))
  store.close()
  store = openStore({ dir })
  for (let number = 10; number < 14; number++) store.commit(blockAt(number))
  const crashed = newDirectory()
  for (const name of ['FORMAT', 'state.mdb', 'blocks.log']) copyFileSync(join(dir, name), join(crashed, name))
  store.close()
  return crashed
}

const crashed = crashedDirectory()
const log = readFileSync(join(crashed, 'blocks.log'))
/** Name, mark and its checksum. */
const HEADER = 16
const mark = log.subarray(4, 12)
const frames: number[] = []
for (let at = log.indexOf(mark, HEADER); at >= 0; at = log.indexOf(mark, at + 1)) frames.push(at)
const ends = [...frames.slice(1), log.length]

function withLog(bytes: Uint8Array): string {
  const dir = newDirectory()
  cpSync(crashed, dir, { recursive: true })
  writeFileSync(join(dir, 'blocks.log'), bytes)
  return dir
}

test('the log holds what the database lacks, and is replayed', () => {
  assert.equal(frames.length, 4)
  const store = openStore({ dir: withLog(log) })
  checkUpTo(store, 13)
  store.close()
})

test('a log that breaks off anywhere gives every whole block before that, and the chain goes on from there', () => {
  fc.assert(
    fc.property(fc.nat(log.length), fc.uint8Array({ maxLength: 30 }), (length, rubbish) => {
      const dir = withLog(
        Buffer.concat([log.subarray(0, length), length < HEADER ? new Uint8Array() : rubbish]),
      )
      const whole = ends.filter(end => end <= length).length
      let store = openStore({ dir })
      checkUpTo(store, 9 + whole)
      for (let number = 10 + whole; number < 30; number++) store.commit(blockAt(number))
      store.close()
      store = openStore({ dir })
      checkUpTo(store, 29)
      store.close()
      rmSync(dir, { recursive: true })
    }),
    { numRuns: cases },
  )
})

test('a flipped bit: the last block may go, a damaged middle is refused, nothing false is ever read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: log.length - 1 }), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(log)
      bytes[at]! ^= 1 << bit
      const dir = withLog(bytes)
      if (at >= frames[3]!) {
        const store = openStore({ dir })
        checkUpTo(store, 12)
        store.close()
      } else assert.throws(() => openStore({ dir }), code('corrupt'))
      rmSync(dir, { recursive: true })
    }),
    { numRuns: cases },
  )
})

test('a log that does not fit the database is refused', () => {
  const without = Buffer.concat([log.subarray(0, HEADER), log.subarray(frames[1]!)])
  assert.throws(() => openStore({ dir: withLog(without) }), code('corrupt'))
})

test('a body that imitates a frame is not taken for one', () => {
  const dir = newDirectory()
  const store = openStore({ dir })
  store.commit({ ...blockAt(0), body: [log.subarray(0), log.subarray(frames[0]!)] })
  const bytes = readFileSync(join(dir, 'blocks.log'))
  store.close()
  const torn = newDirectory()
  copyFileSync(join(dir, 'FORMAT'), join(torn, 'FORMAT'))
  writeFileSync(join(torn, 'blocks.log'), bytes.subarray(0, -1))
  const reopened = openStore({ dir: torn })
  assert.equal(reopened.head, undefined)
  reopened.close()
})

test('a disk that fails at any call: no block, a typed error, and the same commit succeeds afterwards', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
      fc.nat(200),
      (gaps, part) => {
        const dir = newDirectory()
        let healthy = Number.POSITIVE_INFINITY
        const fail = (): void => {
          if (--healthy >= 0) return
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        }
        const file: LogFile = {
          write(descriptor, bytes, offset, length, position) {
            if (healthy === 0) writeSync(descriptor, bytes, offset, Math.min(length, part), position)
            fail()
            // Short writes are allowed at all times.
            return writeSync(descriptor, bytes, offset, Math.ceil(length / 2), position)
          },
          sync(descriptor) {
            fail()
            fdatasyncSync(descriptor)
          },
          truncate(descriptor, length) {
            fail()
            ftruncateSync(descriptor, length)
          },
        }
        const store = openDiskStore(dir, 'archive', file)
        let number = 0
        for (const gap of gaps) {
          healthy = gap
          for (;;) {
            try {
              store.commit(blockAt(number))
              number++
            } catch (error) {
              code('disk-full')(error)
              break
            }
          }
          assert.equal(store.head?.number ?? -1, number - 1)
          healthy = Number.POSITIVE_INFINITY
          store.commit(blockAt(number++))
        }
        store.close()
        const reopened = openStore({ dir })
        checkUpTo(reopened, number - 1)
        reopened.close()
        rmSync(dir, { recursive: true })
      },
    ),
    { numRuns: cases },
  )
})

test('a small disk that really fills up', t => {
  const dir = newDirectory()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=700k', 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    t.skip('mounting a small file system needs rights that this process does not have')
    return
  }
  try {
    const ballast = join(dir, 'ballast')
    const store = openStore({ dir })
    store.commit(blockAt(0))
    writeFileSync(ballast, new Uint8Array(200_000))
    let number = 1
    assert.throws(() => {
      for (; number < states.length; number++) store.commit(blockAt(number))
    }, code('disk-full'))
    checkUpTo(store, number - 1)
    assert.throws(() => store.commit(blockAt(number)), code('disk-full'))
    rmSync(ballast)
    store.commit(blockAt(number))
    store.close()
    const reopened = openStore({ dir })
    checkUpTo(reopened, number)
    reopened.close()
  } finally {
    execFileSync('umount', ['-l', dir])
  }
})

test('one process a directory', async () => {
  const dir = newDirectory()
  const store = openStore({ dir })
  assert.throws(() => openStore({ dir }), code('locked'))
  const second = spawn(process.execPath, [writerFile, dir], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  second.stderr.on('data', data => {
    complaint += data
  })
  const [status] = await once(second, 'close')
  assert.notEqual(status, 0)
  assert.match(complaint, /in use by another process/)
  store.commit(blockAt(0))
  store.close()
  const { child, announced } = startWriter(dir)
  const ended = once(child, 'close')
  while (announced() < 0) await sleep(2)
  assert.throws(() => openStore({ dir }), code('locked'))
  child.kill('SIGKILL')
  await ended
  openStore({ dir }).close()
})

test('an unknown data format, and a directory that is somebody else’s, are refused untouched', () => {
  for (const [name, text] of [
    ['FORMAT', '1\n'],
    ['FORMAT', '3\n'],
    ['FORMAT', ''],
    ['FORMAT', '2x'],
    ['thesis.txt', 'chapter 1'],
  ] as const) {
    const dir = newDirectory()
    writeFileSync(join(dir, name), text)
    assert.throws(() => openStore({ dir }), code('format'))
    assert.equal(readFileSync(join(dir, name), 'utf8'), text)
    assert.equal(existsSync(join(dir, 'state.mdb')), false)
  }
})

const PAGE = 4096
/** LMDB could end the whole process: the quick tier tries the same places each time. */
const fixed = effort > 1 ? {} : { seed: 7 }

/** Opens it, reads everything, and goes on: what is served is right, or it is refused. Returns which. */
function rightOrRefused(dir: string, heads: readonly number[]): 'right' | 'refused' {
  let store: Store
  try {
    store = openStore({ dir })
  } catch (error) {
    assert.ok(error instanceof StoreError && /^(corrupt|format)$/.test(error.code), String(error))
    assert.ok(error.hint.length > 10)
    return 'refused'
  }
  const head = store.head?.number ?? -1
  assert.ok(heads.includes(head), `the head is ${head}`)
  checkUpTo(store, head)
  // Pages that are free are written now.
  for (let number = head + 1; number < 24; number++) store.commit(blockAt(number))
  store.close()
  const reopened = openStore({ dir })
  checkUpTo(reopened, 23)
  reopened.close()
  return 'right'
}

test('a bit that flips anywhere in the data directory is found out, or makes no difference', () => {
  const sizes = ['FORMAT', 'state.mdb', 'blocks.log'].map(
    name => [name, statSync(join(crashed, name)).size] as const,
  )
  const places = fc.constantFrom(...sizes).chain(([name, size]) => {
    // Where pages begin stands what LMDB goes by.
    const pageStart = fc
      .tuple(fc.nat(Math.floor(size / PAGE)), fc.nat(200))
      .map(([page, at]) => page * PAGE + at)
    return fc.tuple(
      fc.constant(name),
      fc.oneof(fc.nat(size - 1), pageStart).map(at => at % size),
    )
  })
  const seen = { right: 0, refused: 0 }
  fc.assert(
    fc.property(places, fc.nat(7), ([name, at], bit) => {
      const dir = newDirectory()
      cpSync(crashed, dir, { recursive: true })
      const bytes = readFileSync(join(dir, name))
      bytes[at]! ^= 1 << bit
      writeFileSync(join(dir, name), bytes)
      // The last frame of the log may be one that a crash tore.
      seen[rightOrRefused(dir, name === 'blocks.log' ? [12, 13] : [13])]++
      rmSync(dir, { recursive: true })
    }),
    { numRuns: 2 * cases, ...fixed },
  )
  assert.ok(seen.right > 0 && seen.refused > 0, JSON.stringify(seen))
})

test('a database file that ends too early is refused, wherever it ends', () => {
  const { size } = statSync(join(crashed, 'state.mdb'))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: size - 1 }), length => {
      const dir = newDirectory()
      cpSync(crashed, dir, { recursive: true })
      truncateSync(join(dir, 'state.mdb'), length)
      // Pages at the end may be free ones.
      rightOrRefused(dir, [13])
      rmSync(dir, { recursive: true })
    }),
    { numRuns: cases, ...fixed },
  )
})

test('a damaged database is refused', () => {
  const dir = newDirectory()
  const store = openStore({ dir })
  for (let number = 0; number < 30; number++) store.commit(blockAt(number))
  store.close()
  const path = join(dir, 'state.mdb')
  const bytes = readFileSync(path)
  // A value of the state: the tables stay readable, the root does not fit any more.
  const [value] = [...blockAt(29).changes.values()].filter(bytes => bytes !== undefined && bytes.length > 20)
  for (let at = bytes.indexOf(value!); at >= 0; at = bytes.indexOf(value!, at + 1)) bytes[at]! ^= 1
  writeFileSync(path, bytes)
  assert.throws(() => openStore({ dir }), code('corrupt'))
})
