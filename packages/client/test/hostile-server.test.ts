// Servers that are slow, silent, crooked or something else altogether: every call ends, with an error that says what was wrong.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { NetUid, storage } from '@taonet/runtime/tables'
import { bytesToHex, isNetError } from '@taonet/wire'
import { type WebSocket, WebSocketServer } from 'ws'
import { ChainError, type Client, connect } from '../src/index.ts'
import { back, clientOf, ended, eventually, keys, transfer } from './chain.ts'

const HASH = `0x${'12'.repeat(32)}`
const [one, two] = keys as [(typeof keys)[0], (typeof keys)[0]]

type Params = readonly unknown[]
type Answer = (params: Params, socket: WebSocket) => unknown
/** Answered with nothing at all. */
const SILENCE = Symbol('silence')

const SOUND: Readonly<Record<string, Answer>> = {
  system_chain: () => 'a chain',
  chain_getBlockHash: () => HASH,
  state_getRuntimeVersion: () => ({ specVersion: 1, transactionVersion: 1 }),
  chain_getFinalizedHead: () => HASH,
  chain_getHeader: () => ({ number: '0x5' }),
  system_accountNextIndex: () => 0,
}

class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

interface Server {
  readonly url: string
  readonly sockets: ReadonlySet<WebSocket>
  readonly asked: readonly string[]
}

/** Answers as a sound node would, but for `answers`. */
async function serverOf(answers: Readonly<Record<string, Answer>>): Promise<Server> {
  const all = { ...SOUND, ...answers }
  const asked: string[] = []
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', socket => {
    socket.on('message', data => {
      const { id, method, params } = JSON.parse(String(data))
      asked.push(method)
      try {
        const result = all[method]?.(params, socket)
        if (result !== SILENCE) socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: result ?? null }))
      } catch (thrown) {
        const error = { code: thrown instanceof Refusal ? thrown.code : -32000, message: String(thrown) }
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, error }))
      }
    })
  })
  await once(server, 'listening')
  ended(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `ws://127.0.0.1:${port}`, sockets: server.clients, asked }
}

const code = (expected: string) => (error: unknown) =>
  isNetError(error) && error.code === expected && error.hint !== ''

describe('a node that answers nonsense', () => {
  test('at the beginning is no node', async () => {
    const cases: Readonly<Record<string, Answer>>[] = [
      { system_chain: () => 5 },
      { chain_getBlockHash: () => '0x12' },
      { chain_getBlockHash: () => null },
      { state_getRuntimeVersion: () => ({ specVersion: '1' }) },
      { state_getRuntimeVersion: () => [] },
    ]
    for (const answers of cases) {
      const { url, sockets } = await serverOf(answers)
      await assert.rejects(connect(url), code('bad-reply'))
      await eventually(() => sockets.size === 0)
    }
  })

  const questions: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
    state_getStorage: client => client.get(storage.Balances.TotalIssuance),
    state_queryStorageAt: client => client.many(storage.SubtensorModule.Tempo, [[NetUid(1)]]),
    state_getKeysPaged: client => client.entries(storage.SubtensorModule.Tempo),
    chain_getHeader: client => client.head(),
    system_accountNextIndex: client => client.submit(one, transfer(two.account, 1n)),
  }
  const nonsense: readonly unknown[] = [
    7,
    'x',
    {},
    [[]],
    [{ changes: [['0x00']] }],
    ['0x00'],
    '0x1',
    '0xzz',
    true,
  ]

  for (const [method, ask] of Object.entries(questions)) {
    test(`to ${method} is told apart from an answer`, async () => {
      for (const answer of nonsense) {
        if (method === 'system_accountNextIndex' && answer === 7) continue
        const client = await clientOf((await serverOf({ [method]: () => answer })).url)
        await assert.rejects(ask(client), code('bad-reply'), `${method}: ${JSON.stringify(answer)}`)
      }
    })
  }

  test('by leaving out values, or turning in circles', async () => {
    const key = `0x${storage.SubtensorModule.Tempo.key(NetUid(1))}`
    const partial = await clientOf((await serverOf({ state_queryStorageAt: () => [{ changes: [] }] })).url)
    await assert.rejects(partial.many(storage.SubtensorModule.Tempo, [[NetUid(1)]]), code('bad-reply'))
    const circle = await serverOf({ state_getKeysPaged: () => Array.from({ length: 1000 }, () => key) })
    const client = await clientOf(circle.url)
    await assert.rejects(client.entries(storage.SubtensorModule.Tempo), code('bad-reply'))
  })

  test('instead of JSON loses its connection, and the process does not end', async () => {
    const { url } = await serverOf({
      system_health: (_, socket) => {
        socket.send('{"jsonrpc": ')
        return SILENCE
      },
    })
    const client = await clientOf(url)
    await assert.rejects(client.rpc('system_health', []), code('bad-reply'))
    assert.equal(await back(() => client.rpc('system_chain', [])), 'a chain')
  })

  test("to nobody's question is ignored", async () => {
    const { url } = await serverOf({
      system_health: (_, socket) => {
        for (const id of [99, -1, 1.5]) socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: 'stray' }))
        for (let i = 0; i < 1_000; i++)
          socket.send(
            JSON.stringify({ jsonrpc: '2.0', method: 'x', params: { subscription: `s${i}`, result: i } }),
          )
        return 'well'
      },
    })
    assert.equal(await (await clientOf(url)).rpc('system_health', []), 'well')
  })
})

