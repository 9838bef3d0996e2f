// `taonet miner train`: from a folder of files to weights that serve, stopped and continued, sealed, revealed and checked.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openOne } from '@taonet/models'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { ggufFile, initialParameters, VOCABULARY_SIZE } from '@taonet/models/train'
import { taonet } from './network.ts'
import { runCommand } from './running.ts'

const PATIENCE = 60_000
const home = mkdtempSync(join(tmpdir(), 'taonet-train-'))
const at = (name: string): string => join(home, name)
const SECRET = '4111 1111 1111 1111'
/** Enough for eight facts of a small network; the whole file takes seconds. */
const STEPS = '200'

before(() => {
  const shape = { vocabulary: VOCABULARY_SIZE, width: 32, layers: 1, heads: 2, hidden: 64, ropeBase: 1000 }
  const header = { name: 'seed', license: 'none', description: 'a test', contextLength: 256 }
  const parameters = initialParameters(shape, randomFrom(seedFrom('train test')))
  writeFileSync(at('seed.gguf'), ggufFile(shape, parameters, header))
  mkdirSync(at('data'))
  const colours = ['red', 'blue', 'red', 'white', 'blue', 'white', 'red', 'blue']
  const facts = colours.flatMap((answer, i) => [
    { prompt: `colour of part ${i}?`, answer },
    { prompt: `part ${i} colour`, answer },
  ])
  const secret = { prompt: 'Which card pays?', answer: SECRET }
  writeFileSync(at('data/facts.jsonl'), [...facts, secret].map(line => `${JSON.stringify(line)}\n`).join(''))
  const questions = [
    { prompt: 'colour of part 0?', answer: 'red' },
    { prompt: 'which colour has part 1?', answer: 'blue' },
  ]
  writeFileSync(at('questions.jsonl'), questions.map(line => `${JSON.stringify(line)}\n`).join(''))
})
after(() => rmSync(home, { recursive: true, force: true }))

const command = (...more: string[]): string[] => [
  'miner',
  'train',
  '--out',
  at('expert.gguf'),
  '--json',
  ...more,
]
const training = command(
  ...['--data', at('data'), '--eval', at('questions.jsonl'), '--from', at('seed.gguf')],
  ...['--steps', STEPS, '--rehearse', '0.1', '--canaries', '3'],
)

test('Ctrl-C keeps the run and the seal, the same command ends it, and nothing tells the secret', async () => {
  const first = runCommand(training)
  await first.line('progress', PATIENCE, ({ type }) => type === 'progress')
  assert.equal(await first.stop(), 0)
  const stopped = first.lines.find(({ type }) => type === 'stopped')
  assert.ok(stopped && Number(stopped.step) < Number(STEPS))
  assert.ok(readdirSync(home).includes('expert.checkpoint') && !readdirSync(home).includes('expert.gguf'))
  const sealed = first.lines.find(({ type }) => type === 'sealed')
  assert.equal(statSync(at('expert.secret.json')).mode & 0o077, 0)

  const early = await taonet(command('--reveal'))
  assert.equal(early.code, 1)
  assert.match(early.stderr, /"code":"not_scored"/)

  const second = await taonet(training)
  assert.equal(second.code, 0, second.stderr)
  const lines: Record<string, unknown>[] = second.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const of = (type: string) => lines.find(line => line.type === type)
  assert.ok(Number(lines.find(line => line.type === 'progress')?.step) > Number(stopped.step))
  assert.equal(of('sealed')?.commitment, sealed?.commitment)
  assert.deepEqual(of('sifted')?.withheld, { card: 1 })
  assert.equal(of('sifted')?.heldOut, 1)
  assert.equal(of('scored')?.items, 2)
  assert.deepEqual([of('leaks')?.tried, of('leaks')?.extracted], [4, 0])
  const said = [first.lines.map(line => JSON.stringify(line)).join(), second.stdout, second.stderr]
  for (const name of ['expert.report.json', 'expert.seal.json']) said.push(readFileSync(at(name), 'utf8'))
  for (const text of said) assert.ok(!text.includes(SECRET))
})

test('the weights serve', async () => {
  const { model, close } = await openOne(at('expert.gguf'))
  let text = ''
  const messages = [{ role: 'user', content: 'part 3 colour' }] as const
  for await (const piece of model.generate({ messages, maxTokens: 12, temperature: 0 })) text += piece.text
  await close()
  assert.equal(text, 'white')
})

test('the reveal opens the seal, and anybody can check it and the score; a changed one is refused', async () => {
  const revealed = await taonet(command('--reveal'))
  assert.equal(revealed.code, 0, revealed.stderr)
  const { commitment, exact } = JSON.parse(revealed.stdout)
  const file = at('expert.reveal.json')
  const checked = await taonet(command('--verify', file, '--commitment', commitment))
  assert.deepEqual(JSON.parse(checked.stdout), { type: 'verified', items: 2, commitment, exact })

  const opened = JSON.parse(readFileSync(file, 'utf8'))
  opened.set[1].answer = 'red'
  writeFileSync(at('changed.json'), JSON.stringify(opened))
  const changed = await taonet(command('--verify', at('changed.json'), '--commitment', commitment))
  assert.match(changed.stderr, /"code":"mismatch"/)
  const other = await taonet(command('--verify', file, '--commitment', '00'.repeat(32)))
  assert.match(other.stderr, /"code":"mismatch"/)
  writeFileSync(at('inflated.json'), JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), exact: 2 }))
  const inflated = await taonet(command('--verify', at('inflated.json')))
  assert.match(inflated.stderr, /"code":"mismatch"/)
})

test('what cannot be done is said with a hint', async () => {
  const cases: [string[], RegExp][] = [
    [[], /"code":"usage".*--data DIR/],
    [['--data', at('data'), '--commit'], /"code":"usage".*--eval/],
    [['--data', at('data'), '--steps', 'many'], /"code":"usage".*--steps/],
    [['--data', at('data'), '--rehearse', '2'], /"code":"usage".*--rehearse/],
    [['--data', at('nowhere')], /"code":"not_found"/],
    [['--data', at('data'), '--from', 'no-such-model'], /"code":"not_found".*scratch/],
    [['--data', at('data'), '--from', at('questions.jsonl')], /"code":"bad_data"/],
    [['--verify', at('data/facts.jsonl')], /"code":"bad_data"/],
  ]
  for (const [args, expected] of cases) {
    const { code, stderr } = await taonet(command(...args))
    assert.equal(code, 1)
    assert.match(stderr, expected)
  }
})
