/** Downloads against a real HTTP server on this machine: whole, resumed, wrong, silent and absent. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { download } from '../src/download.ts'
import { NetError } from '../src/net-error.ts'

const FILE = randomBytes(300_000)
const sha256 = createHash('sha256').update(FILE).digest('hex')
const signal = new AbortController().signal

let directory: string
const servers: Server[] = []

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taonet-download-'))
})

after(async () => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  await rm(directory, { recursive: true })
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return `http://127.0.0.1:${address.port}/model.gguf`
}

const failsWith = (code: string) => (error: unknown) => error instanceof NetError && error.code === code

const missing = (path: string) =>
  access(path).then(
    () => false,
    () => true,
  )

test('a file arrives whole, with its progress, and nothing is left over', async () => {
  const url = await serve((_, response) =>
    response.writeHead(200, { 'content-length': FILE.length }).end(FILE),
  )
  const path = join(directory, 'whole.gguf')
  const seen: number[] = []
  await download(url, path, {
    sha256,
    signal,
    onBytes(received, total) {
      seen.push(received)
      assert.equal(total, FILE.length)
    },
  })
  assert.deepEqual(await readFile(path), FILE)
  assert.equal(seen.at(-1), FILE.length)
  assert.ok(await missing(`${path}.part`))
})

test('an interrupted download goes on where it stopped', async () => {
  const ranges: (string | undefined)[] = []
  const url = await serve((request, response) => {
    ranges.push(request.headers.range)
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (start === 0) {
      response
        .writeHead(200, { 'content-length': FILE.length })
        .write(FILE.subarray(0, 100_000), () => response.destroy())
    } else response.writeHead(206, { 'content-length': FILE.length - start }).end(FILE.subarray(start))
  })
  const path = join(directory, 'resumed.gguf')
  await assert.rejects(download(url, path, { sha256, signal }), failsWith('unavailable'))
  assert.ok(await missing(path))
  await download(url, path, { sha256, signal })
  assert.deepEqual(await readFile(path), FILE)
  assert.equal(ranges[0], undefined)
  assert.match(ranges[1] ?? '', /^bytes=\d+-$/)
})

test('a server without ranges is asked for all of it again', async () => {
  const url = await serve((_, response) =>
    response.writeHead(200, { 'content-length': FILE.length }).end(FILE),
  )
  const path = join(directory, 'again.gguf')
  await writeFile(`${path}.part`, 'stale beginning')
  await download(url, path, { sha256, signal })
  assert.deepEqual(await readFile(path), FILE)
})

test('other bytes than the pinned ones are thrown away', async () => {
  const url = await serve((_, response) => response.end('something else'))
  const path = join(directory, 'wrong.gguf')
  await assert.rejects(download(url, path, { sha256, signal }), failsWith('mismatch'))
  assert.ok((await missing(path)) && (await missing(`${path}.part`)))
})

test('a server that says nothing, or stops saying anything, is given up', async () => {
  const patience = { connect: 100, silence: 100 }
  const mute = await serve(() => undefined)
  await assert.rejects(download(mute, join(directory, 'mute'), { signal, patience }), failsWith('timeout'))
  const stalled = await serve((_, response) =>
    response.writeHead(200, { 'content-length': 1000 }).write('abc'),
  )
  await assert.rejects(
    download(stalled, join(directory, 'stalled'), { signal, patience }),
    failsWith('timeout'),
  )
})

test('an absent server, an absent file and an impatient asker each have their code', async () => {
  const url = await serve((_, response) => response.writeHead(404).end())
  await assert.rejects(download(url, join(directory, 'none'), { signal }), failsWith('unavailable'))
  const gone = 'http://127.0.0.1:1/model.gguf'
  await assert.rejects(download(gone, join(directory, 'gone'), { signal }), (error: unknown) => {
    return error instanceof NetError && error.code === 'unavailable' && error.hint.includes('127.0.0.1:1')
  })
  const aborted = AbortSignal.abort()
  await assert.rejects(download(url, join(directory, 'left'), { signal: aborted }), failsWith('aborted'))
})
