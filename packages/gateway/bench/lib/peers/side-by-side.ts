// One run: starts everybody, measures, prints a table, the goals of DESIGN §9 with what came of them, and a line of JSON.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { endAll } from './children.ts'
import { start, startLoad } from './forked.ts'
import type { Peer } from './peer.ts'
import { compare, type Result, type Subject } from './rounds.ts'
import { type Missing, type Row, ratios, rowOf } from './table.ts'

export interface PeerWanted {
  readonly what: string
  /** So many times its requests a second are ours to answer. */
  readonly goal: number
  start(upstream: number): Promise<Peer>
}

export interface Options {
  readonly peers: readonly PeerWanted[]
  readonly rounds: number
  readonly seconds: number
  /** The figures to compare a run with. */
  readonly expected: URL
}

const UPSTREAM = 'upstream itself'
const WARM = 'this gateway, warm session'
/** Milliseconds at one connection, the signed hop included. */
const GOAL_MS = 1

async function ourSubjects(upstream: number, folder: string): Promise<Subject[]> {
  const [miner, wrapping] = await Promise.all([start('miner'), start('wrapping', upstream)])
  const [warm, wrapped, cold] = await Promise.all([
    start('gateway', miner.port, join(folder, 'warm')),
    start('gateway', wrapping.port, join(folder, 'wrapped')),
    start('cold', miner.port, join(folder, 'cold')),
  ])
  return [
    { what: WARM, port: warm.port, pids: [warm.pid, miner.pid] },
    { what: 'the same, its miner wraps the upstream', port: wrapped.port, pids: [wrapped.pid, wrapping.pid] },
    { what: 'the same, each request cold', port: cold.port, pids: [cold.pid, miner.pid], onlyOne: true },
  ]
}

async function peerSubjects(peers: readonly PeerWanted[], upstream: number): Promise<(Subject | Missing)[]> {
  const found: (Subject | Missing)[] = []
  // One after the other: what they do at their start takes both cores for seconds.
  for (const { what, start } of peers)
    found.push(
      await start(upstream).then(
        ({ pid, port, headers }): Subject => ({ what, port, headers, pids: [pid] }),
        (thrown: unknown): Missing => ({
          what,
          missing: thrown instanceof Error ? thrown.message : String(thrown),
        }),
      ),
    )
  return found
}

const isMissing = (one: Subject | Missing): one is Missing => 'missing' in one

function verdicts(results: readonly Result[], peers: readonly PeerWanted[]): Row[] {
  const ours = results.find(({ subject }) => subject.what === WARM)
  if (!ours) return []
  const added = ours.added.get('whole, 1')?.p50 ?? Number.NaN
  const reached = (yes: boolean): string => (yes ? 'reached' : 'missed')
  return [
    {
      goal: `adds less than ${GOAL_MS} ms at one connection (p50)`,
      'at 1': `${added.toFixed(2)} ms`,
      verdict: reached(added < GOAL_MS),
    },
    ...results.flatMap(other => {
      const goal = peers.find(({ what }) => what === other.subject.what)?.goal
      if (goal === undefined) return []
      const times = ratios(ours, other)
      return [
        {
          goal: `${goal} × the requests a second of ${other.subject.what}`,
          ...times,
          verdict: reached(Object.values(times).every(one => one >= goal)),
        },
      ]
    }),
  ]
}

export async function sideBySide({ peers, rounds, seconds, expected }: Options): Promise<void> {
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`
  const load = loadavg().map(one => Number(one.toFixed(1)))
  console.log(`${machine}, Node ${process.versions.node}, load before the run ${load[0]}`)
  const folder = await mkdtemp(join(tmpdir(), 'taonet-peers-'))
  try {
    const upstream = await start('upstream')
    const found = [
      ...(await ourSubjects(upstream.port, folder)),
      ...(await peerSubjects(peers, upstream.port)),
    ]
    const subjects = [
      { what: UPSTREAM, port: upstream.port, pids: [upstream.pid] },
      ...found.filter((one): one is Subject => !isMissing(one)),
    ]
    const missing = found.filter(isMissing)
    const results = await compare(subjects, await startLoad(), { rounds, seconds, warmUpSeconds: 3 })
    const rows = results.map(rowOf)
    const goals = verdicts(results, peers)
    console.log(
      `medians of ${rounds} rounds of ${seconds} s; + is what it adds to the upstream itself, in ms`,
    )
    console.table(rows)
    console.table(goals)
    for (const { what, missing: why } of missing) console.log(`${what} is missing: ${why}`)
    for (const { subject, failures } of results)
      for (const failure of failures) console.log(`${subject.what} failed, ${failure}`)
    const about = { machine, node: process.versions.node, load: load[0], rounds, seconds }
    console.log(JSON.stringify({ ...about, rows, missing, goals }))
    console.log('expected:', (await readFile(expected, 'utf8')).trim())
  } finally {
    await endAll()
    await rm(folder, { recursive: true, force: true })
  }
}
