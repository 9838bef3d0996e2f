// The wire itself: ids, batches, limits, who may connect.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { isNetError } from '@taonet/wire'
import { WebSocket } from 'ws'
import { type RunningNode, startNode } from '../src/node.ts'
import { post, RpcClient } from './rpc-client.ts'
import { testGenesis } from './wallet.ts'

let node: RunningNode
let client: RpcClient
const PAGE = 'http://127.0.0.1:8080'

before(async () => {
  node = await startNode({
    profile: 'local',
    genesis: testGenesis(),
    rpcPort: 0,
    sealing: 'manual',
    corsOrigins: [PAGE],
  })
  client = await RpcClient.connect(node.rpcPort)
})
after(async () => {
  client.close()
  await node.stop()
})

test('ids come back as they were sent: text, number, null', async () => {
  for (const id of ['aB17', 0, 42, -1, null, '__INTERNAL_ID', '']) {
    const { text } = await post(node.rpcPort, JSON.stringify({ jsonrpc: '2.0', id, method: 'system_name' }))
    assert.equal(text, `{"jsonrpc":"2.0","result":"taonet","id":${JSON.stringify(id)}}`)
  }
  for (const id of ['{}', '[1]', '1.5', '12345678901234567890']) {
    const { text } = await post(node.rpcPort, `{"jsonrpc":"2.0","id":${id},"method":"system_name"}`)
    assert.equal(JSON.parse(text).error.code, -32600)
  }
})

test('what would hold the node for long is refused: long batches, long replies, long proofs', async () => {
  const refusal = async (body: unknown): Promise<string> => {
    const { text } = await post(node.rpcPort, JSON.stringify(body))
    const { code, message, data } = JSON.parse(text).error
    return `${code} ${message} ${data ?? ''}`
  }
  const many = (method: string, length: number) => Array.from({ length }, (_, id) => ({ id, method }))
  assert.match(await refusal(many('system_name', 1_001)), /-32600 .*1000 requests/)
  assert.match(await refusal(many('state_getMetadata', 100)), /-32600 .*too large/)
  assert.match(
    await refusal({ id: 1, method: 'state_getKeys', params: Array(150_000).fill(0) }),
    /-32700 .*262144/,
  )
  assert.match(await refusal({ id: 'i'.repeat(1_025), method: 'system_name' }), /-32600 .*1024 characters/)
  const proof = { id: 1, method: 'state_getReadProof', params: [Array(1_001).fill('0x00')] }
  assert.match(await refusal(proof), /-32602 .*1000 items/)
})

test('errors repeat what was asked, but not all of it', async () => {
  const long = 'm'.repeat(100_000)
  for (const asked of [{ method: long }, { method: 'state_call', params: [long, '0x'] }]) {
    const { text } = await post(node.rpcPort, JSON.stringify({ id: 1, ...asked }))
    assert.ok(text.includes('mmmm') && text.length < 10_000, `${text.length}`)
  }
})

test('a batch is answered in one list, notifications with nothing', async () => {
  const { text } = await post(
    node.rpcPort,
    JSON.stringify([
      { jsonrpc: '2.0', id: 1, method: 'system_name' },
      { jsonrpc: '2.0', method: 'system_name' },
      { jsonrpc: '2.0', id: 2, method: 'no_such' },
      7,
    ]),
  )
  const replies = JSON.parse(text)
  assert.deepEqual(
    replies.map((reply: { id: unknown; error?: { code: number } }) => [reply.id, reply.error?.code]),
    [
      [1, undefined],
      [2, -32601],
      [null, -32600],
    ],
  )
  assert.equal((await post(node.rpcPort, '[]')).text.includes('-32600'), true)
  assert.equal((await post(node.rpcPort, JSON.stringify(Array(1001).fill(1)))).text.includes('at most'), true)
  const quiet = await post(node.rpcPort, '{"jsonrpc":"2.0","method":"system_name"}')
  assert.deepEqual([quiet.status, quiet.text], [204, ''])
})

