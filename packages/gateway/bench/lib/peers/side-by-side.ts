// One run: starts everybody, measures, prints a table, the goals of DESIGN §9 with what came of them, and a line of JSON.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { endAll } from './children.ts'
import { type Forked, start, startLoad } from './forked.ts'
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
/** As it is installed. */
const WARM = 'this gateway, warm session'
/** The others look at no word of a question. */
const UNJUDGED = 'unjudged: its safety gate off'
const WRAPPED = 'unjudged, its miner wraps the upstream'
const COLD = 'unjudged, each request cold'
/** Milliseconds at one connection, the signed hop included. */
const GOAL_MS = 1

async function ourSubjects(upstream: number, folder: string): Promise<Subject[]> {
  const [miner, wrapping] = await Promise.all([start('miner'), start('wrapping', upstream)])
  const [warm, wrapped, cold] = await Promise.all([
    start('gateway', miner.port, join(folder, 'warm')),
    start('gateway', wrapping.port, join(folder, 'wrapped')),
    start('cold', miner.port, join(folder, 'cold')),
  ])
  const unjudged = ({ unjudged = '' }: Forked) => ({ headers: { authorization: `Bearer ${unjudged}` } })
  return [
    { what: WARM, port: warm.port, pids: [warm.pid, miner.pid] },
    { what: UNJUDGED, port: warm.port, pids: [warm.pid, miner.pid], ...unjudged(warm) },
    { what: WRAPPED, port: wrapped.port, pids: [wrapped.pid, wrapping.pid], ...unjudged(wrapped) },
    { what: COLD, port: cold.port, pids: [cold.pid, miner.pid], ...unjudged(cold), onlyOne: true },
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

const reached = (yes: boolean): string => (yes ? 'reached' : 'missed')

function verdictsOn(ours: Result, results: readonly Result[], peers: readonly PeerWanted[]): Row[] {
  const { what } = ours.subject
  const added = ours.added.get('whole, 1')?.p50 ?? Number.NaN
  return [
    {
      what,
      goal: `adds less than ${GOAL_MS} ms (p50)`,
      'at 1': `${added.toFixed(2)} ms`,
      verdict: reached(added < GOAL_MS),
    },
    ...results.flatMap(other => {
      const times = peers.find(one => one.what === other.subject.what)?.goal
      if (times === undefined) return []
      const found = ratios(ours, other)
      const verdict = reached(Object.values(found).every(one => one >= times))
      return [{ what, goal: `${times} × the requests/s of ${other.subject.what}`, ...found, verdict }]
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
    const goals = results
      .filter(({ subject }) => subject.what === WARM || subject.what === UNJUDGED)
      .flatMap(ours => verdictsOn(ours, results, peers))
    console.log(
      `medians of ${rounds} rounds of ${seconds} s; + is what it adds to the upstream itself, in ms`,
    )
    console.table(rows)
    console.table(goals)
    for (const { what, missing: why } of missing) console.log(`${what} is missing: ${why}`)
    for (const { subject, failures } of results)
      for (const failure of failures) console.log(`${subject.what} failed, ${failure}`)
    for (const { subject, figures } of results)
      for (const [load, { refused }] of figures)
        if (refused > 0)
          console.log(
            `${subject.what} refused ${(100 * refused).toFixed(1)} % of harmless questions: ${load}`,
          )
    const about = { machine, node: process.versions.node, load: load[0], rounds, seconds }
    console.log(JSON.stringify({ ...about, rows, missing, goals }))
    console.log('expected:', (await readFile(expected, 'utf8')).trim())
  } finally {
    await endAll()
    await rm(folder, { recursive: true, force: true })
  }
}
