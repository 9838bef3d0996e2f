// `taonet audit`: somebody else's evidence against the chain, and a random sample of its verdicts made again.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@taonet/client'
import {
  type AuditReport,
  auditEvidence,
  clientArchive,
  type Disagreement,
  evidenceEpochs,
  evidenceFile,
  evidenceFolder,
} from '@taonet/neuron'
import { NetUid } from '@taonet/runtime'
import { referenceTools } from '@taonet/subnets'
import { NetError, ready } from '@taonet/wire'
import { subnetOn } from '../join/chain-facts.ts'
import { bold, dim, paint, printJson, say, table } from '../terminal.ts'

export interface AuditOptions {
  readonly chainUrl: string
  readonly netuid?: number
  /** SS58 address. */
  readonly validator?: string
  /** Of evidence that came from elsewhere. */
  readonly folder?: string
  readonly data: string
  /** Verdicts to make again, over all epochs. */
  readonly sample: number
  /** The newest closed epochs that are looked at. */
  readonly epochs: number
  /** Module of a subnet that taonet does not know. */
  readonly subnet?: string
  readonly json: boolean
}

interface Found {
  readonly folder: string
  readonly validator: string
  readonly netuid: number
}

const isClosed = (text: string): boolean =>
  text.trimEnd().split('\n').at(-1)?.includes('"type":"secret"') ?? false

/** Of whom a folder's evidence is, by its own first line. */
function headOf(folder: string): Found | undefined {
  const newest = evidenceEpochs(folder).at(-1)
  if (newest === undefined) return undefined
  const [first = ''] = readFileSync(evidenceFile(folder, newest), 'utf8').split('\n')
  const netuid = /"netuid":(\d+)/.exec(first)?.[1]
  const validator = /"validator":"(\w+)"/.exec(first)?.[1]
  return netuid === undefined || validator === undefined
    ? undefined
    : { folder, validator, netuid: Number(netuid) }
}

function foldersIn(data: string): readonly Found[] {
  const neurons = join(data, 'neurons')
  const names = (folder: string): readonly string[] => {
    try {
      return readdirSync(folder)
    } catch {
      return []
    }
  }
  return names(neurons)
    .flatMap(validator =>
      names(join(neurons, validator)).map(netuid => evidenceFolder(neurons, validator, Number(netuid))),
    )
    .flatMap(folder => headOf(folder) ?? [])
}

/** @throws NetError `no-evidence`, `which-evidence`. */
function evidenceOf({ data, folder, netuid, validator }: AuditOptions): Found {
  const all = folder === undefined ? foldersIn(data) : [headOf(folder)].flatMap(one => one ?? [])
  const fitting = all.filter(
    one => (netuid ?? one.netuid) === one.netuid && (validator ?? one.validator) === one.validator,
  )
  const [one, another] = fitting
  if (one && !another) return one
  if (one === undefined)
    throw new NetError(
      'no-evidence',
      `there is no such evidence in ${folder ?? join(data, 'neurons')}`,
      'name where it lies: --data DIR or --folder DIR',
    )
  throw new NetError(
    'which-evidence',
    `there is evidence of ${fitting.length} judges: ${fitting.map(({ validator: who, netuid: on }) => `${who} on ${on}`).join(', ')}`,
    'choose one with --validator and --netuid',
  )
}

/** Uniform in 0 … 1, and nothing a validator could have foreseen. */
const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

interface Outcome {
  readonly validator: string
  readonly netuid: number
  readonly epochs: readonly AuditReport[]
  readonly agree: boolean
}

/** The exit code is 1 when anything disagrees. @throws NetError. */
export async function audit(options: AuditOptions): Promise<void> {
  await ready()
  const found = evidenceOf(options)
  const client = await connect(options.chainUrl, { timeout: 10_000 })
  const tools = referenceTools({ dataDir: options.data })
  try {
    const { subnet } = await subnetOn(client, NetUid(found.netuid), options.subnet)
    const texts = evidenceEpochs(found.folder)
      .map(epoch => readFileSync(evidenceFile(found.folder, epoch), 'utf8'))
      .filter(isClosed)
      .slice(-options.epochs)
    if (texts.length === 0)
      throw new NetError('no-evidence', 'no epoch of it is closed yet', 'wait for the end of an epoch')
    const sample = Math.max(1, Math.ceil(options.sample / texts.length))
    const archive = clientArchive(client)
    const epochs: AuditReport[] = []
    for (const text of texts)
      epochs.push(
        await auditEvidence(text, { archive, subnet, netuid: found.netuid, sample, tools, random: chance }),
      )
    const agree = epochs.every(({ disagreements }) => disagreements.length === 0)
    const outcome: Outcome = { validator: found.validator, netuid: found.netuid, epochs, agree }
    if (options.json) printJson(outcome)
    else say(written(outcome))
    if (!agree) process.exitCode = 1
  } finally {
    client.close()
    await tools.close()
  }
}

function found({ disagreements, awaited }: AuditReport): string {
  if (disagreements.length > 0) return paint('red', String(disagreements.length))
  return paint('green', awaited ? 'none; its root is not out yet' : 'none')
}

const epochName = ({ epoch }: AuditReport): string => (epoch === undefined ? '?' : String(epoch))

function written({ validator, netuid, epochs, agree }: Outcome): string {
  const rows = epochs.map(one => [
    epochName(one),
    String(one.probes),
    String(one.sampled),
    String(one.rescored),
    String(one.remeasured),
    String(one.hashesOnly),
    found(one),
  ])
  const head = ['epoch', 'probes', 'sampled', 'rescored', 'remeasured', 'hashes only', 'disagreements']
  return [
    `${bold(validator)} on subnet ${netuid}`,
    table(head, rows),
    ...epochs.flatMap(one => one.disagreements.map(each => problem(epochName(one), each))),
    ...byKind(epochs),
    agree ? `${paint('green', '✔')} the evidence holds` : `${paint('red', '✘')} the evidence does not hold`,
  ].join('\n')
}

const problem = (epoch: string, { line, kind, what }: Disagreement): string =>
  `  epoch ${epoch}${line === undefined ? '' : `, line ${line + 1}`}${kind === undefined ? '' : ` (${kind})`}: ${what}`

function byKind(epochs: readonly AuditReport[]): readonly string[] {
  const all = epochs.flatMap(({ disagreements }) => disagreements)
  const kinds = Map.groupBy(all, ({ kind }) => kind ?? 'the file')
  const counts = [...kinds].map(([kind, found]) => `${kind} ${found.length}`)
  return counts.length === 0 ? [] : [`${dim('disagreements by kind:')} ${counts.join(', ')}`]
}
