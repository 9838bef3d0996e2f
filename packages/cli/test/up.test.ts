// `taonet up`, whole and real: one network, started from an empty folder without any model source but the repository, asked
// by the stock `openai` client, watched until the cheat is last, its pay recomputed to the rao, stopped, resumed and killed.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { driveExplorer } from '@taonet/explorer/drive'
import { compute, vision } from '@taonet/subnets'
import OpenAI from '../../../peers/node_modules/openai/index.mjs'
import { foreignPeers } from './connections.ts'
import { announceAxon } from './dead-axon.ts'
import { followRankings, type Ranking } from './epochs.ts'
import { type Chain, num, openChain } from './expected-pay/chain-view.ts'
import { checkPay, checkSplit, type PayReport } from './expected-pay/check-pay.ts'
import { hotkeyPhrase, walletsOf } from './hotkeys.ts'
import { freePorts, type Network, startNetwork, taonet, until } from './network.ts'

const TEXT = 1
const EMBEDDINGS = 2
const PATIENCE_EPOCHS = 5
const STAYS_EPOCHS = 3
const PAID_EPOCHS = 3
const SCREENSHOTS = fileURLToPath(new URL('../../../test-output/explorer', import.meta.url))
const MESSAGES = [{ role: 'user', content: 'Sort these numbers: 7 3 9 1' }] as const
const OFFLINE = { TAONET_OFFLINE: '1' }

let network: Network
let chain: Chain
let client: OpenAI
const strangers = new Set<string>()

/** Whom the network talks to while it runs: sampled, since connections come and go. */
function watchConnections(): () => void {
  const timer = setInterval(() => {
    for (const peer of foreignPeers(network.alive().map(one => one.pid))) strangers.add(peer)
  }, 1_000)
  return () => clearInterval(timer)
}

const openaiFor = (one: Network): OpenAI =>
  new OpenAI({ baseURL: `${one.baseUrl}/v1`, apiKey: 'none', maxRetries: 0, timeout: 60_000 })

async function refusal(request: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const thrown = await request.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(thrown instanceof OpenAI.APIError, `an error of the API, not ${String(thrown)}`)
  return thrown
}

const get = (url: string): Promise<Response> => fetch(url, { signal: AbortSignal.timeout(10_000) })