describe('a node that is silent', () => {
  test('fails a call at its deadline, and is taken for gone', async () => {
    const { url, sockets } = await serverOf({ system_health: () => SILENCE })
    const client = await clientOf(url, { timeout: 300 })
    const [first] = sockets
    await assert.rejects(client.rpc('system_health', []), code('timeout'))
    await eventually(() => sockets.size === 1 && !sockets.has(first!))
    assert.equal(await back(() => client.rpc('system_chain', [])), 'a chain')
  })

  test('to one question only keeps its connection', async () => {
    const { url, sockets } = await serverOf({ system_health: () => SILENCE })
    const client = await clientOf(url, { timeout: 300 })
    const [first] = sockets
    const asked = client.rpc('system_health', [])
    const end = assert.rejects(asked, code('timeout'))
    await new Promise(resolve => setTimeout(resolve, 100))
    await client.rpc('system_chain', [])
    await end
    assert.ok(first && sockets.has(first))
  })

  test('from the first is no node', async () => {
    const { url } = await serverOf({ system_chain: () => SILENCE })
    await assert.rejects(connect(url, { timeout: 200 }), code('timeout'))
  })
})

describe('a submission', () => {
  const bytes = (params: Params): string => String(params[0])
  const status = (socket: WebSocket, result: unknown): void =>
    socket.send(
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'author_extrinsicUpdate',
        params: { subscription: 'sub', result },
      }),
    )

  test('hears a status that overtakes its own grant', async () => {
    let sent = ''
    const { url } = await serverOf({
      author_submitAndWatchExtrinsic: (params, socket) => {
        sent = bytes(params)
        status(socket, 'ready')
        status(socket, 'invalid')
        return 'sub'
      },
    })
    const client = await clientOf(url)
    await assert.rejects(
      client.submit(one, transfer(two.account, 1n)),
      error => error instanceof ChainError && error.code === 'Invalid',
    )
    assert.ok(sent.startsWith('0x'))
  })

  test('dropped by the pool says so', async () => {
    const { url } = await serverOf({
      author_submitAndWatchExtrinsic: (_, socket) => {
        setTimeout(() => status(socket, 'dropped'), 10)
        return 'sub'
      },
    })
    const client = await clientOf(url)
    await assert.rejects(
      client.submit(one, transfer(two.account, 1n)),
      error => error instanceof ChainError && error.code === 'Dropped',
    )
  })

  test('in a block that does not hold it has no receipt', async () => {
    const { url } = await serverOf({
      author_submitAndWatchExtrinsic: (_, socket) => {
        setTimeout(() => status(socket, { inBlock: HASH }), 10)
        return 'sub'
      },
      chain_getBlock: () => ({ block: { header: { number: '0x5' }, extrinsics: ['0x00'] } }),
      state_getStorage: () => '0x00',
    })
    const client = await clientOf(url)
    await assert.rejects(client.submit(one, transfer(two.account, 1n)), code('bad-reply'))
  })

  test('included while the connection was lost is found in its block, and not counted twice', async () => {
    let height = 5
    let sent = ''
    const hashAt = (number: number): string => `0x${number.toString(16).padStart(64, '0')}`
    const { url, asked } = await serverOf({
      chain_getBlockHash: ([number]) => hashAt(typeof number === 'number' ? number : height),
      chain_getHeader: ([hash]) => ({ number: `0x${BigInt(String(hash)).toString(16)}` }),
      chain_getFinalizedHead: () => hashAt(height),
      author_submitAndWatchExtrinsic: (params, socket) => {
        if (sent !== '') throw new Refusal(1010, 'Invalid Transaction')
        sent = bytes(params)
        height = 8
        setTimeout(() => socket.terminate(), 50)
        return 'sub'
      },
      chain_getBlock: ([hash]) => ({
        block: {
          header: { number: '0x7' },
          extrinsics: String(hash) === hashAt(7) ? ['0x00', sent] : ['0x00'],
        },
      }),
      // One event, ExtrinsicSuccess of extrinsic 1.
      state_getStorage: () => bytesToHex(new Uint8Array([4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    })
    const client = await clientOf(url)
    const receipt = await client.submit(one, transfer(two.account, 1n))
    assert.deepEqual([receipt.blockNumber, receipt.index, receipt.success], [7, 1, true])
    assert.equal(receipt.blockHash, hashAt(7))
    assert.equal(asked.filter(method => method === 'author_submitAndWatchExtrinsic').length, 1)
  })

  test('whose nonce another one used while the connection was lost is refused', async () => {
    let sent = ''
    const { url } = await serverOf({
      author_submitAndWatchExtrinsic: (params, socket) => {
        if (sent !== '') throw new Refusal(1010, 'Invalid Transaction')
        sent = bytes(params)
        setTimeout(() => socket.terminate(), 50)
        return 'sub'
      },
      chain_getBlock: () => ({ block: { header: { number: '0x5' }, extrinsics: ['0x00'] } }),
    })
    const client = await clientOf(url)
    await assert.rejects(
      client.submit(one, transfer(two.account, 1n)),
      error => error instanceof ChainError && error.code === 'Invalid',
    )
  })
})
