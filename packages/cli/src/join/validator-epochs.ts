// What `taonet validator` says after each epoch, and at once when weights do not reach the chain.
import type { ValidatorMetrics, WeightsAlarm } from '@taonet/neuron'
import { amount, dim, paint, printJsonLine, say, table } from '../terminal.ts'

interface EpochLine {
  readonly epoch: number
  readonly probes: number
  readonly failures: number
  readonly commits: number
  readonly reveals: number
  /** Commits that were not revealed in time and are lost. */
  readonly alarms: number
}

/** What happened between two readings: the epoch that ended, and those slept through. */
const epochOf = (last: ValidatorMetrics, now: ValidatorMetrics): EpochLine => ({
  epoch: last.epoch,
  probes: now.probes - last.probes,
  failures: now.probeFailures - last.probeFailures,
  commits: now.commits - last.commits,
  reveals: now.reveals - last.reveals,
  alarms: now.missedReveals - last.missedReveals,
})

const indented = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  table(
    head.map((cell, i) => (i === 0 ? `  ${cell}` : cell)),
    rows.map(row => row.map((cell, i) => (i === 0 ? `  ${cell}` : cell))),
  )

function scoreTable({ scores }: ValidatorMetrics): string {
  const rows = [...scores]
    .sort((a, b) => b.score - a.score || a.uid - b.uid)
    .map(one => [
      String(one.uid),
      one.score.toFixed(4),
      String(one.probes),
      `${one.latency.toFixed(0)} ms${one.vetoed ? ` ${paint('red', 'vetoed')}` : ''}`,
    ])
  return indented(['uid', 'score', 'probes', 'latency'], rows)
}

/** Each verdict's share; energy where the machine shows it, else the processor's time has to do. */
function costTable({ costs }: ValidatorMetrics): string {
  const rows = Object.entries(costs.kinds).map(([kind, cost]) => {
    const each = (value: number, digits: number): string =>
      (value / Math.max(1, cost.verdicts)).toFixed(digits)
    return [
      kind,
      String(cost.verdicts),
      each(cost.seconds, 3),
      each(cost.cpuSeconds, 4),
      each(cost.tokens, 0),
      cost.joules === undefined ? '–' : each(cost.joules, 2),
    ]
  })
  return indented(['verdicts', 'number', 'seconds', 'CPU s', 'tokens', 'joules'], rows)
}

function detectionLine({ detection }: ValidatorMetrics): string {
  const shown = detection.map(({ adversary, power }) => `${adversary} ${(power * 100).toFixed(1)}%`)
  return shown.length === 0 ? '' : `  ${dim('found within an epoch:')} ${shown.join(', ')}`
}

function printed(line: EpochLine, now: ValidatorMetrics): string {
  const alarm =
    line.alarms === 0 ? '' : ` ${paint('red', `${line.alarms} reveals missed: those weights are lost`)}`
  const head = `epoch ${line.epoch}: ${line.probes} probes (${line.failures} unanswered), ${line.commits} committed, ${line.reveals} revealed${alarm}`
  const { costs } = now
  const earned = `  ${dim('each verdict earned')} ${amount(BigInt(Math.floor(costs.earnedPerVerdict)), 9)} α`
  return [
    head,
    ...(now.scores.length > 0 ? [scoreTable(now)] : []),
    ...(costs.total.verdicts > 0 ? [costTable(now), earned] : []),
    detectionLine(now),
  ]
    .filter(one => one !== '')
    .join('\n')
}

/** Told of every reading; says what is new. */
export function epochTeller(json: boolean): (now: ValidatorMetrics | undefined) => void {
  let before: ValidatorMetrics | undefined
  const tellAlarm = alarmTeller(json)
  return now => {
    if (now === undefined) return
    tellAlarm(now.alarm)
    const last = before
    if (now.epoch === 0 || last?.epoch === now.epoch) return
    before = now
    // The first reading is where counting starts.
    if (last === undefined) return
    const line = epochOf(last, now)
    const { scores, costs, detection, incidentCount } = now
    if (json) printJsonLine({ type: 'epoch', ...line, scores, costs, detection, incidents: incidentCount })
    else say(printed(line, now))
  }
}

/** Says an alarm when it comes, again with each epoch it lasts, and that it is over. */
function alarmTeller(json: boolean): (alarm: WeightsAlarm | undefined) => void {
  let told: WeightsAlarm | undefined
  return alarm => {
    const same = told?.reason === alarm?.reason && told?.epochs === alarm?.epochs
    if (same) return
    const recovered = told !== undefined && alarm === undefined
    told = alarm
    if (json) printJsonLine({ type: 'alarm', on: alarm !== undefined, ...alarm })
    else if (recovered) say(`${paint('green', '✔')} weights reach the chain again`)
    else if (alarm) {
      const lost = alarm.epochs > 0 ? ` for ${alarm.epochs} epochs, since ${alarm.since}` : ''
      say(
        `${paint('red', '✘')} weights do not reach the chain${lost}: ${alarm.reason}\n  ${dim('hint:')} ${alarm.hint}`,
      )
    }
  }
}