describe('taonet up', { timeout: 600_000 }, () => {
  let stopWatching: () => void = () => {}

  before(async () => {
    network = await startNetwork({ env: OFFLINE })
    stopWatching = watchConnections()
    await network.ready()
    chain = await openChain(network.rpcUrl)
    client = openaiFor(network)
  })

  after(async () => {
    stopWatching()
    await chain?.close()
    await network?.dispose()
  })

  test('prints where everything is, and asks one question by itself', async () => {
    const output = await until('the first answer', 60_000, () =>
      /answered by text\/\d+/.test(network.output()) ? network.output() : undefined,
    )
    for (const url of [`${network.baseUrl}/v1`, `${network.baseUrl}/`, network.rpcUrl])
      assert.ok(output.includes(url), url)
    assert.match(output, /first token after \d+ ms/)
  })

  test('lists its models', async () => {
    const ids = (await client.models.list()).data.map(one => one.id)
    for (const id of ['auto', 'text', 'embeddings']) assert.ok(ids.includes(id), `${id} in ${ids.join(', ')}`)
    assert.ok(ids.filter(id => /^text\/\d+$/.test(id)).length >= 7, 'every text miner has an id')
    assert.ok(ids.filter(id => /^embeddings\/\d+$/.test(id)).length >= 2, 'every embedding miner has an id')
  })

  test('answers a chat, and says who answered', async () => {
    const { data, response } = await client.chat.completions
      .create({ model: 'auto', messages: [...MESSAGES], temperature: 0, max_tokens: 32 })
      .withResponse()
    const [choice] = data.choices
    assert.ok((choice?.message.content ?? '').trim().length > 0, 'some text')
    assert.equal(choice?.message.role, 'assistant')
    assert.match(choice?.finish_reason ?? '', /^(stop|length)$/)
    assert.ok((data.usage?.completion_tokens ?? 0) > 0)
    assert.match(response.headers.get('x-taonet-miners') ?? '', /^text\/\d+/)
    assert.equal(response.headers.get('x-taonet-model'), data.model)
    assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
    const block = Number(response.headers.get('x-taonet-block'))
    assert.ok(block > 0 && block <= (await chain.head()), `ranking of block ${block}`)
  })

  test('streams the same answer that it gives whole', async () => {
    const { data: whole, response: first } = await client.chat.completions
      .create({ model: 'auto', messages: [...MESSAGES], temperature: 0, max_tokens: 24 })
      .withResponse()
    const model = first.headers.get('x-taonet-miners') ?? ''
    assert.match(model, /^text\/\d+$/)
    const { data: stream, response } = await client.chat.completions
      .create({
        model,
        messages: [...MESSAGES],
        temperature: 0,
        max_tokens: 24,
        stream: true,
        stream_options: { include_usage: true },
      })
      .withResponse()
    assert.equal(response.headers.get('x-taonet-miners'), model)
    let text = ''
    let pieces = 0
    let usage: number | undefined
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content ?? ''
      if (piece !== '') pieces += 1
      text += piece
      usage = chunk.usage?.completion_tokens ?? usage
    }
    assert.equal(text, whole.choices[0]?.message.content)
    assert.ok(pieces > 1, `${pieces} pieces: a stream, not one lump`)
    assert.equal(usage, whole.usage?.completion_tokens)
  })

  test('embeds: same text, same vector; another text, another vector', async () => {
    const { data, response } = await client.embeddings
      .create({
        model: 'embeddings',
        input: ['a cat sat on the mat', 'a cat sat on the mat', 'the tax law of 1913'],
      })
      .withResponse()
    const [first = [], second = [], third = []] = data.data.map(one => one.embedding)
    assert.ok(first.length >= 64, `${first.length} dimensions`)
    assert.ok(cosine(first, second) > 0.9999)
    assert.ok(cosine(first, third) < 0.95, `${cosine(first, third)}`)
    assert.match(response.headers.get('x-taonet-miners') ?? '', /^embeddings\/\d+/)
    assert.ok(response.headers.get('x-taonet-block'))
  })

  test('refuses in the form of OpenAI’s errors', async () => {
    const ask = (model: string): Promise<unknown> =>
      client.chat.completions.create({ model, messages: [...MESSAGES] })
    for (const model of ['no-such-model', 'poems/3', 'compute', 'embeddings/1']) {
      const refused = await refusal(ask(model))
      assert.equal(refused.status, 404, model)
      assert.equal(refused.code, 'model_not_found', model)
      assert.match(refused.message, /GET \/v1\/models|answers at \/v1\/(compute|embeddings)/, model)
    }
    const bad = await refusal(client.chat.completions.create({ model: 'auto', messages: [] }))
    assert.equal(bad.status, 400)
    assert.equal(bad.param, 'messages')
    const broken = await fetch(`${network.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"model": "auto", ',
    })
    assert.equal(broken.status, 400)
    const body: { error: { type: string; message: string } } = await broken.json().then(one => one as never)
    assert.equal(body.error.type, 'invalid_request_error')
  })

  test('a body of 64 MB is refused, and the gateway goes on', async () => {
    const huge = JSON.stringify({
      model: 'auto',
      messages: [{ role: 'user', content: 'x'.repeat(64 * 1024 * 1024) }],
    })
    const status = await fetch(`${network.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: huge,
    }).then(
      answer => answer.status,
      // The server may close while we still send.
      () => 413,
    )
    assert.equal(status, 413)
    assert.equal((await get(`${network.baseUrl}/health`)).status, 200)
  })

  test('sees pictures and computes', async () => {
    const seed = new Uint8Array(32).fill(7)
    const context = { uid: 0, declaration: undefined }
    for (const [subnet, kind] of [
      [vision, 'digits'],
      [compute, 'programs'],
    ] as const) {
      const [step] = subnet.challenge(kind, seed, context).steps
      assert.ok(step)
      const answered = await fetch(`${network.baseUrl}${step.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...Object(step.body), model: subnet.name }),
      })
      assert.equal(answered.status, 200, subnet.name)
      assert.match(answered.headers.get('x-taonet-miners') ?? '', new RegExp(`^${subnet.name}/`))
      assert.ok(subnet.response.safeParse(await answered.json()).success, subnet.name)
    }
  })

  test('is alive, ready and measured', async () => {
    assert.equal((await get(`${network.baseUrl}/health`)).status, 200)
    assert.deepEqual(await (await get(`${network.baseUrl}/ready`)).json(), {
      ready: true,
      subnets: { text: true, embeddings: true, vision: true, compute: true },
    })
    const metrics = await (await get(`${network.baseUrl}/metrics`)).text()
    assert.match(
      metrics,
      /^taonet_gateway_requests_total\{route="\/v1\/chat\/completions",status="200"\} [1-9]/m,
    )
    assert.match(metrics, /^taonet_validator_probes\{.*netuid="1"\} \d+/m)
    const node = `http://127.0.0.1:${network.ports.rpc}`
    assert.equal((await get(`${node}/health`)).status, 200)
    assert.match(await (await get(`${node}/metrics`)).text(), /^# TYPE /m)
  })

  test('blocks advance', async () => {
    const from = await chain.head()
    await until('five more blocks', 30_000, async () => ((await chain.head()) >= from + 5 ? true : undefined))
  })

  test('the page shows blocks, neurons, and an answer', async () => {
    const { seen, problems } = await driveExplorer(`${network.baseUrl}/`, SCREENSHOTS)
    assert.deepEqual(problems, [])
    assert.ok(seen.some(one => one.width > 1000) && seen.some(one => one.width < 450), 'desktop and phone')
    for (const {
      name,
      firstBlock,
      laterBlock,
      subnets,
      neurons,
      answer,
      credits,
      overflow,
      screenshot,
    } of seen) {
      assert.ok(laterBlock > firstBlock, `${name}: blocks advance`)
      assert.ok(subnets >= 2, `${name}: ${subnets} subnets`)
      assert.ok(neurons >= 3, `${name}: ${neurons} neurons`)
      assert.ok(answer.trim().length > 0, `${name}: an answer`)
      assert.match(credits, /text\/\d+/, name)
      assert.equal(overflow, 0, `${name}: nothing sticks out`)
      assert.ok(existsSync(screenshot), screenshot)
    }
  })

  test('the command reads the same chain', async () => {
    const url = ['--chain-url', network.rpcUrl]
    const subnets = await taonet(['query', ...url, 'subnets', '--json'])
    assert.equal(subnets.code, 0, subnets.stderr)
    const listed: { netuid: number; neurons: number }[] = JSON.parse(subnets.stdout)
    assert.ok((listed.find(one => one.netuid === TEXT)?.neurons ?? 0) >= 10)
    const metagraph = await taonet(['query', ...url, 'metagraph', String(TEXT), '--json'])
    const rows: { uid: number; hotkey: string; coldkey: string }[] = JSON.parse(metagraph.stdout)
    assert.deepEqual(
      rows.map(one => one.uid),
      rows.map((_, uid) => uid),
    )
    const balance = await taonet(['query', ...url, 'balance', rows[1]?.coldkey ?? '', '--json'])
    assert.ok(BigInt(JSON.parse(balance.stdout).free) > 0n)
    const missing = await taonet(['query', ...url, 'metagraph', '77', '--json'])
    assert.notEqual(missing.code, 0)
    assert.equal(JSON.parse(missing.stderr).error.code, 'no-subnet')
  })

  test('a second network in the same folder is refused', async () => {
    const ports = await freePorts()
    const { code, stderr } = await taonet([
      'up',
      ...['--data', network.data, '--rpc-port', String(ports.rpc), '--gateway-port', String(ports.gateway)],
      ...['--neuron-port', String(ports.neurons)],
    ])
    assert.equal(code, 1)
    assert.match(stderr, /another taonet \(process \d+\) runs in/)
    assert.match(stderr, /hint:.*--data/)
    assert.equal((await get(`${network.baseUrl}/health`)).status, 200)
  })

  test('the cheat falls below every honest miner within five epochs, and stays there', async t => {
    const wallets = await walletsOf(network.data)
    const addresses = (role: RegExp): string[] =>
      [...wallets].flatMap(([name, { hotkeys }]) => (role.test(name) ? hotkeys.map(one => one.address) : []))
    const honest = addresses(/^text-miner-/)
    const cheats = addresses(/^cheat-/)
    assert.ok(honest.length >= 6 && cheats.length >= 1)
    const isLast = ({ incentives }: Ranking): boolean =>
      Math.max(...cheats.map(one => incentives.get(one) ?? 0)) <
      Math.min(...honest.map(one => incentives.get(one) ?? 0))
    // From here on it was last without exception.
    const fellAt = (all: readonly Ranking[]): number => all.findLastIndex(one => !isLast(one)) + 1
    const rankings = followRankings(chain, TEXT)
    const seen = await until(
      'eight epochs with weights',
      400_000,
      async () => {
        const all = await rankings()
        const wanted = Math.min(fellAt(all) + 1, PATIENCE_EPOCHS) + STAYS_EPOCHS
        return all.length >= wanted ? all : undefined
      },
      2_000,
    )
    for (const { block, incentives } of seen)
      t.diagnostic(
        `#${block} cheat ${cheats.map(one => incentives.get(one) ?? 0).join(' ')}, honest ${honest.map(one => incentives.get(one) ?? 0).join(' ')}`,
      )
    const epochs = fellAt(seen) + 1
    assert.ok(epochs <= PATIENCE_EPOCHS, `last for good from epoch ${epochs} of those with weights`)
    assert.ok(seen.length >= epochs + STAYS_EPOCHS, 'seen for long enough')
  })

  for (const netuid of [TEXT, EMBEDDINGS])
    test(`subnet ${netuid}: expected pay is paid pay, to the rao, for three epochs in a row`, async t => {
      const epochs = await until(
        'three paid epochs',
        200_000,
        async () => {
          const all = await followRankings(chain, netuid)()
          return all.length >= PAID_EPOCHS ? all.slice(-PAID_EPOCHS).map(one => one.block) : undefined
        },
        2_000,
      )
      const reports: PayReport[] = []
      for (const block of epochs) reports.push(await checkPay(chain, netuid, block))
      for (const { block, paid, minersPaid, validatorsPaid, differences } of reports) {
        t.diagnostic(
          `#${block}: ${paid} rao of alpha to ${minersPaid} miners and ${validatorsPaid} validators`,
        )
        assert.deepEqual(differences, [], `epoch of block ${block}`)
        assert.ok(
          minersPaid >= 1 && validatorsPaid >= 3 && paid > 0n,
          `epoch of block ${block} paid somebody`,
        )
      }
      const [first = 0, second = 0, third = 0] = epochs
      assert.equal(second - first, third - second, 'epochs in a row')
      for (let block = first + 1; block <= second; block++)
        if (block < second) assert.deepEqual(await checkSplit(chain, netuid, block), [])
    })

  test('a dead miner is passed over, and named when it is asked for alone', async () => {
    const wallets = await walletsOf(network.data)
    const best = (await followRankings(chain, TEXT)()).at(-1)?.incentives ?? new Map<string, number>()
    const [hotkey = ''] = [...best].sort(([, a], [, b]) => b - a)[0] ?? []
    const [wallet = ''] =
      [...wallets].find(([, one]) => one.hotkeys.some(key => key.address === hotkey)) ?? []
    const head = await chain.at(await chain.head())
    const uid = num(await head.read('uids', TEXT, hotkey))
    const { neurons } = await freePorts(1)
    const ask = (model: string, most: number) =>
      client.chat.completions.create({ model, messages: [...MESSAGES], max_tokens: most }).withResponse()
    await announceAxon(network.rpcUrl, hotkeyPhrase(network.data, wallet), TEXT, neurons)

    // Its owner's process notices and announces itself again within a few blocks: both are asked in the same moment.
    const seen = await until('the dead address to be noticed', 30_000, async () => {
      const [alone, among] = await Promise.all([
        ask(`text/${uid}`, 4).then(
          () => undefined,
          (thrown: unknown) => thrown,
        ),
        ask('auto', 8),
      ])
      return alone === undefined ? undefined : { alone, among }
    })
    assert.ok(seen.alone instanceof OpenAI.APIError)
    assert.ok(Number(seen.alone.status) >= 502, `${seen.alone.status} ${seen.alone.message}`)
    assert.ok((seen.among.data.choices[0]?.message.content ?? '').length > 0)
    assert.doesNotMatch(
      seen.among.response.headers.get('x-taonet-miners') ?? '',
      new RegExp(`^text/${uid}(,|$)`),
    )
  })

  test('nobody outside this machine was asked for anything', () => {
    assert.deepEqual([...strangers], [])
    const models = join(network.data, 'models')
    assert.deepEqual(existsSync(models) ? readdirSync(models, { recursive: true }) : [], [])
  })

  test('Ctrl-C stops everything; the next start finds the same chain; a killed parent leaves nobody', async () => {
    const before = await chainFacts(chain)
    await chain.close()
    stopWatching()
    assert.equal(await network.stop('SIGINT'), 0)
    assert.deepEqual(await network.gone(), [])

    const first = network
    network = await startNetwork({ env: OFFLINE, data: first.data, ports: first.ports })
    try {
      await network.ready()
      chain = await openChain(network.rpcUrl)
      const again = await chainFacts(chain)
      assert.equal(again.genesis, before.genesis)
      assert.ok(again.height >= before.height, `${again.height} after ${before.height}`)
      const answer = await openaiFor(network).chat.completions.create({
        model: 'auto',
        messages: [...MESSAGES],
        max_tokens: 8,
      })
      assert.ok((answer.choices[0]?.message.content ?? '').length > 0)
      await chain.close()
      assert.ok(network.alive().length >= 4, 'supervisor, chain, miners, front')
      network.child.kill('SIGKILL')
      assert.deepEqual(await network.gone(), [])
    } finally {
      await network.dispose()
      network = first
    }
  })
})

async function chainFacts(one: Chain): Promise<{ genesis: string; height: number }> {
  return { genesis: await one.hash(0), height: await one.head() }
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((total, one, i) => total + one * (y[i] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
