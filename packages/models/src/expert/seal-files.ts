/** The seal of an evaluation set on disk: what may be shown beside the weights, and what its owner keeps until the end. */
import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { NetError } from '../net-error.ts'
import { type EvaluationItem, flawOfReveal, type Reveal, revealEvaluation, type Seal } from './sealed-eval.ts'

/** What the weights scored on the set. */
export interface Score {
  /** SHA-256 of the weight file, 64 hex digits. */
  readonly weights: string
  /** Share of questions answered exactly, by greedy decoding. */
  readonly exact: number
}

export type ScoredReveal = Reveal & Score

export interface ExpertFiles {
  /** May be published at once. */
  readonly seal: string
  /** Salt and questions: for the owner alone until the reveal. */
  readonly secret: string
  readonly report: string
  readonly checkpoint: string
  /** Written by the reveal. */
  readonly reveal: string
}

/** Beside `out`, whatever its ending. */
export function filesOf(out: string): ExpertFiles {
  const stem = out.replace(/\.gguf$/, '')
  return {
    seal: `${stem}.seal.json`,
    secret: `${stem}.secret.json`,
    report: `${stem}.report.json`,
    checkpoint: `${stem}.checkpoint`,
    reveal: `${stem}.reveal.json`,
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`)

/** A run that goes on keeps its seal; a new one, or another set, is sealed afresh. */
export async function sealOnDisk(files: ExpertFiles, set: readonly EvaluationItem[]): Promise<Seal> {
  const kept = await readReveal(files.secret).catch(() => undefined)
  const same =
    kept &&
    JSON.stringify(kept.set) === JSON.stringify(set) &&
    flawOfReveal(kept, kept.commitment) === undefined
  const reveal = same ? kept : revealEvaluation(set, randomBytes(32))
  await writeFile(files.secret, `${JSON.stringify(reveal, null, 2)}\n`, { mode: 0o600 })
  await chmod(files.secret, 0o600)
  const { version, commitment, items } = reveal
  const seal = { version, commitment, items }
  await writeJson(files.seal, seal)
  return seal
}

/** Opens the seal. Throws NetError `not_scored` before the score stands, `mismatch` when the files do not fit together. */
export async function revealOnDisk(out: string): Promise<{ file: string; reveal: ScoredReveal }> {
  const files = filesOf(out)
  const kept = await readReveal(files.secret)
  const published = fields(await readFileOr(files.seal))
  const flaw = flawOfReveal(kept, String(published.commitment))
  if (flaw !== undefined)
    throw new NetError('mismatch', `${files.secret} does not open ${files.seal}: ${flaw}`)
  const report = fields(await readFile(files.report, 'utf8').catch(() => '{}'))
  const { weights, exact } = report
  if (typeof weights !== 'string' || typeof exact !== 'number')
    throw new NetError('not_scored', 'the questions stay sealed until the score stands', {
      hint: 'let the training end first',
    })
  const reveal = { ...kept, weights, exact }
  await writeJson(files.reveal, reveal)
  return { file: files.reveal, reveal }
}

/** Throws NetError: `not_found`, `bad_data`. */
export async function readReveal(path: string): Promise<Reveal> {
  const { version, commitment, items, salt, set } = fields(await readFileOr(path))
  if (
    version !== 1 ||
    typeof commitment !== 'string' ||
    typeof items !== 'number' ||
    typeof salt !== 'string'
  )
    throw new NetError('bad_data', `${path} is no sealed evaluation`)
  if (!Array.isArray(set) || !set.every(isItem)) throw new NetError('bad_data', `${path} has no questions`)
  return { version, commitment, items, salt, set: set.map(({ prompt, answer }) => ({ prompt, answer })) }
}

/** The score that a reveal claims; undefined when it claims none. */
export async function readScore(path: string): Promise<Score | undefined> {
  const { weights, exact } = fields(await readFileOr(path))
  return typeof weights === 'string' && typeof exact === 'number' ? { weights, exact } : undefined
}

const readFileOr = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new NetError('not_found', `there is no ${path}`, { cause })
  })

function fields(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function isItem(value: unknown): value is EvaluationItem {
  if (typeof value !== 'object' || value === null) return false
  return (
    'prompt' in value &&
    'answer' in value &&
    typeof value.prompt === 'string' &&
    typeof value.answer === 'string'
  )
}
