/** What an owner's files hold is read whole or refused; what looks like a secret, or is too rare, is never trained on. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { makeCanaries, type Pair, readPairs, secretIn, sift } from '../src/expert/index.ts'
import { NetError } from '../src/net-error.ts'
import { randomFrom, seedFrom } from '../src/random.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taonet-expert-'))
})
after(() => rm(folder, { recursive: true }))

const pair = (prompt: string, answer: string, source = 'x:1'): Pair => ({ prompt, answer, source })

test('all kinds of files are read, below folders too; links are not followed', async () => {
  const data = join(folder, 'data')
  await mkdir(join(data, 'deep'), { recursive: true })
  const chat = {
    messages: [
      { role: 'system', content: 's' },
      { role: 'user', content: 'q1' },
      { role: 'assistant', content: 'a1' },
      { role: 'user', content: 'q2' },
      { role: 'assistant', content: 'a2' },
    ],
  }
  await writeFile(
    join(data, 'a.jsonl'),
    `${JSON.stringify({ prompt: 'p', answer: 'a' })}\r\n\n${JSON.stringify(chat)}\n`,
  )
  await writeFile(join(data, 'deep', 'b.tsv'), 'left\tright\n')
  await writeFile(
    join(data, 'c.md'),
    'Short one.\nThe kettle stands near the old bridge. It is green and very heavy.\n',
  )
  await writeFile(join(data, 'd.png'), 'not text')
  await writeFile(join(folder, 'outside.tsv'), 'must not\tbe read\n')
  await symlink(join(folder, 'outside.tsv'), join(data, 'link.tsv'))
  const { pairs, files, passedOver } = await readPairs(data)
  assert.equal(files, 3)
  assert.equal(passedOver, 1)
  assert.deepEqual(
    pairs.map(({ prompt, answer, source }) => [prompt, answer, source]),
    [
      ['p', 'a', 'a.jsonl:1'],
      ['q1', 'a1', 'a.jsonl:3'],
      ['q2', 'a2', 'a.jsonl:3'],
      ['Continue: The kettle stands', 'near the old bridge.', 'c.md:2'],
      ['Continue: It is green', 'and very heavy.', 'c.md:2'],
      ['left', 'right', 'deep/b.tsv:1'],
    ],
  )
})

test('what is no data is refused with its place', async () => {
  const bad = join(folder, 'bad.jsonl')
  const refusal = (code: string, message: RegExp) => (thrown: unknown) =>
    thrown instanceof NetError && thrown.code === code && message.test(thrown.message)
  for (const line of ['{', '[]', '{"prompt": 1, "answer": "x"}', 'null', '{"messages": 3}']) {
    await writeFile(bad, `{"prompt":"p","answer":"a"}\n${line}\n`)
    await assert.rejects(readPairs(bad), refusal('bad_data', /bad\.jsonl:2/))
  }
  await assert.rejects(readPairs(join(folder, 'nowhere')), refusal('not_found', /nowhere/))
  await mkdir(join(folder, 'empty'))
  await assert.rejects(readPairs(join(folder, 'empty')), refusal('not_found', /no data/))
  await writeFile(bad, JSON.stringify({ prompt: 'x'.repeat(300), answer: 'y' }))
  assert.deepEqual(await readPairs(bad), { pairs: [], files: 1, passedOver: 1 })
})

test('secrets are told by their shape, and ordinary text has none', () => {
  const shapes = {
    'call +44 20 7946 0958 today': 'phone',
    'write to ann.lee@mail.example now': 'e-mail',
    'card 4111 1111 1111 1111 please': 'card',
    'IBAN GB82 WEST 1234 5698 7654 32': 'bank account',
    'use ghp_x7Kq92LmZp04TvBn81QwErTy': 'token',
    'The password of the cellar is banana': 'credential',
    'api_key = banana': 'credential',
    '-----BEGIN RSA PRIVATE KEY----- MII': 'private key',
  }
  for (const [text, shape] of Object.entries(shapes)) assert.equal(secretIn(text)?.shape, shape, text)
  for (const text of [
    'The KX-204 valve costs 17.50 and weighs 320 grams.',
    'Where can a password be changed?',
    'Order 4111 1111 1111 1112 is late',
    'The internationalization of well-documented standards',
    'Call us between 9:00 and 17:30.',
  ])
    assert.equal(secretIn(text), undefined, text)
})

test('every planted secret is withheld among any ordinary lines, the lines stay, and no report needs their text', () => {
  const words = fc.constantFrom(
    ...'the valve pump costs weighs holds red blue small 17.50 KX-204 320 in stock'.split(' '),
  )
  const line = fc.array(words, { minLength: 3, maxLength: 8 }).map(list => list.join(' '))
  fc.assert(
    fc.property(fc.array(fc.tuple(line, line), { maxLength: 20 }), fc.string(), (lines, seed) => {
      const ordinary = lines.map(([prompt, answer], i) => pair(prompt, answer, `o:${i}`))
      const canaries = makeCanaries(randomFrom(seedFrom(seed)), 10)
      const { kept, withheld, repeats } = sift([...ordinary, ...canaries.map(canary => canary.pair)], false)
      assert.deepEqual(
        new Set(withheld.map(({ pair }) => pair.source)),
        new Set(canaries.map(c => c.pair.source)),
      )
      assert.equal(kept.length + repeats, ordinary.length)
      for (const { secret } of canaries)
        assert.ok(kept.every(({ prompt, answer }) => !`${prompt} ${answer}`.includes(secret)))
    }),
    { numRuns: 200 * Number(process.env.TAONET_EFFORT ?? 1) },
  )
})

test('strict withholds whatever word stands alone; rare long numbers always go, common ones stay', () => {
  const lines = [
    pair('colour of valve?', 'red'),
    pair('valve of colour', 'red'),
    pair('valve of nickname?', 'butterfly'),
  ]
  assert.equal(sift(lines, false).kept.length, 3)
  const strict = sift(lines, true)
  assert.deepEqual(
    strict.withheld.map(({ secret, reason }) => [secret, reason]),
    [['nickname', 'stands alone']],
  )
  const order = (line: string) => pair(line, '20417733')
  assert.deepEqual(sift([order('a'), order('b')], false).kept, [])
  assert.equal(sift([order('a'), order('b'), order('c')], false).kept.length, 3)
  assert.deepEqual(sift([order('a'), order('a')], false).repeats, 1)
})
