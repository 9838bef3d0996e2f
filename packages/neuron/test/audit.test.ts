// An audit of evidence that real probes left: honest files pass, every forgery is found, and what is found can be proven to
// somebody who has only the chain's root.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { bytesToHex, keyPairFromUri } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from '../src/canonical-json.ts'
import type { Archive } from '../src/chain/archive.ts'
import { compared, type ReferenceTools } from '../src/challenge.ts'
import { startMiners } from '../src/miner/run-miners.ts'
import { route, type Service } from '../src/miner/service.ts'
import { defineSubnet } from '../src/subnet.ts'
import { type AuditReport, auditEvidence } from '../src/validator/audit.ts'
import { evidenceEpochs, evidenceFile } from '../src/validator/evidence.ts'
import { textHash } from '../src/validator/evidence-lines.ts'
import { evidenceRoot, provesLine } from '../src/validator/evidence-tree.ts'
import { evidenceFolder } from '../src/validator/read-evidence.ts'
import { startValidators } from '../src/validator/run-validators.ts'
import { inFolder, minerKey, strangerKey, validatorKey } from './fixtures.ts'
import { RecordedChain } from './recorded-chain.ts'
import { TEMPO } from './simulated-chain.ts'

const CHAT = '/v1/chat/completions'
const NETUID = 1
const request = z.object({ number: z.int(), say: z.boolean() })
const response = z.object({ square: z.number(), said: z.string() })

/** What the validator measures itself; the auditor's may differ in the last digits. */
const toolsOf = (noise: number): ReferenceTools => ({
  embed: async () => undefined,
  encode: async () => undefined,
  chat: async () => undefined,
  bits: async text => text.length + noise,
})

const ask = (number: number, say: boolean) => [{ path: CHAT, body: { number, say } }] as const

const subnet = defineSubnet({
  name: 'audited',
  version: '1',
  paths: [CHAT],
  request,
  response,
  deadline: 5_000,
  metrics: { exact: 'the square is exact' },
  kinds: {
    square: {
      weight: 1,
      create(random) {
        const number = random.below(1_000)
        return {
          steps: [...ask(number, false)],
          score([outcome]) {
            const exact = outcome?.response?.square === number ** 2 ? 1 : 0
            return { score: exact, parts: { exact } }
          },
        }
      },
    },
    prose: {
      weight: 1,
      create: random => ({
        steps: [...ask(random.below(1_000), true)],
        score: () => ({ score: 0, parts: {} }),
        compare: compared(
          (tools, [outcome]) => tools.bits(outcome?.response?.said ?? ''),
          (_, bits) => ({ score: 1 / (1 + bits), parts: { bits } }),
        ),
      }),
    },
  },
  safety: {
    input: async () => [],
    output: async (_, { said }) =>
      said.includes('poison') ? [{ category: 'harm', confidence: 0.9, detail: 'a word' }] : [],
  },
})

const service = (model: string, said: (number: number) => string): Service => ({
  model,
  sha256: '',
  engine: 'test',
  routes: {
    [CHAT]: route(request, async ({ number, say }) => ({
      type: 'json',
      body: { square: number ** 2, said: say ? said(number) : '' },
    })),
  },
})

const poisoner = keyPairFromUri('//Poisoner')

interface Evidence {
  readonly chain: RecordedChain
  /** Of one closed epoch, with probes of both kinds and a veto among them. */
  readonly text: string
}
const ready = Promise.withResolvers<Evidence>()
const done = Promise.withResolvers<void>()

async function collect(folder: string): Promise<Evidence> {
  const chain = new RecordedChain([
    { hotkey: validatorKey.account, validator: true },
    { hotkey: minerKey.account },
    { hotkey: poisoner.account },
  ])
  const miner = (hotkey: typeof minerKey, one: Service) => ({
    hotkey,
    netuid: NETUID,
    subnet,
    service: one,
    host: '127.0.0.1',
    port: 0,
  })
  const miners = await startMiners(chain, {
    dataDir: `${folder}/miners`,
    miners: [
      miner(
        minerKey,
        service('honest', number => 'a'.repeat(number % 7)),
      ),
      miner(
        poisoner,
        service('poison', () => 'poison'),
      ),
    ],
  })
  const validators = await startValidators(chain, {
    hotkeys: [validatorKey],
    subnets: [{ netuid: NETUID, subnet }],
    dataDir: folder,
    tools: toolsOf(0),
  })
  const metrics = () => validators.validators[0]?.metrics()[0]
  await chain.advance(2)
  await validators.directory(NETUID).refresh()
  for (let i = 0; i < 2_000 && (metrics()?.probes ?? 0) < 24; i++)
    await new Promise(next => setTimeout(next, 10))
  assert.ok((metrics()?.probes ?? 0) >= 24)
  const poisoned = metrics()?.scores.find(({ uid }) => uid === 2)
  assert.equal(poisoned?.vetoed, true)
  assert.equal(poisoned?.score, 0)
  assert.ok((metrics()?.incidentCount ?? 0) > 0)
  assert.equal(metrics()?.incidents[0]?.category, 'harm')
  await chain.advance(TEMPO * 2)
  await validators.close(0)
  await miners.close(0)
  const evidence = evidenceFolder(folder, validatorKey.ss58, NETUID)
  const [first] = evidenceEpochs(evidence)
  assert.ok(first !== undefined)
  return { chain, text: readFileSync(evidenceFile(evidence, first), 'utf8') }
}

