/** Models that a validator runs itself, to compare others with: one host process, started on demand, ended when idle. */
import { cacheDirectory, cachedWeights, type WeightFile } from './cache.ts'
import { isRounded } from './gguf-precision.ts'
import type { HostProcess } from './host/host-process.ts'
import type { HostedText } from './host/hosted.ts'
import { takeTurns } from './host/turns.ts'
import { loadText, startHost } from './open.ts'
import { ownTextWeights } from './own-weights.ts'

export interface ReferenceModels {
  /**
   * Runs one job after the other on the weights with this SHA-256 (64 hexadecimal digits); undefined where this machine
   * has no such file or it is larger than a validator keeps in memory. Throws what `job` throws and NetError for the host.
   */
  run<T>(sha256: string, job: (model: HostedText) => Promise<T>): Promise<T | undefined>
  /** Whether the weights of that file have fewer than 16 bits; undefined where this machine has no such file. */
  rounded(sha256: string): Promise<boolean | undefined>
  close(): Promise<void>
}

export interface ReferenceModelsOptions {
  /** Whose `models` folder is looked through; absent = the weights of the repository, and `TAONET_MODELS`. */
  readonly dataDir?: string
  /** Milliseconds without a job after which the host ends. */
  readonly idleMs?: number
}

const IDLE_MS = 120_000
/** Bytes of weights in one host; where a file would exceed them the host starts anew. */
const MOST_BYTES = 400_000_000
/** Below the miners and the gateway: a comparison can wait, an answer cannot. */
const NICE = 5
/** Milliseconds that a look into the folders holds: a download may bring what was missing. */
const FRESH_MS = 300_000

interface Running {
  readonly host: HostProcess
  readonly models: Map<string, HostedText>
  bytes: number
}

export function referenceModels({ dataDir, idleMs = IDLE_MS }: ReferenceModelsOptions = {}): ReferenceModels {
  const turns = takeTurns()
  let files: { readonly until: number; readonly found: readonly WeightFile[] } | undefined
  let running: Running | undefined
  let idle: NodeJS.Timeout | undefined
  let closed = false

  async function fileOf(sha256: string): Promise<WeightFile | undefined> {
    const known = files?.found.find(({ card }) => card.sha256 === sha256)
    if (known !== undefined || performance.now() < (files?.until ?? 0)) return known
    const folder = dataDir ?? process.env.TAONET_MODELS
    // A folder that cannot be read holds nothing to compare with.
    const cached = folder === undefined ? [] : await cachedWeights(cacheDirectory(folder)).catch(() => [])
    files = { until: performance.now() + FRESH_MS, found: [...(await ownTextWeights()), ...cached] }
    return files.found.find(({ card }) => card.sha256 === sha256)
  }

  async function end(): Promise<void> {
    clearTimeout(idle)
    const host = running?.host
    running = undefined
    await host?.close()
  }

  async function open(file: WeightFile): Promise<HostedText> {
    const { sha256, bytes } = file.card
    const known = running?.models.get(sha256)
    if (known !== undefined) return known
    if (running !== undefined && running.bytes + bytes > MOST_BYTES) await end()
    running ??= { host: startHost('text-host', NICE), models: new Map(), bytes: 0 }
    const model = await loadText(running.host, file)
    running.models.set(sha256, model)
    running.bytes += bytes
    return model
  }

  return {
    run: (sha256, job) =>
      turns(async () => {
        const file = closed ? undefined : await fileOf(sha256)
        if (file === undefined || file.card.bytes > MOST_BYTES) return undefined
        clearTimeout(idle)
        try {
          return await job(await open(file))
        } finally {
          // What is left of the host must not keep a process alive that has nothing else to do.
          idle = setTimeout(() => void turns(end), idleMs).unref()
        }
      }),
    rounded: sha256 =>
      turns(async () => {
        const file = await fileOf(sha256)
        return file && isRounded(file.path)
      }),
    close() {
      closed = true
      return turns(end)
    },
  }
}