test('malformed messages get an error and the connection goes on', async () => {
  const bad: [string, number][] = [
    ['', -32700],
    ['{', -32700],
    ['"text"', -32600],
    ['null', -32600],
    ['{"id":1}', -32600],
    ['{"id":1,"method":7}', -32600],
    ['{"id":1,"method":"system_name","params":{"a":1}}', -32602],
    ['{"id":1,"method":"system_name","params":"a"}', -32602],
    ['{"id":1,"method":"constructor"}', -32601],
    ['{"id":1,"method":"__proto__"}', -32601],
    [`${'['.repeat(100_000)}`, -32700],
    [`{"id":1,"method":"system_name","params":${'['.repeat(40)}${']'.repeat(40)}}`, -32700],
  ]
  for (const [message, code] of bad) {
    assert.equal(JSON.parse((await post(node.rpcPort, message)).text).error.code, code, message.slice(0, 40))
    const seen = client.messages.length
    client.send(message)
    await client.find(one => (client.messages.indexOf(one) >= seen ? one : undefined))
  }
  client.socket.send(new Uint8Array([1, 2, 3]))
  assert.equal(await client.ask('system_name'), 'taonet')
})

test('parameters that mean nothing are refused by name', async () => {
  const bad: [string, unknown[]][] = [
    ['state_getStorage', []],
    ['state_getStorage', ['0x0']],
    ['state_getStorage', ['zz']],
    ['state_getStorage', [5]],
    ['state_getStorage', [`0x${'00'.repeat(901)}`]],
    ['state_getStorage', ['0x00', '0x01']],
    ['state_getKeysPaged', ['0x', 1001]],
    ['state_getKeysPaged', ['0x', -1]],
    ['state_getKeysPaged', ['0x', 1.5]],
    ['state_queryStorageAt', ['0x00']],
    ['state_subscribeStorage', [null]],
    ['chain_getBlockHash', [-1]],
    ['chain_getBlockHash', ['0xzz']],
    ['chain_getBlockHash', [[{}]]],
    ['chain_getHeader', ['latest']],
    ['system_accountNextIndex', ['5Grw']],
    ['system_accountNextIndex', ['0x00']],
    ['chainHead_v1_storage', ['x', `0x${'00'.repeat(32)}`, [{ key: '0x', type: 'other' }]]],
  ]
  for (const [method, params] of bad) {
    const { error } = await client.reply(method, ...params)
    assert.equal(error?.code, -32602, `${method} ${JSON.stringify(params)}`)
    assert.equal(typeof error.data, 'string')
  }
})

test('a body of 64 MB is refused with a readable 413', async () => {
  const { status, text } = await post(node.rpcPort, ' '.repeat(64 * 1024 * 1024))
  assert.equal(status, 413)
  assert.match(JSON.parse(text).error.data, /at most 16777216 bytes/)
  assert.equal((await post(node.rpcPort, '{"id":1,"method":"system_name"}')).status, 200)
})

test('messages of 15 MB are served, larger ones end the connection with its reason', async () => {
  const large = await RpcClient.connect(node.rpcPort)
  large.send(`{"id":"big","method":"system_name","params":["${'a'.repeat(15 * 1024 * 1024)}"]}`)
  await large.find(message => ('id' in message && message.id === 'big' ? message : undefined))
  const closed = new Promise<number>(resolve => large.socket.once('close', resolve))
  large.send(' '.repeat(17 * 1024 * 1024))
  assert.equal(await closed, 1009)
})