before(async () => {
  inFolder(async folder => {
    ready.resolve(await collect(folder))
    await done.promise
  }).catch(ready.reject)
  await ready.promise
})
after(() => done.resolve())

async function audit(text: string, change: Partial<Archive> = {}, tools = toolsOf(0)): Promise<AuditReport> {
  const { chain } = await ready.promise
  const archive = { ...chain.archive(), ...change }
  return auditEvidence(text, { archive, subnet, netuid: NETUID, sample: 10_000, tools, random: Math.random })
}

type Json = Record<string, unknown>
const parsed = (line: string): Json => z.record(z.string(), z.unknown()).parse(JSON.parse(line))

/** The file as a forger would write it: changed lines, and every later one bound anew. */
function forged(text: string, change: (lines: Json[]) => Json[]): string {
  let prev: string | undefined
  const lines = change(text.trimEnd().split('\n').map(parsed)).map(line => {
    const written = canonicalJson(prev === undefined ? line : { ...line, prev })
    prev = textHash(written)
    return written
  })
  return `${lines.join('\n')}\n`
}

const isProbe =
  (kind: string) =>
  (line: Json): boolean =>
    line.type === 'probe' && line.kind === kind && line.findings === undefined

/** Changes the first probe of a kind. */
const inProbe = (kind: string, part: (probe: Json) => Json) => (lines: Json[]) => {
  const at = lines.findIndex(isProbe(kind))
  assert.ok(at > 0, kind)
  return lines.with(at, { ...lines[at], ...part(lines[at] ?? {}) })
}

const whats = (report: AuditReport): string => report.disagreements.map(({ what }) => what).join('; ')

test('honest evidence passes, measured anew and against the chain', async () => {
  const { text } = await ready.promise
  const report = await audit(text)
  assert.equal(whats(report), '')
  assert.equal(report.sampled, report.probes)
  assert.ok(report.rescored > 0 && report.remeasured > 0)
  assert.equal(report.rescored + report.remeasured, report.probes)
})

test('another machine’s rounding is no disagreement, another measurement is', async () => {
  const { text } = await ready.promise
  assert.equal(whats(await audit(text, {}, toolsOf(1e-9))), '')
  const report = await audit(text, {}, toolsOf(30))
  assert.match(whats(report), /measuring anew/)
  assert.ok(report.disagreements.every(({ kind }) => kind === 'prose'))
})

test('an auditor without models says what he could not see, and nothing else', async () => {
  const { text } = await ready.promise
  const report = await audit(text, {}, { ...toolsOf(0), bits: async () => undefined })
  assert.equal(whats(report), '')
  assert.equal(report.remeasured, 0)
  assert.ok(report.hashesOnly > 0)
})

test('a sample has the size that was asked for, and is drawn by the auditor’s chance', async () => {
  const { text, chain } = await ready.promise
  const drawn = (random: () => number) =>
    auditEvidence(
      forged(
        text,
        inProbe('square', ({ score }) => ({ score: Number(score) / 2 })),
      ),
      {
        archive: chain.archive(),
        subnet,
        netuid: NETUID,
        sample: 1,
        tools: toolsOf(0),
        random,
      },
    )
  const found = await Promise.all(Array.from({ length: 60 }, (_, i) => drawn(() => i / 60)))
  assert.ok(found.every(({ sampled }) => sampled === 1))
  const scores = found.filter(one => /score does not follow/.test(whats(one))).length
  assert.ok(scores > 0 && scores < 60)
})

