// What a validator's evidence says about one miner: how it did in each kind of challenge, over some epochs.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const probe = z.object({
  type: z.literal('probe'),
  miner: z.string(),
  kind: z.string(),
  score: z.number(),
  parts: z.record(z.string(), z.number()),
})

export interface KindRecord {
  readonly kind: string
  readonly probes: number
  /** Mean score, 0 … 1, and the means of its parts. */
  readonly score: number
  readonly parts: Readonly<Record<string, number>>
}

export interface EvidenceRecord {
  /** Epochs whose files were found, ascending. */
  readonly epochs: readonly number[]
  readonly kinds: readonly KindRecord[]
}

/** Where a validator process that keeps its data in `dataDir` writes its evidence. */
export const evidenceFolder = (dataDir: string, validator: string, netuid: number): string =>
  join(dataDir, validator, String(netuid), 'evidence')

function epochsIn(folder: string, last: number): number[] {
  try {
    return readdirSync(folder)
      .map(name => Number(/^epoch-(\d+)\.jsonl$/.exec(name)?.[1] ?? Number.NaN))
      .filter(epoch => epoch <= last)
      .sort((a, b) => a - b)
  } catch {
    return []
  }
}

function* probesIn(path: string, miner: string): Generator<z.infer<typeof probe>> {
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    // Most lines are about others; only ours are taken apart.
    if (!text.includes(miner)) continue
    const parsed = probe.safeParse(parseLine(text))
    if (parsed.success && parsed.data.miner === miner) yield parsed.data
  }
}

/** The last line of a running epoch may not be whole yet. */
function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The probes of a miner (its SS58 address) in the epochs up to `last`, at most the newest `most` of them. */
export function readEvidence(folder: string, miner: string, last: number, most: number): EvidenceRecord {
  const epochs = epochsIn(folder, last).slice(-most)
  const probes = epochs.flatMap(epoch => [...probesIn(join(folder, `epoch-${epoch}.jsonl`), miner)])
  const kinds = [...Map.groupBy(probes, ({ kind }) => kind)].map(([kind, all]): KindRecord => {
    const names = [...new Set(all.flatMap(({ parts }) => Object.keys(parts)))].sort()
    const parts = names.map((name): [string, number] => [
      name,
      mean(all.flatMap(one => one.parts[name] ?? [])),
    ])
    return {
      kind,
      probes: all.length,
      score: mean(all.map(({ score }) => score)),
      parts: Object.fromEntries(parts),
    }
  })
  return { epochs, kinds: kinds.sort((a, b) => (a.kind < b.kind ? -1 : 1)) }
}
