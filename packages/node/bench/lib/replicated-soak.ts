// Hours of modest load on a replicated chain: whether memory grows, whether a transfer is refused, lost or doubled, and
// whether every node ends with the same chain.
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, slope } from './figures.ts'
import { load } from './load.ts'
import type { ReplicatedNetwork } from './replicated-network.ts'

const SAMPLE_MS = 5_000
/** The least of so many samples is what garbage collection leaves. */
const WINDOW = 12

interface Sample {
  readonly minute: number
  /** MB of each node's JavaScript heap. */
  readonly heaps: readonly number[]
  readonly node: number
  readonly engine: number
}

async function heapMegabytes(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]) / 1e6
}

/** The least value of each window of samples, by the minute of its end. */
function troughs(samples: readonly Sample[], of: (sample: Sample) => number) {
  const windows = Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, index) =>
    samples.slice(index * WINDOW, (index + 1) * WINDOW),
  )
  return windows.map(window => ({
    x: window.at(-1)?.minute ?? 0,
    y: Math.min(...window.map(of)),
  }))
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** What to print. Slopes are of the second half: the first fills caches that have an end. */
export async function soak(network: ReplicatedNetwork, minutes: number, rate: number) {
  const ports = network.nodes.map(({ port }) => port)
  const samples: Sample[] = []
  const began = performance.now()
  const ended = new AbortController()
  const sampling = (async () => {
    while (!ended.signal.aborted) {
      const memory = await network.memory()
      samples.push({
        minute: (performance.now() - began) / 60_000,
        heaps: await Promise.all(ports.map(heapMegabytes)),
        node: memory.nodes,
        engine: memory.engines,
      })
      if (samples.length % WINDOW === 0) console.log(JSON.stringify(samples.at(-1)))
      await sleep(SAMPLE_MS, undefined, { signal: ended.signal }).catch(() => {})
    }
  })()
  const report = await load({ ports, transfers: Math.round(minutes * 60 * rate), rate })
  ended.abort()
  await sampling
  const half = samples.slice(Math.floor(samples.length / 2))
  const first = samples[0]
  const last = samples.at(-1)
  const heads = await Promise.all(network.nodes.map(({ rpc }) => rpc.ask('chain_getHeader')))
  const common = Math.min(...heads.map(head => Number((head as { number: string }).number)))
  const hashes = await Promise.all(network.nodes.map(({ rpc }) => rpc.ask('chain_getBlockHash', common)))
  return {
    minutes: rounded((performance.now() - began) / 60_000),
    transfers: report.included,
    refused: report.refused,
    lost: report.lost,
    twice: report.twice,
    'included after, ms': report.milliseconds,
    'included after, blocks': report.blocks,
    'block interval, ms': {
      p50: rounded(percentile(report.intervals, 0.5)),
      p95: rounded(percentile(report.intervals, 0.95)),
      p99: rounded(percentile(report.intervals, 0.99)),
    },
    'heap of each node, MB': ports.map((_, node) =>
      rounded(
        percentile(
          half.map(({ heaps }) => heaps[node]!),
          0.01,
        ),
      ),
    ),
    'heap slope, MB a minute': ports.map((_, node) =>
      rounded(slope(troughs(half, ({ heaps }) => heaps[node]!))),
    ),
    'memory of a node, MB': [first?.node, last?.node],
    'memory of an engine, MB': [first?.engine, last?.engine],
    'engine slope, MB a minute': rounded(slope(troughs(half, ({ engine }) => engine))),
    'blocks, and hashes of the newest that all have': [common, [...new Set(hashes)]],
  }
}
