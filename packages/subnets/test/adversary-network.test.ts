// All adversaries of the suite at once in one running network, each really doing it behind a port of its own, judged by real
// validators beside honest miners: whoever must be caught ends below the weakest honest one, in scores and in weights. A relay
// over a fast link may escape; what it gains is printed.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { type Played, play, type Standing } from './adversary-network/play.ts'

const CAUGHT = [
  'cache',
  'truncates',
  'int8',
  'smaller model',
  'copies',
  'probe-only',
  'injects',
  'unsafe',
  'latency lie',
]

let folder: string
let played: Played
before(async () => {
  await Promise.all([ready(), loadFastVerifier()])
  folder = mkdtempSync(join(tmpdir(), 'taonet-adversary-network-'))
  played = await play(folder, console.log)
})
after(() => rmSync(folder, { recursive: true, force: true }))

function standingOf(name: string): Standing {
  const found = played.standings.find(one => one.name === name)
  assert.ok(found, name)
  return found
}

const honest = (): readonly Standing[] => played.standings.filter(one => one.honest)
const least = (all: readonly Standing[], of: (one: Standing) => number): number => Math.min(...all.map(of))

test('the honest earn', t => {
  const { standings, probes, seconds } = played
  const ranked = standings.toSorted((a, b) => b.score - a.score)
  t.diagnostic(`${probes} probes in ${seconds.toFixed(0)} s`)
  t.diagnostic('place  score  weight  miner')
  for (const [i, one] of ranked.entries()) {
    const place = String(i + 1).padStart(5)
    const weight = `${(100 * one.weight).toFixed(1)} %`.padStart(6)
    const who = `${one.name}${one.honest ? '' : ' (cheat)'}: ${one.does}`
    t.diagnostic(`${place}  ${one.score.toFixed(3)}  ${weight}  ${who}`)
  }
  for (const one of honest()) assert.ok(one.score > 0.1 && one.weight > 0, one.name)
})

for (const name of CAUGHT) {
  test(`${name}: ends below the weakest honest miner`, () => {
    const cheat = standingOf(name)
    const weakest = least(honest(), one => one.score)
    assert.ok(cheat.score < weakest, `${cheat.score}, the weakest honest ${weakest}`)
    const paid = least(honest(), one => one.weight)
    assert.ok(cheat.weight < paid, `weight ${cheat.weight}, of the weakest honest ${paid}`)
  })
}

test('a relay earns what the miner that it asks earns, no more than chance makes of it', t => {
  const [relay, origin] = [standingOf('relay'), standingOf('allround')]
  const gain = (100 * relay.score) / origin.score
  const wait = relay.latency - origin.latency
  t.diagnostic(
    `over loopback a relay earns ${gain.toFixed(0)} % of its origin, ${wait.toFixed(0)} ms behind it`,
  )
  assert.ok(relay.score < 1.5 * origin.score)
})

test('a flood from a key without stake is refused, and its victim earns like its twin', t => {
  const { sent, refused } = played.flood
  const [victim, twin] = [standingOf('small, flooded'), standingOf('small')]
  t.diagnostic(`${refused} of ${sent} refused; scores ${victim.score.toFixed(3)}, ${twin.score.toFixed(3)}`)
  assert.ok(sent > 500)
  assert.equal(refused, sent)
  assert.ok(victim.served < 2 * twin.served, `${victim.served} requests reached the model`)
  assert.ok(victim.score > twin.score / 2)
})

test('everybody is here', () => {
  const cheats = played.standings.filter(one => !one.honest).map(({ name }) => name)
  assert.deepEqual(cheats.toSorted(), [...CAUGHT, 'relay'].toSorted())
})
