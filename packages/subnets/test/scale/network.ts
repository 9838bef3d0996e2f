// One scale run: recorded miners of several real models in this process, validators in another, everything between them real.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMiners } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pooledText } from './pool.ts'
import { recordedMiner } from './recorded-miner.ts'
import { type Recording, readRecordings } from './recording.ts'
import { minerKeys, NETUID, type Size, seated } from './seats.ts'
import type { Order, Outcome } from './validators-process.ts'

const CHILD = fileURLToPath(new URL('./validators-process.ts', import.meta.url))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isOutcome = (value: unknown): value is { readonly outcome: Outcome } =>
  isRecord(value) && 'outcome' in value

function validate(order: Order): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, { execArgv: [...process.execArgv, '--expose-gc'] })
    child.on('message', message => {
      if (isOutcome(message)) resolve(message.outcome)
      else reject(new Error(JSON.stringify(message)))
    })
    child.on('exit', code => reject(new Error(`the validators ended with ${code}`)))
    child.send(order)
  })
}

export interface ScaleRun extends Outcome {
  /** Which recording the miner of a uid answers from. */
  readonly recordingOf: ReadonlyMap<number, Recording>
}

/** Miners err in 3 % of their answers and take up to 4 ms for each. @throws Error when the validators fail. */
export async function scaleRun(size: Size, epochs: number): Promise<ScaleRun> {
  await Promise.all([ready(), loadFastVerifier()])
  const recordings = readRecordings()
  const folder = mkdtempSync(join(tmpdir(), 'taonet-scale-miners-'))
  const keys = minerKeys(size)
  const recordingOf = new Map<number, Recording>()
  const miners = await startMiners(seated(size), {
    dataDir: folder,
    miners: keys.flatMap((hotkey, i) => {
      const recording = recordings[i % recordings.length]
      if (!recording) return []
      recordingOf.set(size.validators + i, recording)
      const service = recordedMiner(recording, `miner ${i}`, { noise: 0.03, slowest: 4 })
      return [{ hotkey, netuid: NETUID, subnet: pooledText, service, host: '127.0.0.1', port: 0 }]
    }),
  })
  try {
    const outcome = await validate({ size, ports: miners.miners.map(({ port }) => port), epochs })
    return { ...outcome, recordingOf }
  } finally {
    await miners.close(0)
    rmSync(folder, { recursive: true, force: true })
  }
}
