// The subnet that `taonet new subnet` writes: small, real, and with one hole that its attack test shows.

// Apart from the text around them: what reads like an import of ours would be renamed when we are published, and counted
// among our own dependencies.
const FROM_ZOD = `from 'zod'`
const fileOf = (name: string): string => `${name}.ts`

/** `NAME.ts`: at most 80 lines. */
export const subnetModule = (
  name: string,
): string => `// Subnet *${name}*: miners sort numbers. Put your own task in place of it: request, response, challenge, score.
import { defineSubnet, route, type Service, type ServicePath } from '@taonet/neuron'
import { z } ${FROM_ZOD}

export const PATH: ServicePath = '/v1/${name}'

const number = z.int().min(-1_000).max(1_000)
export const request = z.object({ numbers: z.array(number).min(1).max(64) })
export const response = z.object({ sorted: z.array(number).max(64) })

type Request = z.infer<typeof request>
type Response = z.infer<typeof response>

/** What an answer is worth, 0 … 1. */
export function quality(asked: readonly number[], answered: readonly number[]): number {
  const ascending = answered.every((one, i) => i === 0 || (answered[i - 1] ?? one) <= one)
  return ascending && answered.length === asked.length ? 1 : 0
}

/** All of the score within a tenth of a second, half of it after two. */
const promptness = (ms: number): number => 1 - 0.5 * Math.min(1, Math.max(0, ms - 100) / 1_900)

export default defineSubnet<Request, Response>({
  name: '${name}',
  // Change it with every change of schemas, challenges or scores: miners of another version are not compared.
  version: '1',
  paths: [PATH],
  request,
  response,
  deadline: 5_000,
  kinds: {
    // Each kind of challenge has a weight. All chance comes from \`random\`: the same seed has to give the same challenge.
    fresh: {
      weight: 1,
      create(random) {
        const numbers = Array.from({ length: random.between(8, 32) }, () => random.between(-999, 999))
        return {
          steps: [{ path: PATH, body: { numbers } }],
          // Pure: it sees what came back and how long it took, and nothing else.
          score([outcome]) {
            if (!outcome?.response) return { score: 0, parts: {} }
            const right = quality(numbers, outcome.response.sorted)
            const quick = promptness(outcome.totalMs)
            return { score: right * quick, parts: { right, quick } }
          },
        }
      },
    },
  },
  metrics: {
    right: 'what the answer was worth',
    quick: '1 within a tenth of a second, one half from two seconds on',
  },
})

/** A miner that does the work: \`taonet miner wrap ${name}.ts --subnet ${name}.ts --netuid N\`. */
export const miner: Service = {
  model: '${name}-1',
  sha256: '',
  engine: 'function',
  routes: {
    [PATH]: route(request, async ({ numbers }) => ({
      type: 'json',
      body: { sorted: [...numbers].sort((a, b) => a - b) },
    })),
  },
}
`

/** What the owner writes in place of the body of \`quality\`; given with its indentation. */
const MEND = `  const right = [...asked].sort((a, b) => a - b)
  return right.length === answered.length && right.every((one, i) => one === answered[i]) ? 1 : 0`

/** Shared by both tests: what a validator would make of somebody's answers. */
const harness = (name: string): string => `import assert from 'node:assert/strict'
import { test } from 'node:test'
import subnet, { request, response } from './${fileOf(name)}'

const nobody = { uid: 0, declaration: undefined }

/** Somebody who turns the numbers of a request into an answer, or stays silent. */
type Answerer = (numbers: readonly number[]) => readonly number[] | undefined

/** The mean score over 20 challenges, each answered in 10 ms. */
function meanScore(answer: Answerer): number {
  let sum = 0
  for (let i = 0; i < 20; i++) {
    const challenge = subnet.challenge('fresh', new Uint8Array(32).fill(i), nobody)
    const outcomes = challenge.steps.map(({ body }) => {
      const sorted = answer(request.parse(body).numbers)
      const given = sorted && response.parse({ sorted })
      return { response: given, failure: given ? undefined : 'deadline', firstByteMs: 10, totalMs: 10 }
    })
    sum += challenge.score(outcomes).score
  }
  return sum / 20
}

const honest: Answerer = numbers => [...numbers].sort((a, b) => a - b)
`

/** `NAME.test.ts`: passes. */
export const passingTest = (name: string): string => `// What the subnet promises. Run it with: npm test
${harness(name)}
test('who does the work has the whole score', () => {
  assert.equal(meanScore(honest), 1)
})

test('who does it wrong, or not at all, has none', () => {
  assert.equal(meanScore(numbers => [...numbers].sort((a, b) => b - a)), 0)
  assert.equal(meanScore(() => undefined), 0)
})

test('a seed gives one challenge, another seed another', () => {
  const steps = (fill: number) => subnet.challenge('fresh', new Uint8Array(32).fill(fill), nobody).steps
  assert.deepEqual(steps(1), steps(1))
  assert.notDeepEqual(steps(1), steps(2))
  for (const { body } of steps(1)) assert.ok(subnet.request.safeParse(body).success)
})
`

/** `NAME.attack.test.ts`: fails until the hole is mended. */
export const attackTest = (
  name: string,
): string => `// An attack that works. This test FAILS ON PURPOSE until \`quality\` in ${name}.ts is mended; its message says how.
// Run it with: npm run attack
${harness(name)}
/** Ascending, of the right length, and made without looking at a single number. */
const lazy: Answerer = numbers => numbers.map(() => 0)

const MEND = \`quality() in ${name}.ts pays for any ascending list. Replace its body by:

${MEND}

\`

test('who answers without doing the work is worth less than a tenth of who does it', () => {
  const [cheat, worker] = [meanScore(lazy), meanScore(honest)]
  assert.ok(cheat < worker / 10, \`the cheat scores \${cheat}, the honest miner \${worker}. \${MEND}\`)
})
`
