// Weights reach the chain through commit and reveal, in the one epoch that is theirs, whatever fails on the way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pallets } from '@taonet/runtime/tables'
import { pino } from 'pino'
import { HINTS } from '../src/validator/weight-alarm.ts'
import { WeightSetter } from '../src/validator/weight-setter.ts'
import type { WeightList } from '../src/validator/weights.ts'
import { inFolder, validatorKey } from './fixtures.ts'
import { SimulatedChain, TEMPO } from './simulated-chain.ts'

const logger = pino({ level: 'silent' })
const hotkey = validatorKey

interface Rig {
  readonly chain: SimulatedChain
  setter: WeightSetter
  restart(): void
  /** Advances and steps at every block; a refusal is left for the next block. */
  run(blocks: number): Promise<void>
}

function rig(folder: string, weights: (last: boolean) => WeightList | undefined): Rig {
  const chain = new SimulatedChain([{ hotkey: hotkey.account, validator: true }])
  const fresh = () =>
    new WeightSetter({ chain, hotkey, netuid: 1, path: `${folder}/commits.json`, weights, logger })
  const one: Rig = {
    chain,
    setter: fresh(),
    restart() {
      one.setter = fresh()
    },
    async run(blocks) {
      for (let i = 0; i < blocks; i++) {
        await chain.advance()
        await one.setter.step(await chain.schedule()).catch(() => {})
      }
    },
  }
  return one
}

const revealedOf = (chain: SimulatedChain) => chain.revealed.get(hotkey.account) ?? []

test('each epoch is committed, and revealed in the next', () =>
  inFolder(async folder => {
    let turn = 0
    const { chain, run } = rig(folder, () => ({ uids: [1, 2], values: [65_535, ++turn] }))
    await run(TEMPO * 5)
    const revealed = revealedOf(chain)
    assert.deepEqual(
      revealed.map(one => one.epoch),
      [1n, 2n, 3n, 4n, 5n].slice(0, revealed.length),
    )
    assert.ok(revealed.length >= 4)
    assert.deepEqual(
      revealed.map(one => one.weights.get(2)),
      revealed.map((_, i) => i + 1),
    )
  }))

test('refused commits and reveals are tried again within their epoch', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    one.chain.refusals.push(new Error('pool'), new Error('pool'))
    await one.run(TEMPO - 2)
    assert.equal((await one.chain.openCommits(1, hotkey.account)).length, 1)
    one.chain.refusals.push(new Error('pool'), new Error('pool'), new Error('pool'))
    await one.run(TEMPO)
    assert.deepEqual(
      revealedOf(one.chain).map(({ epoch }) => epoch),
      [1n],
    )
    assert.equal(one.setter.counts().missedReveals, 0)
  }))

test('a restart between commit and reveal loses nothing', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    await one.run(TEMPO - 2)
    one.restart()
    await one.run(TEMPO)
    assert.equal(revealedOf(one.chain).length, 1)
    one.restart()
    await one.run(TEMPO)
    assert.equal(revealedOf(one.chain).length, 2)
  }))

test('a restart after the commit does not commit the same epoch again', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    for (let block = 1; block < TEMPO - 1; block++) {
      await one.run(1)
      one.restart()
    }
    assert.equal((await one.chain.openCommits(1, hotkey.account)).length, 1)
    await one.run(TEMPO)
    assert.equal(revealedOf(one.chain).length, 1)
  }))

test('a crash between sending a commit and hearing of it loses nothing', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    const commit = one.chain.commitWeights.bind(one.chain)
    one.chain.commitWeights = async (...args) => {
      await commit(...args)
      throw new Error('connection lost')
    }
    await one.run(TEMPO - 2)
    one.restart()
    one.chain.commitWeights = commit
    await one.run(TEMPO)
    assert.ok(revealedOf(one.chain).length >= 1)
    assert.equal(one.setter.counts().missedReveals, 0)
  }))

