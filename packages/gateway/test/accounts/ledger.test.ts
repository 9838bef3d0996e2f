// Budgets against a naive ledger: whatever is reserved, settled, released, lost in a crash or written twice, no unit is lost and
// none is made up.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { LEASE_MS } from '../../src/accounts/counter-rows.ts'
import type { Sql } from '../../src/accounts/index.ts'
import { type Hold, isShortage, Ledger } from '../../src/accounts/ledger.ts'
import { type Limit, Limits, limitsOf } from '../../src/accounts/limits.ts'
import { unavailable } from '../../src/accounts/sql.ts'
import { Reference, type Slot } from './reference.ts'
import { Clock, onBoth } from './stores.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)

const LIMITS = {
  daily: { budgets: [{ unit: 'tokens', per: 'day', amount: 1_000 }] },
  small: { tokensPerMinute: 300, budgets: [{ unit: 'tokens', per: 'total', amount: 777 }] },
  priced: {
    requestsPerMinute: 12,
    budgets: [
      { unit: 'price', per: 'month', amount: 5_000 },
      { unit: 'tokens', per: 'day', amount: 2_000 },
    ],
  },
}
const callers: readonly (readonly [string, readonly Limit[]])[] = Object.entries(LIMITS).map(
  ([name, limits]) => [name, limitsOf(Limits.parse(limits))],
)

const tokens = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 600 }))
const who = fc.integer({ min: 0, max: callers.length - 1 })
/** How much of what was reserved is used, in hundredths; above that is an answer longer than was thought. */
const share = (most: number) => fc.integer({ min: 0, max: most })
const ask = fc.record({ who, tokens })

type Step =
  | { readonly do: 'burst'; readonly asks: readonly { readonly who: number; readonly tokens: number }[] }
  | { readonly do: 'settle'; readonly which: number; readonly share: number }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'flush' | 'crash' | 'again' }
  | { readonly do: 'pass'; readonly ms: number }

const steps = (mostShare: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constant('burst' as const),
          asks: fc.array(ask, { minLength: 1, maxLength: 6 }),
        }),
      },
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constant('settle' as const),
          which: fc.nat(),
          share: share(mostShare),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('pass' as const),
          ms: fc.constantFrom(50, 6_000, 61_000, 90_000_000),
        }),
      },
    ),
    { minLength: 5, maxLength: 60 },
  )

const amountsOf = (wanted: number) => ({ requests: 1, tokens: wanted, price: wanted * 4 })

interface Open {
  readonly hold: Hold
  readonly slot: Slot
}

const spentRows = async (sql: Sql, run: string): Promise<Map<string, number>> => {
  const rows = await sql.all("select caller, name, span, spent from counters where caller like $1 || '%'", [
    run,
  ])
  return new Map(rows.map(row => [`${row.caller} ${row.name} ${row.span}`, Number(row.spent)]))
}

/** `counters.leased` is what the leases say, always. */
async function assertLeases(sql: Sql): Promise<void> {
  const rows = await sql.all(
    `select c.caller, c.name, c.leased, coalesce((select cast(sum(l.amount) as bigint) from leases l
       where l.caller = c.caller and l.name = c.name and l.span = c.span), 0) as held from counters c`,
  )
  for (const row of rows) assert.equal(Number(row.leased), Number(row.held), `${row.caller} ${row.name}`)
}

