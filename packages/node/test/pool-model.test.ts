// The pool under random histories keeps what its rules promise, compared with a naive list of what waits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isLast } from '../src/pool/watchers.ts'
import { account, candidate, type Draft, PoolWorld } from './pool-fixture.ts'

const draft: fc.Arbitrary<Draft> = fc.record({
  account: fc.integer({ min: 0, max: 3 }),
  nonce: fc.integer({ min: 0, max: 6 }),
  tip: fc.bigInt({ min: 0n, max: 2n }),
  fee: fc.bigInt({ min: 1n, max: 9n }),
  longevity: fc.integer({ min: 1, max: 6 }),
})

type Step =
  | { readonly do: 'add'; readonly draft: Draft }
  | { readonly do: 'block'; readonly take: number }
  | { readonly do: 'refuse'; readonly draft: Draft }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: draft.map(one => ({ do: 'add' as const, draft: one })) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }).map(take => ({ do: 'block' as const, take })) },
  { weight: 1, arbitrary: draft.map(one => ({ do: 'refuse' as const, draft: one })) },
)

/** What waits, by the rules' plain words. */
class Model {
  number = 0
  readonly nonces = new Map<number, number>()
  waiting: { readonly draft: Draft; readonly deadline: number }[] = []

  nonce(of: number): number {
    return this.nonces.get(of) ?? 0
  }
  ready(): Draft[] {
    return this.waiting
      .filter(({ draft: { account: who, nonce } }) => {
        for (let before = this.nonce(who); before < nonce; before++)
          if (!this.waiting.some(other => other.draft.account === who && other.draft.nonce === before))
            return false
        return true
      })
      .map(one => one.draft)
  }
}

const nameOf = (one: Draft) => `${one.account}:${one.nonce}`

test('random histories: what is ready, what waits, and what watchers hear', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const world = new PoolWorld()
      const model = new Model()
      const banned = new Set<string>()
      for (const one of steps) {
        if (one.do === 'add') {
          // The host validates before the pool is asked.
          if (one.draft.nonce < model.nonce(one.draft.account)) continue
          const { hash } = candidate(one.draft)
          const rival = model.waiting.find(({ draft: other }) => nameOf(other) === nameOf(one.draft))
          const added = world.add(one.draft)
          const wanted = !banned.has(hash) && (!rival || (rival.draft.tip ?? 0n) < (one.draft.tip ?? 0n))
          assert.equal(added.ok, wanted)
          if (!wanted) continue
          model.waiting = model.waiting.filter(other => other !== rival)
          const deadline = model.number + 1 + (one.draft.longevity ?? 0)
          model.waiting.push({ draft: one.draft, deadline })
        } else if (one.do === 'refuse') {
          const { hash } = candidate(one.draft)
          world.pool.refuse(hash)
          const left = model.waiting.filter(other => candidate(other.draft).hash !== hash)
          if (left.length < model.waiting.length) banned.add(hash)
          model.waiting = left
        } else {
          const included = world.taken().slice(0, one.take)
          const drafts = included.map(
            name => model.waiting.find(other => nameOf(other.draft) === name)!.draft,
          )
          world.block(...drafts)
          model.number++
          for (const { account: who, nonce } of drafts) model.nonces.set(who, nonce + 1)
          model.waiting = model.waiting.filter(
            other =>
              other.draft.nonce >= model.nonce(other.draft.account) && other.deadline > model.number + 1,
          )
        }
        assert.deepEqual(world.taken().sort(), model.ready().map(nameOf).sort())
        assert.equal(world.pool.size, model.waiting.length)
        assert.equal(world.pool.bytes, model.waiting.length * 100)
        assert.equal([...world.pool.pending()].length, world.pool.size)
        for (let who = 0; who < 4; who++) {
          const ready = model.ready().filter(other => other.account === who).length
          assert.equal(world.pool.nextNonce(account(who)), model.nonce(who) + ready)
        }
      }
      for (const statuses of [...world.heard.values()].flat()) {
        const last = statuses.findIndex(isLast)
        assert.ok(last === -1 || last === statuses.length - 1, 'nothing follows a last status')
      }
    }),
    { numRuns: 2000 },
  )
})
