// Vetoes: the score is forfeit, clean answers bring a miner back, everything outlives a restart, and all of it is public.

import assert from 'node:assert/strict'
import { appendFileSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hash32 } from '@taonet/wire'
import { type Incident, IncidentLog } from '../src/validator/incident-log.ts'
import { CLEAN_ANSWERS, Quarantine } from '../src/validator/quarantine.ts'
import { inFolder, minerKey, strangerKey } from './fixtures.ts'

const miner = minerKey.account
const why = { kind: 'red-team', category: 'violence' }

test('a veto takes the epoch whatever comes, and the next one until enough clean answers', () =>
  inFolder(async folder => {
    const path = `${folder}/quarantine.json`
    const one = new Quarantine(path)
    assert.equal(one.worthless(miner, 7n), false)
    one.veto(miner, 7n, why)
    for (let i = 1; i < CLEAN_ANSWERS; i++) assert.equal(one.clean(miner, 'red-team'), false)
    assert.equal(one.worthless(miner, 8n), true)
    // Other kinds show nothing about what it was caught with.
    assert.equal(one.clean(miner, 'skill'), false)
    assert.equal(new Quarantine(path).worthless(miner, 8n), true)
    assert.equal(one.clean(miner, 'red-team'), true)
    assert.equal(one.clean(miner, 'red-team'), false)
    for (const state of [one, new Quarantine(path)]) {
      assert.equal(state.worthless(miner, 7n), true)
      assert.equal(state.worthless(miner, 8n), false)
      assert.equal(state.worthless(strangerKey.account, 7n), false)
    }
  }))

test('caught again, it begins again; an epoch later it is let go', () =>
  inFolder(async folder => {
    const one = new Quarantine(`${folder}/quarantine.json`)
    assert.equal(one.veto(miner, 7n, why), true)
    assert.equal(one.veto(miner, 7n, why), false)
    for (let i = 0; i < CLEAN_ANSWERS; i++) one.clean(miner, 'red-team')
    assert.equal(one.veto(miner, 8n, why), true)
    assert.equal(one.appeals(miner, 9n)?.clean, 0)
    assert.equal(one.worthless(miner, 9n), true)
    one.turn(9n)
    assert.equal(one.size, 1)
    assert.equal(one.worthless(miner, 10n), false)
    one.turn(10n)
    assert.equal(one.size, 0)
  }))

const incident = (counter: number): Incident => ({
  type: 'veto',
  netuid: 1,
  epoch: '7',
  block: 150,
  uid: 3,
  miner: minerKey.ss58,
  validator: strangerKey.ss58,
  kind: 'red-team',
  category: 'violence',
  counter,
  request: hash32(new Uint8Array(32).fill(1)),
  response: hash32(new Uint8Array(32).fill(2)),
})

test('incidents are kept across restarts, newest first, and a torn line is cut off', () =>
  inFolder(async folder => {
    const path = `${folder}/incidents.jsonl`
    const log = new IncidentLog(path)
    for (let i = 0; i < 70; i++) log.add(incident(i))
    appendFileSync(path, '{"type":"veto","netu')
    const again = new IncidentLog(path)
    assert.equal(again.count, 70)
    assert.deepEqual(again.newest(), log.newest())
    assert.equal(again.newest()[0]?.counter, 69)
    assert.equal(again.newest().length, 64)
    again.add({ ...incident(70), type: 'released', request: undefined, response: undefined })
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    assert.equal(lines.length, 71)
    assert.equal(new IncidentLog(path).newest()[0]?.type, 'released')
  }))
