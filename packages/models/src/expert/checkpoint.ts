/** A training run on disk, so that it goes on after Ctrl-C as if it had never stopped. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { NetError } from '../net-error.ts'
import type { OptimizerState } from '../train/adamw.ts'
import { type LlamaShape, type Parameters, parameterShapes } from '../train/index.ts'

export interface Checkpoint {
  /** Of all that the run depends on: a checkpoint of another run is never continued. */
  readonly digest: string
  /** Steps done, and planned. */
  readonly step: number
  readonly steps: number
  readonly parameters: Parameters
  readonly optimizer: OptimizerState
}

const FORMAT = 'taonet checkpoint 1'
/** It holds what the owner's files taught: for the owner alone. */
const OWNER_ONLY = 0o600

/** A line of JSON, then for each parameter its values and both moments as little-endian floats. Replaces the file at once. */
export async function saveCheckpoint(
  path: string,
  { parameters, optimizer, ...rest }: Checkpoint,
): Promise<void> {
  const header = { format: FORMAT, ...rest, optimizerSteps: optimizer.steps }
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(header)}\n`)]
  for (const [name, values] of parameters) {
    const moment = optimizer.moments.get(name)
    const zeros = new Float32Array(values.length)
    for (const floats of [values, moment?.first ?? zeros, moment?.second ?? zeros])
      parts.push(new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength))
  }
  const draft = `${path}.new`
  await writeFile(draft, Buffer.concat(parts), { mode: OWNER_ONLY })
  await rename(draft, path)
}

/** Undefined when there is none. Throws NetError `bad_data` for a file that is none, or of another shape. */
export async function loadCheckpoint(path: string, shape: LlamaShape): Promise<Checkpoint | undefined> {
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  const end = file.indexOf(10)
  const header = headerOf(file.subarray(0, Math.max(0, end)).toString())
  const sizes = [...parameterShapes(shape)].map(([name, dims]) => ({
    name,
    count: dims.reduce((a, b) => a * b),
  }))
  const expected = end + 1 + sizes.reduce((sum, { count }) => sum + 12 * count, 0)
  if (header === undefined || file.length !== expected)
    throw new NetError('bad_data', `${path} is no checkpoint of this network`, {
      hint: 'remove it to start again',
    })
  let at = end + 1
  const floats = (count: number) => {
    const values = new Float32Array(new Uint8Array(file.subarray(at, at + 4 * count)).buffer)
    at += 4 * count
    return values
  }
  const read = sizes.map(({ name, count }) => ({
    name,
    values: floats(count),
    moment: { first: floats(count), second: floats(count) },
  }))
  return {
    digest: header.digest,
    step: header.step,
    steps: header.steps,
    parameters: new Map(read.map(({ name, values }) => [name, values])),
    optimizer: {
      steps: header.optimizerSteps,
      moments: new Map(read.map(({ name, moment }) => [name, moment])),
    },
  }
}

export const dropCheckpoint = (path: string): Promise<void> => rm(path, { force: true })

function headerOf(line: string) {
  try {
    const { format, digest, step, steps, optimizerSteps } = JSON.parse(line)
    const numbers = [step, steps, optimizerSteps].every(value => Number.isSafeInteger(value) && value >= 0)
    return format === FORMAT && typeof digest === 'string' && numbers
      ? { digest, step: Number(step), steps: Number(steps), optimizerSteps: Number(optimizerSteps) }
      : undefined
  } catch {
    return undefined
  }
}
