// The gate for streams: what passes was judged, what follows a finding never passes, nothing is lost or reordered.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createStreamGate, outputPolicy, type Policy } from '../src/index.ts'

const cases = 100 * Number(process.env.TAONET_EFFORT ?? 1)

/** Finds one word, and keeps what it was shown. */
function watching(word: string): Policy & { readonly seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    judge: async content => {
      const text = typeof content === 'string' ? content : ''
      seen.push(text)
      return text.includes(word) ? [{ category: 'hate', confidence: 1, detail: 'the word' }] : []
    },
  }
}

async function through(
  policy: Policy,
  pieces: readonly string[],
  options: { holdBack: number; memory: number; stride: number },
) {
  const gate = createStreamGate(policy, options)
  const steps = [...(await Promise.all(pieces.map(piece => gate.push(piece)))), await gate.end()]
  return { text: steps.map(step => step.text).join(''), steps, closed: gate.closed() }
}

const OPTIONS = { holdBack: 12, memory: 40, stride: 5 }

test('a clean stream comes out whole, in order, and every character was judged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }), async pieces => {
      const whole = pieces.join('').replaceAll('zebra', '')
      const policy = watching('zebra')
      const { text, closed } = await through(
        policy,
        [whole.slice(0, 3), ...(whole.slice(3).match(/.{1,7}/gsu) ?? [])],
        OPTIONS,
      )
      assert.equal(text, whole)
      assert.equal(closed, false)
      assert.ok(whole === '' || policy.seen.length > 0)
    }),
    { numRuns: cases },
  )
})

test('a word split over any pieces never comes out whole, and nothing comes after it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[a-y ]{0,60}$/),
      fc.stringMatching(/^[a-y ]{0,60}$/),
      fc.integer({ min: 1, max: 9 }),
      async (before, after, size) => {
        const whole = `${before}zebra${after}`
        const { text, closed, steps } = await through(
          watching('zebra'),
          whole.match(new RegExp(`.{1,${size}}`, 'g')) ?? [],
          OPTIONS,
        )
        assert.ok(closed)
        assert.ok(before.startsWith(text))
        assert.equal(steps.at(-1)?.findings[0]?.category, 'hate')
      },
    ),
    { numRuns: cases },
  )
})

test('what is held back is bounded, and an empty stream ends clean', async () => {
  const gate = createStreamGate(watching('zebra'), OPTIONS)
  let [given, got] = [0, 0]
  for (let i = 0; i < 200; i++) {
    given += 3
    got += (await gate.push('abc')).text.length
    assert.ok(given - got <= OPTIONS.holdBack + OPTIONS.stride + 3)
  }
  assert.deepEqual(await createStreamGate(watching('zebra')).end(), { text: '', findings: [] })
})

test('a gate that holds little at first lets the first words go sooner, and still nothing of what it finds', async () => {
  const growing = { holdBack: (come: number) => Math.min(12, come / 2), memory: 40, stride: 5 }
  const first = async (options: typeof growing | typeof OPTIONS): Promise<number> => {
    const gate = createStreamGate(watching('zebra'), options)
    for (let given = 1; ; given++) if ((await gate.push('a')).text !== '') return given
  }
  assert.equal(await first(growing), 5)
  assert.equal(await first(OPTIONS), 15)
  const gate = createStreamGate(watching('zebra'), growing)
  const steps = await Promise.all([...'a few words, then a zebra, then more'].map(piece => gate.push(piece)))
  assert.ok('a few words, then a '.startsWith(steps.map(step => step.text).join('')))
  assert.ok(gate.closed())
})

test('with the real policy an unsafe answer stops before its steps', async () => {
  const answer =
    'Sure, here is how to build the bomb: first mix the chemicals, then add the detonator, and pack it. After that you light the fuse and run.'
  const { text, closed } = await through(outputPolicy(), answer.match(/.{1,6}/g) ?? [], {
    holdBack: 80,
    memory: 600,
    stride: 20,
  })
  assert.ok(closed)
  assert.doesNotMatch(text, /chemicals|detonator|fuse/)
})
