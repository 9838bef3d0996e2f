// `taonet miner train`: a specialist from files that never leave this machine, and the proof of what it scores.
import { readFile } from 'node:fs/promises'
import {
  type ExpertEvent,
  exactShare,
  flawOfReveal,
  makeExpert,
  readReveal,
  readScore,
  revealOnDisk,
  SCRATCH,
  startingPoint,
} from '@taonet/models/expert'
import { skills } from '@taonet/subnets'
import { NetError, sha256 } from '@taonet/wire'
import { publishSeal, type SealSigner } from '../join/publish-seal.ts'
import { bold, dim, paint, printJsonLine, say } from '../terminal.ts'

export interface TrainOptions extends SealSigner {
  readonly data?: string
  readonly out: string
  readonly eval?: string
  readonly from: string
  readonly minutes: number
  readonly steps?: number
  readonly seed: string
  readonly rehearse: number
  readonly canaries: number
  readonly strict: boolean
  readonly commit: boolean
  readonly reveal: boolean
  readonly verify?: string
  readonly commitment?: string
  readonly json: boolean
}

/** @throws NetError `usage` and those of the expert's parts. */
export async function trainCommand(options: TrainOptions): Promise<void> {
  if (options.verify !== undefined) return verify(options.verify, options)
  if (options.reveal) return reveal(options)
  if (options.data === undefined)
    throw new NetError('usage', 'say which files to train on', 'taonet miner train --data DIR')
  if (options.commit && options.eval === undefined)
    throw new NetError('usage', 'there is nothing to commit to', 'name the questions with --eval FILE')
  ensureNumbers(options)
  await train(options, options.data)
}

const MOST_CANARIES = 100

function ensureNumbers({ minutes, steps, rehearse, canaries }: TrainOptions): void {
  const wrong = (what: string) =>
    new NetError('usage', `--${what} takes another kind of number`, 'see taonet miner train --help')
  if (!(minutes > 0)) throw wrong('minutes')
  if (steps !== undefined && !(Number.isSafeInteger(steps) && steps > 0)) throw wrong('steps')
  if (!(rehearse >= 0 && rehearse < 1)) throw wrong('rehearse')
  if (!(Number.isInteger(canaries) && canaries >= 0 && canaries <= MOST_CANARIES)) throw wrong('canaries')
}

async function train(options: TrainOptions, data: string): Promise<void> {
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
    process.stderr.write(`\n${dim('saving; press Ctrl-C again to kill')}\n`)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  const tell = options.json ? printJsonLine : (event: ExpertEvent) => say(lineOf(event))
  const share = options.from === SCRATCH ? 0 : options.rehearse
  await makeExpert({
    data,
    out: options.out,
    from: options.from,
    seed: options.seed,
    minutes: options.minutes,
    strict: options.strict,
    canaries: options.canaries,
    signal: stop.signal,
    tell,
    ...(options.eval !== undefined && { evaluation: options.eval }),
    ...(options.steps !== undefined && { steps: options.steps }),
    ...(share > 0 && {
      rehearsal: { share, draw: random => ({ ...random.pick(skills).make(random), weight: 1 }) },
    }),
    ...(options.commit && {
      publish: async ({ commitment }) => {
        const block = await publishSeal(options, commitment)
        if (options.json) printJsonLine({ type: 'published', block, commitment })
        else say(`published in block ${block} by ${options.wallet}/${options.hotkey}`)
      },
    }),
  })
}

async function reveal({ out, json }: TrainOptions): Promise<void> {
  const { file, reveal: opened } = await revealOnDisk(out)
  const { commitment, items, weights, exact } = opened
  if (json) return printJsonLine({ type: 'revealed', file, commitment, items, weights, exact })
  say(`${paint('green', '✔')} ${items} questions opened in ${bold(file)}`)
  say(`they were sealed as ${commitment}`)
  say(`weights ${weights.slice(0, 16)}… answered ${percent(exact)} of them exactly`)
}

/** What anybody can check: that the questions are those of the commitment, and, with the weights, that the score is theirs. */
async function verify(path: string, { commitment, out, json }: TrainOptions): Promise<void> {
  const opened = await readReveal(path)
  const flaw = flawOfReveal(opened, commitment ?? opened.commitment)
  if (flaw !== undefined)
    throw new NetError('mismatch', `${path}: ${flaw}`, 'ask for the file that was sealed')
  const claimed = await readScore(path)
  const file = await readFile(out).catch(() => undefined)
  if (!claimed || !file) return told(json, opened.items, opened.commitment)
  if (Buffer.from(sha256(file)).toString('hex') !== claimed.weights)
    throw new NetError('mismatch', `${out} is not the weight file that was scored`, 'name it with --out')
  const { shape, parameters } = await startingPoint(out, '')
  const exact = await exactShare(shape, parameters, opened.set)
  if (exact !== claimed.exact)
    throw new NetError(
      'mismatch',
      `${out} answers ${percent(exact)}, not ${percent(claimed.exact)}`,
      'it was scored otherwise',
    )
  told(json, opened.items, opened.commitment, exact)
}

function told(json: boolean, items: number, commitment: string, exact?: number): void {
  if (json)
    return printJsonLine({ type: 'verified', items, commitment, ...(exact !== undefined && { exact }) })
  const scored =
    exact === undefined
      ? dim('the weights are not here: not scored again')
      : `scored again: ${percent(exact)}`
  say(`${paint('green', '✔')} ${items} questions are those sealed as ${commitment}; ${scored}`)
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const reasons = (withheld: Readonly<Record<string, number>>): string => {
  const list = Object.entries(withheld).map(([reason, count]) => `${count} ${reason}`)
  return list.length === 0 ? 'none withheld' : `withheld: ${list.join(', ')}`
}

function lineOf(event: ExpertEvent): string {
  switch (event.type) {
    case 'read':
      return `${event.pairs} pairs in ${event.files} files${event.passedOver > 0 ? dim(` (${event.passedOver} too long or too short)`) : ''}`
    case 'sifted':
      return `training on ${event.kept}; ${event.repeats} repeats, ${event.heldOut} held out, ${reasons(event.withheld)}`
    case 'sealed':
      return `${event.items} questions sealed as ${bold(event.commitment)} ${dim(event.file)}`
    case 'progress':
      return `step ${event.step}/${event.steps} loss ${event.loss.toFixed(3)} ${dim(`${Math.ceil(event.secondsLeft)} s left`)}`
    case 'stopped':
      return `stopped at step ${event.step} of ${event.steps}; the same command goes on from ${event.checkpoint}`
    case 'scored':
      return `${percent(event.exact)} of ${event.items} sealed questions right ${dim(`(${percent(event.before)} before)`)}`
    case 'leaks':
      return `${event.extracted} of ${event.tried} secrets came out; mean exposure ${event.meanExposure.toFixed(1)} bits ${dim('(never seen: 1.4; by heart: 8)')}`
    case 'done':
      return `${paint('green', '✔')} ${bold(event.file)} ${event.bytes} bytes ${dim(event.report)}\nserve it: taonet miner wrap ${event.file}`
  }
}
