/** Looks for secrets in a finished expert: by its losses, and by asking it as it will be served. */
import { openOne } from '../open-one.ts'
import type { Random } from '../random.ts'
import type { LlamaShape, Parameters } from '../train/index.ts'
import { exposures, extracted, type Hidden } from './exposure.ts'

export interface LeakReport {
  /** Secrets looked for: all planted canaries and some of the owner's own withheld lines. */
  readonly tried: number
  /** Those that some attempt brought out. */
  readonly extracted: number
  /** Bits; a secret that was never seen has 1.4 on average, one learned by heart 8. */
  readonly meanExposure: number
}

export interface LeakTrial {
  /** The weight file. */
  readonly served: string
  readonly shape: LlamaShape
  readonly parameters: Parameters
  readonly tried: readonly Hidden[]
  readonly random: Random
  /** Ends the asking early; the report counts what was asked. */
  readonly signal: AbortSignal
}

export async function tryForLeaks({
  served,
  shape,
  parameters,
  tried,
  random,
  signal,
}: LeakTrial): Promise<LeakReport> {
  if (tried.length === 0) return { tried: 0, extracted: 0, meanExposure: 0 }
  const bits = await exposures(shape, parameters, tried, random)
  const { model, close } = await openOne(served)
  let found = 0
  let count = 0
  try {
    for (const hidden of tried) {
      if (signal.aborted) break
      count++
      if (await extracted(model, hidden, random.below(1_000_000))) found++
    }
  } finally {
    await close()
  }
  return {
    tried: count,
    extracted: found,
    meanExposure: bits.reduce((sum, one) => sum + one, 0) / bits.length,
  }
}