test('a reveal whose window passed is counted as an alarm and given up', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    await one.run(TEMPO - 2)
    await one.chain.advance(TEMPO * 2)
    await one.run(1)
    assert.equal(one.setter.counts().missedReveals, 1)
    assert.equal(revealedOf(one.chain).length, 0)
    await one.run(TEMPO * 2)
    assert.ok(revealedOf(one.chain).length >= 1)
  }))

test('an open subnet takes weights as they are, once an epoch', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    one.chain.commitReveal = false
    await one.run(TEMPO * 3 - 1)
    assert.deepEqual(
      revealedOf(one.chain).map(({ epoch }) => epoch),
      [0n, 1n, 2n],
    )
  }))

test('without anything to say it waits for the last moment, then says what it is given', () =>
  inFolder(async folder => {
    const asked: boolean[] = []
    const one = rig(folder, last => {
      asked.push(last)
      return last ? { uids: [1, 2], values: [65_535, 65_535] } : undefined
    })
    await one.run(TEMPO * 2 - 2)
    assert.ok(asked.filter(last => !last).length > 2)
    assert.deepEqual(
      revealedOf(one.chain).map(({ weights }) => [...weights]),
      [
        [
          [1, 65_535],
          [2, 65_535],
        ],
      ],
    )
  }))

test('what was waited for and is then refused a few times still gets there', () =>
  inFolder(async folder => {
    const one = rig(folder, last => (last ? { uids: [1], values: [65_535] } : undefined))
    const commit = one.chain.commitWeights.bind(one.chain)
    let tries = 0
    one.chain.commitWeights = async (...args) => {
      if (++tries <= 3) throw new Error('pool')
      await commit(...args)
    }
    await one.run(TEMPO + 5)
    assert.equal(tries, 4)
    assert.equal(revealedOf(one.chain).length, 1)
  }))

test('weights that do not get there raise an alarm with its reason, which ends when they do', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    await one.run(TEMPO)
    assert.equal(one.setter.alarm(), undefined)
    const commit = one.chain.commitWeights.bind(one.chain)
    one.chain.commitWeights = async () => {
      throw new Error('NeuronNoValidatorPermit: The uid has no validator permit.')
    }
    await one.run(TEMPO * 2 + 1)
    const alarm = one.setter.alarm()
    assert.equal(alarm?.since, 1)
    assert.equal(alarm?.epochs, 2)
    assert.match(alarm?.reason ?? '', /NeuronNoValidatorPermit/)
    assert.match(alarm?.hint ?? '', /stake/)
    await one.run(TEMPO)
    assert.equal(one.setter.alarm()?.epochs, 3)
    one.chain.commitWeights = commit
    await one.run(TEMPO)
    assert.equal(one.setter.alarm(), undefined)
  }))

test('one epoch without weights is no alarm, and having nothing to say is a reason', () =>
  inFolder(async folder => {
    let silent = false
    const one = rig(folder, () => (silent ? undefined : { uids: [1], values: [65_535] }))
    await one.run(TEMPO - 1)
    silent = true
    await one.run(TEMPO + 1)
    assert.equal(one.setter.alarm(), undefined)
    await one.run(TEMPO * 2)
    assert.match(one.setter.alarm()?.reason ?? '', /nothing to say/)
  }))

test('a lost reveal is an alarm at once, until one gets there', () =>
  inFolder(async folder => {
    const one = rig(folder, () => ({ uids: [1], values: [65_535] }))
    await one.run(TEMPO - 2)
    await one.chain.advance(TEMPO * 2)
    await one.run(1)
    assert.match(one.setter.alarm()?.reason ?? '', /not revealed/)
    await one.run(TEMPO * 2)
    assert.equal(one.setter.alarm(), undefined)
  }))

test('every refusal with a hint is one of the protocol', () => {
  const names = new Set(pallets.flatMap(({ errors }) => [...errors.values()].map(({ name }) => name)))
  for (const name of Object.keys(HINTS)) assert.ok(names.has(name), name)
})
