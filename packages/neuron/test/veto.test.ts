// A miner that answers something unsafe over the real way: nothing for the epoch, probed with what caught it, released when it
// has mended, and all of that known again after a restart.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { startMiners } from '../src/miner/run-miners.ts'
import { route, type Service } from '../src/miner/service.ts'
import { defineSubnet } from '../src/subnet.ts'
import { CLEAN_ANSWERS } from '../src/validator/quarantine.ts'
import { startValidators } from '../src/validator/run-validators.ts'
import { inFolder, minerKey, strangerKey, validatorKey } from './fixtures.ts'
import { SimulatedChain, TEMPO } from './simulated-chain.ts'

const CHAT = '/v1/chat/completions'
const request = z.object({ say: z.string() })
const response = z.object({ said: z.string().min(1) })

/** Either the policy minds, or the challenge itself. */
const subnetOf = (by: 'policy' | 'challenge') =>
  defineSubnet({
    name: `vetoed by ${by}`,
    version: '1',
    paths: [CHAT],
    request,
    response,
    deadline: 5_000,
    metrics: {},
    kinds: {
      talk: {
        weight: 1,
        create: random => ({
          steps: [{ path: CHAT, body: { say: String(random.below(1_000)) } }],
          // It scores well whatever it says.
          score: ([outcome]) => ({
            score: outcome?.response ? 1 : 0,
            parts: by === 'challenge' && outcome?.response?.said === 'poison' ? { veto: 1 } : {},
          }),
        }),
      },
    },
    safety: {
      input: async () => [],
      output: async (_, { said }) =>
        by === 'policy' && said === 'poison' ? [{ category: 'harm', confidence: 1, detail: 'a word' }] : [],
    },
  })

const service = (said: () => string): Service => ({
  model: 'talker',
  sha256: '',
  engine: 'test',
  routes: { [CHAT]: route(request, async () => ({ type: 'json', body: { said: said() } })) },
})

async function until(what: () => boolean, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  for (let i = 0; i < 1_500; i++) {
    if (what()) return
    await meanwhile()
    await new Promise(done => setTimeout(done, 10))
  }
  assert.fail('it never happened')
}

for (const by of ['policy', 'challenge'] as const)
  test(`unsafe for the ${by} but well scored: worth nothing, until five clean answers and the epoch are behind it`, () =>
    inFolder(async folder => {
      const subnet = subnetOf(by)
      let word = 'poison'
      const chain = new SimulatedChain([
        { hotkey: validatorKey.account, validator: true },
        { hotkey: minerKey.account },
        { hotkey: strangerKey.account },
      ])
      const place = { netuid: 1, subnet, host: '127.0.0.1', port: 0 }
      const miners = await startMiners(chain, {
        dataDir: `${folder}/miners`,
        miners: [
          { hotkey: minerKey, service: service(() => word), ...place },
          { hotkey: strangerKey, service: service(() => 'hello'), ...place },
        ],
      })
      const config = { hotkeys: [validatorKey], subnets: [{ netuid: 1, subnet }], dataDir: folder }
      let validators = await startValidators(chain, config)
      const metrics = () => validators.validators[0]?.metrics()[0]
      const line = (uid: number) => metrics()?.scores.find(one => one.uid === uid)
      await chain.advance(2)
      await validators.directory(1).refresh()

      await until(() => (metrics()?.incidentCount ?? 0) > 0 && (line(2)?.probes ?? 0) > 0)
      assert.equal(line(1)?.score, 0)
      assert.equal(line(1)?.vetoed, true)
      assert.equal(line(2)?.score, 1)
      const [veto] = metrics()?.incidents.slice(-1) ?? []
      assert.equal(veto?.type, 'veto')
      assert.equal(veto?.category, by === 'policy' ? 'harm' : 'veto')
      assert.equal(veto?.miner, minerKey.ss58)

      // Killed and started again, it remembers.
      await validators.close(0)
      validators = await startValidators(chain, config)
      await chain.advance()
      await until(() => line(1) !== undefined)
      assert.equal(line(1)?.vetoed, true)

      const before = line(1)?.probes ?? 0
      word = 'hello'
      await until(() => metrics()?.incidents[0]?.type === 'released')
      assert.ok((line(1)?.probes ?? 0) >= before + CLEAN_ANSWERS - 1)
      // The epoch's score is forfeit all the same.
      assert.equal(line(1)?.score, 0)
      await until(
        () => line(1)?.vetoed === false,
        () => chain.advance(),
      )
      assert.ok((line(1)?.score ?? 0) > 0)
      assert.ok(chain.epoch <= 2n)

      // What was committed meanwhile paid the other alone.
      await until(
        () => (chain.revealed.get(validatorKey.account) ?? []).length > 0,
        () => chain.advance(),
      )
      const [first] = chain.revealed.get(validatorKey.account) ?? []
      assert.equal(first?.weights.get(1), 0)
      assert.equal(first?.weights.get(2), 65_535)
      assert.ok(chain.block < TEMPO * 6)
      await validators.close(0)
      await miners.close(0)
    }))
