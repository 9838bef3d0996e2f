// The load on a replicated chain, as a process of its own: transfers signed ahead, spread over the nodes, each account at
// one of them. The parent sends a plan and gets a report.
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesToHex, type KeyPair, ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { type ChainIds, transfer } from '../../test/wallet.ts'
import { percentile } from './figures.ts'
import { Inclusions } from './inclusions.ts'
import { Line } from './line.ts'
import { SIGNERS, signers } from './signers.ts'

export interface LoadPlan {
  readonly ports: readonly number[]
  readonly transfers: number
  /** Transfers a second; as fast as they are taken when it is undefined. */
  readonly rate?: number
}

export interface LoadReport {
  readonly included: number
  /** Refused at first, and sent again a moment later. */
  readonly refused: number
  readonly lost: number
  /** In a block, but not once. */
  readonly twice: number
  /** From the first one sent until the last one included. */
  readonly seconds: number
  readonly milliseconds: { readonly p50: number; readonly p95: number }
  readonly blocks: { readonly p50: number; readonly p95: number }
  /** Milliseconds from one block to the next, as a client hears of them. */
  readonly intervals: readonly number[]
}

/** Signing takes time that a machine under load does not have. */
const SIGNED_AHEAD = 16_000
/** At one node, not answered yet, when there is no rate. */
const IN_FLIGHT = 64
/** Nothing was included for so long: what waits is lost. */
const PATIENCE_MS = 60_000
const AGAIN_MS = 500

async function load({ ports, transfers, rate }: LoadPlan): Promise<LoadReport> {
  const lines = await Promise.all(ports.map(port => Line.open(port)))
  const [first] = lines as [Line]
  const version = (await first.ask('state_getRuntimeVersion')) as Omit<ChainIds, 'genesis'>
  const ids = { ...version, genesis: await first.ask('chain_getBlockHash', 0) } as ChainIds
  const keys = signers()
  const [sink] = keys as [KeyPair]
  const nonces = await Promise.all(keys.map(key => first.ask('system_accountNextIndex', key.account)))
  const signed = (index: number): string => {
    const signer = index % SIGNERS
    const nonce = Number(nonces[signer]) + Math.floor(index / SIGNERS)
    return bytesToHex(transfer(ids, keys[signer]!, sink.account, 10n, { nonce }))
  }
  const ahead = Array.from({ length: Math.min(transfers, SIGNED_AHEAD) }, (_, index) => signed(index))
  const inclusions = await Inclusions.follow(ports[0]!)
  let refused = 0
  const submit = async (line: Line, index: number): Promise<void> => {
    const extrinsic = ahead[index] ?? signed(index)
    inclusions.sent(extrinsic)
    while ((await line.answer('author_submitExtrinsic', extrinsic)).error) {
      refused++
      await sleep(AGAIN_MS)
    }
  }

  const start = performance.now()
  if (rate === undefined) await flood(lines, transfers, submit)
  else await steady(lines, transfers, rate, submit)
  for (let waiting = inclusions.waiting; waiting > 0; ) {
    const until = performance.now() + PATIENCE_MS
    while (inclusions.waiting === waiting && performance.now() < until) await sleep(5)
    if (inclusions.waiting === waiting) break
    waiting = inclusions.waiting
  }
  const { blocks, milliseconds, distances, twice } = inclusions
  const full = blocks.filter(block => block.transfers > 0)
  for (const line of [...lines, inclusions]) line.close()
  return {
    included: milliseconds.length,
    refused,
    lost: inclusions.waiting,
    twice,
    seconds: ((full.at(-1)?.at ?? start) - start) / 1000,
    milliseconds: { p50: percentile(milliseconds, 0.5), p95: percentile(milliseconds, 0.95) },
    blocks: { p50: percentile(distances, 0.5), p95: percentile(distances, 0.95) },
    intervals: blocks.slice(1).map((block, index) => block.at - blocks[index]!.at),
  }
}

type Submit = (line: Line, index: number) => Promise<void>

/** Each account at one node; a window of them under way there. */
async function flood(lines: readonly Line[], transfers: number, submit: Submit): Promise<void> {
  await Promise.all(
    lines.map(async (line, at) => {
      const mine = Array.from({ length: transfers }, (_, index) => index)
        .filter(index => (index % SIGNERS) % lines.length === at)
        .values()
      const one = async (): Promise<void> => {
        for (const index of mine) await submit(line, index)
      }
      await Promise.all(Array.from({ length: IN_FLIGHT }, one))
    }),
  )
}

/** By the clock, whether the nodes keep up or not. */
async function steady(
  lines: readonly Line[],
  transfers: number,
  rate: number,
  submit: Submit,
): Promise<void> {
  const start = performance.now()
  const under = new Set<Promise<void>>()
  for (let index = 0; index < transfers; ) {
    const due = Math.min(transfers, Math.floor(((performance.now() - start) / 1000) * rate))
    for (; index < due; index++) {
      const one = submit(lines[(index % SIGNERS) % lines.length]!, index).finally(() => under.delete(one))
      under.add(one)
    }
    await sleep(2)
  }
  await Promise.all(under)
}

await ready()
await loadFastVerifier()
process.once('message', (plan: LoadPlan) =>
  load(plan).then(report => process.send?.(report, () => process.disconnect())),
)
