// A miner of the compute subnet: every job in the sandbox, nothing of it in the miner's own process.

import { route, type Service } from '@taonet/neuron'
import { modelOf } from './bid.ts'
import { COMPUTE_PATH, computeRequest, jobOf, MAX_JOB_BODY_BYTES, responseOf } from './job.ts'
import { Sandbox, type SandboxLimits } from './sandbox.ts'

export interface ComputeOptions extends Partial<SandboxLimits> {
  /** The bid: rao for a second that a caller reserves, a whole number. */
  readonly price?: number
}

export interface ComputeService extends Service {
  readonly sandbox: Sandbox
  /** Ends the children; jobs under way are lost. */
  close(): void
}

const FAIR_PRICE = 100

/** Starts no process before the first job. @throws RangeError for a price that cannot be declared. */
export function computeService({ price = FAIR_PRICE, ...limits }: ComputeOptions = {}): ComputeService {
  if (!Number.isSafeInteger(price) || price < 0 || price >= 1e12) throw new RangeError(`${price} is no price`)
  const sandbox = new Sandbox(limits)
  return {
    model: modelOf(price),
    sha256: '',
    engine: 'wasm',
    maxBodyBytes: MAX_JOB_BODY_BYTES,
    routes: {
      [COMPUTE_PATH]: route(computeRequest, async (request, { signal }) => ({
        type: 'json',
        body: responseOf(await sandbox.run(jobOf(request), signal), price),
      })),
    },
    sandbox,
    close: () => sandbox.close(),
  }
}
