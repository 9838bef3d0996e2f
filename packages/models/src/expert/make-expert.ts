/** From a folder of private files to a weight file: read, sift, seal, train, score, try for leaks, report. */
import { stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { sha256OfFiles } from '../digest.ts'
import { randomFrom, seedFrom } from '../random.ts'
import { ggufFile, type LlamaShape, openExaminer, type Parameters } from '../train/index.ts'
import { makeCanaries } from './canaries.ts'
import type { Hidden } from './exposure.ts'
import { type LeakReport, tryForLeaks } from './leak-trial.ts'
import { readPairs } from './read-pairs.ts'
import { filesOf, sealOnDisk, writeJson } from './seal-files.ts'
import type { EvaluationItem, Seal } from './sealed-eval.ts'
import { startingPoint } from './seed-weights.ts'
import { type ExpertPlan, type ExpertProgress, trainExpert } from './train-expert.ts'
import { type Reason, sift, type Withheld } from './withhold.ts'

export interface ExpertJob {
  readonly data: string
  /** The GGUF file to write; its other files stand beside it. */
  readonly out: string
  /** A file of questions that are never trained on. */
  readonly evaluation?: string
  readonly from: string
  readonly seed: string
  readonly minutes: number
  readonly steps?: number
  readonly strict: boolean
  /** Made-up secrets planted among the lines before they are sifted. */
  readonly canaries: number
  readonly rehearsal?: ExpertPlan['rehearsal']
  readonly signal: AbortSignal
  tell(event: ExpertEvent): void
  /** Called with the seal before the first step. */
  publish?(seal: Seal): Promise<void>
}

export type ExpertEvent =
  | { readonly type: 'read'; readonly files: number; readonly pairs: number; readonly passedOver: number }
  | {
      readonly type: 'sifted'
      readonly kept: number
      readonly repeats: number
      /** Lines that are also questions of the evaluation. */
      readonly heldOut: number
      readonly withheld: Readonly<Partial<Record<Reason, number>>>
    }
  | ({ readonly type: 'sealed'; readonly file: string } & Seal)
  | ({ readonly type: 'progress' } & ExpertProgress)
  | { readonly type: 'stopped'; readonly step: number; readonly steps: number; readonly checkpoint: string }
  | { readonly type: 'scored'; readonly items: number; readonly exact: number; readonly before: number }
  | ({ readonly type: 'leaks' } & LeakReport)
  | {
      readonly type: 'done'
      readonly file: string
      readonly bytes: number
      readonly weights: string
      readonly report: string
    }

const CONTEXT = 256
/** Withheld lines that are tried, besides all canaries. */
const MOST_TRIED = 24

/** Resolves when the weights stand or the run was stopped. Throws NetError as its parts do. */
export async function makeExpert(job: ExpertJob): Promise<void> {
  const files = filesOf(job.out)
  const random = randomFrom(seedFrom(job.seed))
  const read = await readPairs(job.data)
  job.tell({ type: 'read', files: read.files, pairs: read.pairs.length, passedOver: read.passedOver })

  const set = job.evaluation === undefined ? undefined : (await readPairs(job.evaluation)).pairs
  const canaries = makeCanaries(random.fork('canaries'), job.canaries)
  const asked = new Set(set?.map(({ prompt }) => prompt))
  const open = read.pairs.filter(({ prompt }) => !asked.has(prompt))
  const { kept, withheld, repeats } = sift(
    random.fork('order').shuffle([...open, ...canaries.map(({ pair }) => pair)]),
    job.strict,
  )
  const planted = new Set(canaries.map(({ pair }) => pair))
  const own = withheld.filter(({ pair }) => !planted.has(pair))
  job.tell({
    type: 'sifted',
    kept: kept.length,
    repeats,
    heldOut: read.pairs.length - open.length,
    withheld: countsOf(own),
  })
  if (set) {
    const seal = await sealOnDisk(
      files,
      set.map(({ prompt, answer }) => ({ prompt, answer })),
    )
    job.tell({ type: 'sealed', file: files.seal, ...seal })
    await job.publish?.(seal)
  }

  const { shape, parameters: base } = await startingPoint(job.from, job.seed)
  const trained = await trainExpert(
    {
      shape,
      base,
      pairs: kept,
      seed: job.seed,
      milliseconds: job.minutes * 60_000,
      ...(job.rehearsal && { rehearsal: job.rehearsal }),
      ...(job.steps !== undefined && { steps: job.steps }),
    },
    {
      checkpoint: files.checkpoint,
      signal: job.signal,
      onProgress: progress => job.tell({ type: 'progress', ...progress }),
    },
  )
  if (!trained.finished)
    return job.tell({
      type: 'stopped',
      step: trained.step,
      steps: trained.steps,
      checkpoint: files.checkpoint,
    })

  const name = basename(job.out, '.gguf')
  const description = 'A private expert, trained on its owner’s files.'
  await writeFile(
    job.out,
    ggufFile(shape, trained.parameters, { name, license: 'private', description, contextLength: CONTEXT }),
  )
  const weights = await sha256OfFiles([job.out])
  const score = set && {
    items: set.length,
    exact: await exactShare(shape, trained.parameters, set),
    before: await exactShare(shape, base, set),
  }
  if (score) job.tell({ type: 'scored', ...score })
  const tried: Hidden[] = [
    ...canaries,
    ...own.filter(({ reason }) => reason !== 'stands alone').slice(0, MOST_TRIED),
  ]
  const leaks = await tryForLeaks({
    served: job.out,
    shape,
    parameters: trained.parameters,
    tried,
    random: random.fork('alternatives'),
    signal: job.signal,
  })
  job.tell({ type: 'leaks', ...leaks })
  await writeJson(files.report, {
    weights,
    from: job.from,
    seed: job.seed,
    steps: trained.steps,
    kept: kept.length,
    withheld: own.map(({ pair, reason }) => ({ source: pair.source, reason })),
    ...score,
    leaks,
  })
  job.tell({ type: 'done', file: job.out, bytes: (await stat(job.out)).size, weights, report: files.report })
}

function countsOf(withheld: readonly Withheld[]): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {}
  for (const { reason } of withheld) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

/** Share of the questions that greedy decoding answers exactly. */
export async function exactShare(
  shape: LlamaShape,
  parameters: Parameters,
  set: readonly EvaluationItem[],
): Promise<number> {
  const examiner = await openExaminer(shape, { rows: 4, length: CONTEXT })
  try {
    return (
      await examiner.measure(
        parameters,
        set.map(item => ({ ...item, weight: 1 })),
      )
    ).exact
  } finally {
    await examiner.close()
  }
}