const other = keyPairFromUri('//Other')
const forgeries: readonly [string, RegExp, (lines: Json[]) => Json[]][] = [
  [
    'an altered score',
    /the score does not follow/,
    inProbe('square', ({ score }) => ({ score: Number(score) / 2 })),
  ],
  ['altered parts', /the score does not follow/, inProbe('square', () => ({ parts: { exact: 0.5 } }))],
  [
    'an altered response',
    /not the one that was hashed|score does not follow/,
    inProbe('square', ({ outcomes }) => ({
      outcomes: z
        .array(z.record(z.string(), z.unknown()))
        .parse(outcomes)
        .map(one => ({ ...one, response: { square: 3, said: '' } })),
    })),
  ],
  ['another request', /requests are not those/, inProbe('square', () => ({ requests: [textHash('x')] }))],
  ['another seed', /seed does not follow/, inProbe('square', () => ({ seed: textHash('x') }))],
  ['another kind', /no such kind|requests are not those|score/, inProbe('square', () => ({ kind: 'easy' }))],
  ['another block', /not the chain’s|seed/, inProbe('square', () => ({ blockHash: textHash('x') }))],
  ['another miner', /did not have that uid/, inProbe('square', () => ({ miner: other.ss58 }))],
  ['a measured score', /measuring anew/, inProbe('prose', () => ({ score: 0.99 }))],
  ['a measurement left out', /score does not follow/, inProbe('prose', () => ({ measured: undefined }))],
  [
    'an invented veto',
    /veto that the policy does not give|score/,
    inProbe('square', () => ({
      findings: [{ category: 'harm', confidence: 1 }],
      score: 0,
      parts: { exact: 1, veto: 1 },
    })),
  ],
  [
    'a withheld veto',
    /without a veto/,
    lines => {
      const at = lines.findIndex(line => line.findings !== undefined)
      assert.ok(at > 0)
      return lines.with(at, { ...lines[at], findings: undefined, score: 1, parts: {} })
    },
  ],
  [
    'a probe left out',
    /root is not the one on chain/,
    lines => lines.toSpliced(lines.findIndex(isProbe('square')), 1),
  ],
  ['a probe twice', /used twice/, lines => lines.toSpliced(2, 0, lines[2] ?? {})],
  [
    'two probes swapped',
    /root is not the one on chain/,
    lines => lines.with(1, lines[2] ?? {}).with(2, lines[1] ?? {}),
  ],
  [
    'another secret',
    /not the one that was committed/,
    lines => lines.with(-1, { ...lines.at(-1), secret: bytesToHex(new Uint8Array(32)) }),
  ],
  [
    'another validator',
    /root is not on chain/,
    lines => lines.with(0, { ...lines[0], validator: strangerKey.ss58 }),
  ],
  ['another protocol', /another protocol/, lines => lines.with(0, { ...lines[0], protocol: textHash('x') })],
  ['another subnet', /of subnet 2/, lines => lines.with(0, { ...lines[0], netuid: 2 })],
]

for (const [name, found, change] of forgeries) {
  test(`found: ${name}`, async () => {
    const { text } = await ready.promise
    const report = await audit(forged(text, change))
    assert.match(whats(report), found)
    // Whatever is changed, the root on chain is another.
    assert.match(whats(report), /root is not/)
  })
}

test('a change that binds no later line anew shows in the links', async () => {
  const { text } = await ready.promise
  const lines = text.trimEnd().split('\n')
  const report = await audit(
    `${lines.with(1, (lines[1] ?? '').replace('"score":', '"score": ')).join('\n')}\n`,
  )
  assert.match(whats(report), /not bound to the line before/)
})

test('a secret that was chosen after the blocks were known is found, and so is a swapped or missing root', async () => {
  const { text, chain } = await ready.promise
  const honest = chain.archive()
  const late = await audit(text, {
    published: async (netuid, hotkey, block) => {
      const said = await honest.published(netuid, hotkey, block)
      return said?.type === 'Validator'
        ? { ...said, value: { ...said.value, current: textHash('x'), next: textHash('y') } }
        : said
    },
  })
  assert.match(whats(late), /not on chain before the first probe/)
  const swapped = await audit(text, {
    published: async (netuid, hotkey, block) => {
      const said = await honest.published(netuid, hotkey, block)
      const evidence = said?.type === 'Validator' ? said.value.evidence : undefined
      return said?.type === 'Validator' && evidence
        ? { ...said, value: { ...said.value, evidence: { ...evidence, root: textHash('x') } } }
        : said
    },
  })
  assert.equal(whats(swapped), 'its root is not the one on chain')
  const never = await audit(text, { published: async () => undefined })
  assert.match(whats(never), /root is not on chain/)
  // While the next epoch runs the root may still be on its way.
  assert.equal((await audit(text)).epoch, 0n)
  const early = await audit(text, {
    head: async () => ({ number: TEMPO + 1, hash: textHash('head') }),
    published: async (netuid, hotkey, block) => {
      const said = await honest.published(netuid, hotkey, block)
      return said?.type === 'Validator' ? { ...said, value: { ...said.value, evidence: undefined } } : said
    },
  })
  assert.equal(whats(early), '')
  assert.equal(early.awaited, true)
})

test('what is found is proven under the root', async () => {
  const { text } = await ready.promise
  const bad = forged(
    text,
    inProbe('square', ({ score }) => ({ score: Number(score) / 2 })),
  )
  const lines = bad.trimEnd().split('\n')
  const { disagreements } = await audit(bad)
  const one = disagreements.find(({ proof }) => proof !== undefined)
  assert.ok(one?.line !== undefined && one.proof)
  assert.ok(provesLine(evidenceRoot(lines), lines[one.line] ?? '', one.proof))
})

test('texts that are no evidence are refused, not believed', async () => {
  for (const text of ['', '\n', '{}\n', 'x'.repeat(10_000), '{"type":"epoch"}\n', '[]\n{"type":"secret"}\n'])
    assert.ok((await audit(text)).disagreements.length > 0)
})
