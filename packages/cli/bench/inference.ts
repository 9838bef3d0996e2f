// The chain while the machine thinks: how regular its blocks are and how fast it answers, idle and with four chats being
// generated. Goals: DESIGN §9. Run it on a machine that does nothing else.
// node bench/inference.ts [seconds per row]
import { openChain } from '../test/expected-pay/chain-view.ts'
import { sleep, startNetwork } from '../test/network.ts'

const STREAMS = 4
const BLOCK_MS = 1_000
const ASK_EVERY_MS = 50
const seconds = Number(process.argv[2] ?? 60)

const network = await startNetwork({ env: { TAONET_OFFLINE: '1' } })

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ??
  Number.NaN

/** Milliseconds of every `system_health` until the time is over. */
async function healthTimes(end: number): Promise<number[]> {
  const times: number[] = []
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_health', params: [] })
  while (performance.now() < end) {
    const started = performance.now()
    const answer = await fetch(`http://127.0.0.1:${network.ports.rpc}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    await answer.text()
    times.push(performance.now() - started)
    await sleep(ASK_EVERY_MS)
  }
  return times
}

/** One chat after the other until the time is over; the number of pieces that came. */
async function chat(stream: number, end: number): Promise<number> {
  let pieces = 0
  for (let turn = 0; performance.now() < end; turn++) {
    const answer = await fetch(`${network.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'auto',
        messages: [{ role: 'user', content: `Tell me a long story about number ${stream * 1000 + turn}.` }],
        temperature: 1,
        max_tokens: 256,
        stream: true,
      }),
      signal: AbortSignal.timeout(60_000),
    })
    if (!answer.ok || !answer.body)
      throw new Error(`the gateway answered ${answer.status}: ${await answer.text()}`)
    for await (const text of answer.body.pipeThrough(new TextDecoderStream()))
      pieces += text.split('data: ').length - 1
  }
  return pieces
}

async function measure(what: string, streams: number): Promise<Record<string, string | number>> {
  const chain = await openChain(network.rpcUrl)
  const from = await chain.head()
  const end = performance.now() + seconds * 1000
  const chats = Array.from({ length: streams }, (_, i) => chat(i, end))
  const health = await healthTimes(end)
  const pieces = (await Promise.all(chats)).reduce((sum, one) => sum + one, 0)
  const to = await chain.head()
  const times: number[] = []
  for (let block = from; block <= to; block++) times.push(await chain.time(block))
  await chain.close()
  const errors = times.slice(1).map((time, i) => Math.abs(time - (times[i] ?? 0) - BLOCK_MS) / BLOCK_MS)
  const percent = (share: number): number => Number((100 * quantile(errors, share)).toFixed(1))
  const ms = (share: number): number => Number(quantile(health, share).toFixed(1))
  return {
    what,
    blocks: errors.length,
    'interval error p50 %': percent(0.5),
    'p99 % (goal ≤ 20)': percent(0.99),
    'system_health p50 ms': ms(0.5),
    'p99 ms (goal ≤ 100)': ms(0.99),
    'tokens/s': Math.round(pieces / seconds),
  }
}

try {
  await network.ready()
  // Compilers and first probes settle.
  await sleep(10_000)
  console.table([
    await measure('validators and miners only', 0),
    await measure(`${STREAMS} chats generating`, STREAMS),
  ])
  await network.stop()
} finally {
  await network.dispose()
}