test('only the names of this machine and the listed origins are served', async () => {
  const status = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: node.rpcPort, path: '/health', headers }, response => {
        response.resume()
        resolve(response.statusCode)
      })
      asked.on('error', reject).end()
    })
  for (const host of ['localhost', `localhost:${node.rpcPort}`, '127.0.0.1', `[::1]:${node.rpcPort}`])
    assert.equal(await status({ host }), 200, host)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.0.1:80'])
    assert.equal(await status({ host }), 403, host)
  assert.equal(await status({ origin: PAGE }), 200)
  for (const origin of ['https://evil.example', 'null', `${PAGE}.evil.example`])
    assert.equal(await status({ origin }), 403, origin)
  await assert.rejects(RpcClient.connect(node.rpcPort, { origin: 'https://evil.example' }), /403/)
  const page = await RpcClient.connect(node.rpcPort, { origin: PAGE })
  assert.equal(await page.ask('system_name'), 'taonet')
  page.close()
  const late = 'http://127.0.0.1:18080'
  assert.equal(await status({ origin: late }), 403)
  node.allowOrigins([late])
  assert.equal(await status({ origin: late }), 200)
})

test('subscriptions need a WebSocket and end at their limit', async () => {
  const http = await post(node.rpcPort, '{"id":1,"method":"chain_subscribeNewHeads"}')
  assert.equal(JSON.parse(http.text).error.code, -32601)
  const busy = await RpcClient.connect(node.rpcPort)
  for (let i = 0; i < 1024; i++) busy.send('{"id":1,"method":"state_subscribeRuntimeVersion"}')
  assert.equal((await busy.reply('chain_subscribeNewHeads')).error?.code, -32006)
  busy.close()
})

test('who watches many rows has fewer subscriptions, until he ends one', async () => {
  const busy = await RpcClient.connect(node.rpcPort)
  const keys = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `0x${i.toString(16).padStart(8, '0')}`)
  const watch = (count: number) => busy.reply('state_subscribeStorage', keys(count))
  const first = await watch(10_000)
  for (let i = 0; i < 5; i++) assert.equal(typeof (await watch(10_000)).result, 'string')
  assert.equal((await watch(10_000)).error?.code, -32006)
  assert.equal(typeof (await watch(82 * 64)).result, 'string')
  assert.equal((await watch(1)).error?.code, -32006)
  assert.equal(await busy.ask('state_unsubscribeStorage', first.result), true)
  assert.equal(typeof (await watch(10_000)).result, 'string')
  busy.close()
})

test('a reader that never reads is not read from for ever, and others do not notice', async () => {
  const lazy = new WebSocket(`ws://127.0.0.1:${node.rpcPort}`)
  await new Promise(resolve => lazy.once('open', resolve))
  lazy.pause()
  // 300 replies of 0.2 MB each: beyond what the server keeps for one connection.
  for (let i = 0; i < 300; i++) lazy.send('{"id":1,"method":"state_getMetadata"}')
  for (let i = 0; i < 50; i++) assert.equal(await client.ask('system_name'), 'taonet')
  let replies = 0
  const all = new Promise<void>(resolve =>
    lazy.on('message', () => {
      if (++replies === 300) resolve()
    }),
  )
  lazy.resume()
  await all
  lazy.terminate()
})

test('operators get health, readiness and metrics', async () => {
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${node.rpcPort}${path}`)
    return { status: response.status, text: await response.text() }
  }
  assert.equal(JSON.parse((await get('/health')).text).status, 'ok')
  assert.equal((await get('/ready')).status, 200)
  const { text } = await get('/metrics')
  assert.match(text, /^taonet_block_height \d+$/m)
  assert.match(text, /^taonet_rpc_requests_total\{method="system_name",ok="true"\} \d+$/m)
  assert.doesNotMatch(text, /no_such|constructor/)
  assert.equal((await get('/other')).status, 404)
})

test('a port in use is said so, with a hint', async () => {
  await assert.rejects(
    startNode({ profile: 'local', rpcPort: node.rpcPort, sealing: 'manual' }),
    error => isNetError(error) && error.code === 'port-in-use' && error.hint.includes('--rpc-port'),
  )
})
