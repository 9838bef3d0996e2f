// A node in a process of its own, with little memory, is asked what nobody should ask: every body gets an answer, and the
// node is there afterwards, as itself.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { test } from 'node:test'
import { bytesToHex } from '@taonet/wire'
import fc from 'fast-check'
import { endNodesAfterTests, startProcess } from './process.ts'
import { bodies } from './rpc-bodies.ts'
import { post } from './rpc-client.ts'
import { accountKey, alice, testGenesis, transferCall } from './wallet.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
/** 100,000 in the full tier. */
const BODIES = EFFORT < 10 ? 1_000 * EFFORT : 10_000 * EFFORT
/** The node idles at 200 MB, half of it not on this heap; whoever keeps what it is sent does not live on so little. */
const HEAP_MB = 192

endNodesAfterTests()

interface Reply {
  readonly status: number | undefined
  readonly text: string
}

test(`${BODIES} bodies are answered, within bounded memory`, async t => {
  const flags = [`--max-old-space-size=${HEAP_MB}`]
  const node = await startProcess({ profile: 'local', genesis: testGenesis(), sealing: 'manual' }, flags)
  const ask = async (method: string, ...params: unknown[]): Promise<unknown> =>
    JSON.parse((await post(node.rpcPort, JSON.stringify({ id: 1, method, params }))).text).result
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const sent = (body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const asked = request({ agent, host: '127.0.0.1', port: node.rpcPort, method: 'POST' }, response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
        )
      })
      asked.on('error', reject).end(body)
    })

  const { methods } = (await ask('rpc_methods')) as { methods: string[] }
  assert.ok(methods.length > 40)
  const genesis = String(await ask('chain_getBlockHash', 0))
  const call = bytesToHex(transferCall(alice.account, 5n))
  const words = [
    genesis,
    `0x${accountKey(alice.account)}`,
    `0x${accountKey(alice.account).slice(0, 64)}`,
    call,
    alice.account,
  ]
  const statuses = new Map<number | undefined, number>()
  const answered = { results: 0, errors: 0 }
  try {
    await fc.assert(
      fc.asyncProperty(bodies({ methods, words }), async body => {
        const { status, text } = await sent(body)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        assert.ok(status === 200 || status === 204, `${status} ${text.slice(0, 100)}`)
        if (status === 204) return
        const replies = [JSON.parse(text)].flat()
        assert.ok(replies.length > 0)
        for (const reply of replies) {
          assert.equal('result' in reply, !('error' in reply))
          if ('result' in reply) answered.results++
          else {
            answered.errors++
            assert.ok(Number.isInteger(reply.error.code) && typeof reply.error.message === 'string')
          }
        }
      }),
      {
        numRuns: BODIES,
        endOnFailure: true,
        ...(process.env.TAONET_SEED && { seed: Number(process.env.TAONET_SEED) }),
      },
    )
  } catch (thrown) {
    throw new Error(`the node said: ${node.said().slice(-2_000)}`, { cause: thrown })
  } finally {
    agent.destroy()
  }
  t.diagnostic(`${JSON.stringify([...statuses])} ${JSON.stringify(answered)}`)
  assert.ok(answered.results >= BODIES / 20 && answered.errors >= BODIES / 20)
  assert.equal(await ask('chain_getBlockHash', 0), genesis)
  assert.equal(node.child.exitCode, null)
  node.child.kill('SIGTERM')
  assert.equal(await node.ended, 0)
})
