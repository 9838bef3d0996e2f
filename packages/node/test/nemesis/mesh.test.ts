// The links between validators as the nemesis spoils them: cut, silent, late, and whole again.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Dice } from '../../nemesis/dice.ts'
import { CLEAR, Mesh } from '../../nemesis/mesh.ts'

const open = new Set<Socket>()
const kept = (socket: Socket): Socket => {
  open.add(socket)
  return socket.on('error', () => {})
}
const echo = createServer(socket => kept(socket).pipe(socket)).listen(0, '127.0.0.1')
await once(echo, 'listening')
const address = echo.address()
const target = typeof address === 'object' && address ? address.port : 0
const mesh = new Mesh(new Dice(1, 'test'))
const port = await mesh.link(0, 1, target)
after(async () => {
  for (const socket of open) socket.destroy()
  await mesh.close()
  echo.close()
})

async function dial(): Promise<Socket> {
  const socket = kept(connect(port, '127.0.0.1'))
  await once(socket, 'connect')
  return socket
}

/** However it ends. */
const closed = (socket: Socket): Promise<unknown> => new Promise(resolve => socket.once('close', resolve))

/** Sends it and resolves when so many bytes came back. */
async function echoed(socket: Socket, bytes: Uint8Array): Promise<Buffer> {
  const pieces: Buffer[] = []
  const whole = new Promise<Buffer>(resolve => {
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece)
      const all = Buffer.concat(pieces)
      if (all.length >= bytes.length) resolve(all)
    })
  })
  socket.write(bytes)
  const all = await whole
  socket.removeAllListeners('data')
  return all
}

const long = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7) % 251))

test('everything passes in order, also late or with losses', async () => {
  const socket = await dial()
  for (const weather of [CLEAR, { kind: 'delay', ms: 5 }, { kind: 'loss', share: 0.02 }] as const) {
    mesh.set(0, 1, weather)
    mesh.set(1, 0, weather.kind === 'loss' ? CLEAR : weather)
    const bytes = weather.kind === 'loss' ? long.subarray(0, 100_000) : long
    assert.ok((await echoed(socket, bytes)).equals(bytes), weather.kind)
  }
  mesh.clear()
  socket.destroy()
})

test('a cut ends what stands and lets nothing new through, until it is healed', async () => {
  const socket = await dial()
  const ended = closed(socket)
  mesh.set(1, 0, { kind: 'cut' })
  await ended
  const refused = kept(connect(port, '127.0.0.1'))
  await closed(refused)
  mesh.clear()
  const again = await dial()
  assert.equal(String(await echoed(again, Buffer.from('there'))), 'there')
  again.destroy()
})

test('silence holds back what is sent, and gives it back afterwards', async () => {
  const socket = await dial()
  mesh.set(1, 0, { kind: 'silent' })
  let came = false
  const answer = echoed(socket, Buffer.from('held')).then(bytes => {
    came = true
    return bytes
  })
  // Longer than an echo takes: nothing may come meanwhile, however fast the machine.
  await sleep(200)
  assert.ok(!came)
  mesh.clear()
  assert.equal(String(await answer), 'held')
  socket.destroy()
})