onBoth('one gateway', stores => {
  test('lets through exactly what the naive ledger does', async () => {
    const sql = await stores.open()
    const clock = new Clock()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(steps(130), async plan => {
        const run = `run${++runs}-`
        const reference = new Reference()
        let ledger = new Ledger(sql, randomUUID(), clock.now)
        let open: Open[] = []
        const done: Hold[] = []
        for (const step of plan) {
          if (step.do === 'burst') {
            const asked = step.asks.map(one => {
              const [name, limits] = callers[one.who] ?? callers[0]!
              return { caller: run + name, limits, amounts: amountsOf(one.tokens) }
            })
            const answers = await Promise.all(
              asked.map(async ({ caller, limits, amounts }) =>
                ledger.reserve({ caller, limits, local: false }, amounts),
              ),
            )
            for (const [i, answer] of answers.entries()) {
              const { caller, limits, amounts } = asked[i]!
              if (isShortage(answer)) continue
              assert.ok(reference.fits(caller, limits, amounts, clock.now()), 'let through too much')
              open.push({ hold: answer, slot: reference.reserve(caller, limits, amounts, clock.now()) })
            }
            for (const [i, answer] of answers.entries()) {
              const { caller, limits, amounts } = asked[i]!
              if (isShortage(answer))
                assert.ok(!reference.fits(caller, limits, amounts, clock.now()), 'refused what was left')
            }
          } else if (step.do === 'settle' || step.do === 'release') {
            const [one] = open.splice(step.which % Math.max(1, open.length), 1)
            if (!one) continue
            const part = step.do === 'settle' ? step.share : 0
            const used = {
              tokens: Math.floor((one.slot.amounts.tokens * part) / 100),
              price: Math.floor((one.slot.amounts.price * part) / 100),
            }
            one.hold.settle(used)
            reference.settle(one.slot, used)
            done.push(one.hold)
            // Whatever makes the ledger write, a lease that it wants among others.
            void ledger.written.then(() => reference.written())
          } else if (step.do === 'again') done.at(-1)?.settle({ tokens: 99, price: 99 })
          else if (step.do === 'pass') clock.pass(step.ms)
          else if (step.do === 'flush') await ledger.flush()
          else {
            // Nobody says goodbye; a new process comes when the lease of the old one is over.
            reference.crash()
            open = []
            clock.pass(LEASE_MS + 1)
            ledger = new Ledger(sql, randomUUID(), clock.now)
            await ledger.reclaim()
          }
        }
        for (const { hold, slot } of open) {
          hold.settle({ tokens: 0, price: 0 })
          reference.settle(slot, { tokens: 0, price: 0 })
        }
        await ledger.close()
        await assertLeases(sql)
        const rows = await spentRows(sql, run)
        for (const [key, spent] of reference.spent) {
          // A minute's limit of a gateway that shares with nobody is not written.
          if (!sql.shared && key.includes('/minute')) continue
          assert.equal(rows.get(key) ?? 0, spent, key)
        }
        const left = await sql.all("select amount from leases where caller like $1 || '%'", [run])
        assert.equal(left.length, 0)
      }),
      { numRuns: (sql.shared ? 15 : 60) * EFFORT },
    )
  })

  test('writes each batch once, whatever the connection does', async () => {
    const sql = await stores.open()
    const clock = new Clock()
    let runs = 0
    const fate = fc.constantFrom('works', 'works', 'works', 'fails before', 'fails after')
    await fc.assert(
      fc.asyncProperty(steps(100), fc.array(fate, { minLength: 20, maxLength: 40 }), async (plan, fates) => {
        const run = `torn${++runs}-`
        let turn = 0
        let calm = false
        const torn: Sql = {
          ...sql,
          async transaction(work) {
            const next = calm ? 'works' : fates[turn++ % fates.length]
            if (next === 'fails before') throw unavailable('a test wants it')
            const result = await sql.transaction(work)
            if (next === 'fails after') throw unavailable('a test wants it')
            return result
          },
        }
        const ledger = new Ledger(torn, randomUUID(), clock.now)
        const open: Open[] = []
        const reference = new Reference()
        const settle = (one: Open, part: number): void => {
          const used = { tokens: Math.floor((one.slot.amounts.tokens * part) / 100), price: 1 }
          one.hold.settle(used)
          reference.settle(one.slot, used)
        }
        for (const step of plan) {
          if (step.do === 'burst')
            for (const one of step.asks) {
              const [name, limits] = callers[one.who] ?? callers[0]!
              const asking = { caller: run + name, limits, local: false }
              const amounts = amountsOf(one.tokens)
              // What fails must leave nothing reserved.
              const answer = await Promise.resolve()
                .then(() => ledger.reserve(asking, amounts))
                .catch(() => undefined)
              if (!answer || isShortage(answer)) continue
              assert.ok(reference.fits(asking.caller, limits, amounts, clock.now()), 'let through too much')
              open.push({
                hold: answer,
                slot: reference.reserve(asking.caller, limits, amounts, clock.now()),
              })
            }
          else if (step.do === 'settle') {
            const [one] = open.splice(step.which % Math.max(1, open.length), 1)
            if (one) settle(one, step.share)
          } else if (step.do === 'pass') clock.pass(step.ms)
          else if (step.do === 'flush') await ledger.flush().catch(() => undefined)
        }
        for (const one of open) settle(one, 0)
        calm = true
        await ledger.close()
        await assertLeases(sql)
        const rows = await spentRows(sql, run)
        for (const [key, spent] of reference.spent)
          if (sql.shared || !key.includes('/minute')) assert.equal(rows.get(key) ?? 0, spent, key)
      }),
      { numRuns: (sql.shared ? 15 : 60) * EFFORT },
    )
  })
})

onBoth('several gateways', stores => {
  const limits = limitsOf(Limits.parse({ budgets: [{ unit: 'tokens', per: 'day', amount: 5_000 }] }))
  const gateway = fc.integer({ min: 0, max: 3 })

  test('together never let through more than the budget, and lose none of it', async () => {
    const place = await stores.place()
    const sqls = [
      await stores.open(place),
      await stores.open(place),
      await stores.open(place),
      await stores.open(place),
    ]
    const [sql] = sqls
    assert.ok(sql)
    const clock = new Clock()
    let runs = 0
    const move = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('ask' as const),
          asks: fc.array(fc.record({ gateway, tokens: fc.integer({ min: 1, max: 900 }) }), {
            minLength: 1,
            maxLength: 8,
          }),
        }),
      },
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('settle' as const), which: fc.nat(), share: share(100) }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const), gateway }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(300, 6_000, 50_000) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), gateway }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async moves => {
        const caller = `many${++runs}`
        const asking = { caller, limits, local: false }
        const ledgers = sqls.map(one => new Ledger(one, randomUUID(), clock.now))
        let open: { readonly hold: Hold; readonly amount: number; readonly gateway: number }[] = []
        /** By gateway: settled and written; settled since. */
        const written = [0, 0, 0, 0]
        const since = [0, 0, 0, 0]
        const total = (): number =>
          [...written, ...since, ...open.map(one => one.amount)].reduce((sum, one) => sum + one, 0)
        const flush = async (at: number): Promise<void> => {
          const told = since[at] ?? 0
          await ledgers[at]?.flush()
          written[at] = (written[at] ?? 0) + told
          since[at] = (since[at] ?? 0) - told
        }
        for (const one of moves) {
          if (one.do === 'ask') {
            const answers = await Promise.all(
              one.asks.map(async each => ledgers[each.gateway]?.reserve(asking, amountsOf(each.tokens))),
            )
            for (const [i, answer] of answers.entries())
              if (answer && !isShortage(answer))
                open.push({
                  hold: answer,
                  amount: one.asks[i]?.tokens ?? 0,
                  gateway: one.asks[i]?.gateway ?? 0,
                })
            assert.ok(total() <= 5_000, `${total()} let through`)
          } else if (one.do === 'settle') {
            const [given] = open.splice(one.which % Math.max(1, open.length), 1)
            if (!given) continue
            const used = Math.floor((given.amount * one.share) / 100)
            given.hold.settle({ tokens: used, price: 0 })
            since[given.gateway] = (since[given.gateway] ?? 0) + used
          } else if (one.do === 'flush') await flush(one.gateway)
          else if (one.do === 'crash') {
            open = open.filter(each => each.gateway !== one.gateway)
            since[one.gateway] = 0
            ledgers[one.gateway] = new Ledger(sqls[one.gateway] ?? sql, randomUUID(), clock.now)
          } else {
            // Living gateways are heard of in time.
            clock.pass(one.ms)
            for (const at of ledgers.keys()) await flush(at)
          }
        }
        for (const { hold, amount, gateway: at } of open) {
          hold.settle({ tokens: amount, price: 0 })
          since[at] = (since[at] ?? 0) + amount
        }
        open = []
        const used = total()
        for (const ledger of ledgers) await ledger.close()
        await assertLeases(sql)
        const rows = await spentRows(sql, caller)
        const spent = [...rows].filter(([key]) => key.startsWith(`${caller} `)).map(([, one]) => one)
        assert.equal(
          spent.reduce((sum, one) => sum + one, 0),
          used,
        )
        // What the dead held comes back: all that is left can be had at once, and not one more.
        clock.pass(LEASE_MS + 1)
        const heir = new Ledger(sql, randomUUID(), clock.now)
        const more = await heir.reserve(asking, amountsOf(5_001 - used))
        assert.ok(isShortage(more))
        if (used < 5_000) assert.ok(!isShortage(await heir.reserve(asking, amountsOf(5_000 - used))))
        clock.pass(86_400_000)
      }),
      { numRuns: 15 * EFFORT },
    )
  })
})
