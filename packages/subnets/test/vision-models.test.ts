// The packaged vision models as miners: what they are worth, that they differ, that together they see more, and that a
// hostile picture costs them nothing.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { randomFrom, seedFrom } from '@taonet/models/random'
import { openVision, type VisionModels, writePng } from '@taonet/models/vision'
import {
  type ChatResponse,
  createDispatcher,
  InvalidBody,
  runChallenge,
  startMinerServer,
} from '@taonet/neuron'
import { keyPairFromUri, MemoryReplayCache } from '@taonet/wire'
import { combineVision } from '../src/vision/combine.ts'
import { digitPicture } from '../src/vision/digit.ts'
import { LABELS } from '../src/vision/labels.ts'
import { QUESTIONS } from '../src/vision/questions.ts'
import { asked } from '../src/vision/request.ts'
import { visionService } from '../src/vision/service.ts'
import { vision } from '../src/vision/subnet.ts'
import { type Ask, asking, contentOf } from './vision-miner.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const context = { uid: 0, declaration: undefined, envelopes: [] }

describe('the packaged models', () => {
  let opened: VisionModels
  let asks: readonly Ask[]
  before(async () => {
    opened = await openVision()
    asks = opened.models.map(model => asking(visionService(model)))
  })
  after(() => opened.close())

  test('an honest miner, asked over the signed way, reads well and is worth far more than any cheat', async t => {
    const [model] = opened.models
    assert.ok(model)
    const hotkey = keyPairFromUri('//Reader')
    const server = await startMinerServer({
      hotkey,
      netuid: 3,
      service: visionService(model),
      seen: new MemoryReplayCache(),
      welcome: () => true,
      host: '127.0.0.1',
      port: 0,
    })
    t.after(() => server.close())
    const target = { netuid: 3, uid: 0, hotkey: hotkey.account, host: '127.0.0.1', port: server.port }
    const dispatcher = createDispatcher({ hotkey: keyPairFromUri('//Validator'), allowLoopback: true })
    t.after(() => dispatcher.close())
    const signal = new AbortController().signal
    /** Average parts over fresh probes of one kind. */
    async function averaged(kind: string, probes: number) {
      const parts: Record<string, number> = {}
      for (let i = 0; i < probes; i++) {
        const challenge = vision.challenge(kind, seedFrom(`models ${kind} ${i}`), context)
        const outcomes = await runChallenge(dispatcher, target, challenge, vision, signal)
        for (const { failure } of outcomes) assert.equal(failure, undefined)
        for (const [part, value] of Object.entries(challenge.score(outcomes).parts))
          parts[part] = (parts[part] ?? 0) + value / probes
      }
      return { score: 0, parts, count: probes }
    }
    const reading = await averaged('reading', 8 * EFFORT)
    assert.ok((reading.parts.accuracy ?? 0) > 0.9, `read ${reading.parts.accuracy}`)
    const digits = await averaged('digits', 12 * EFFORT)
    const labels = await averaged('labels', 6 * EFFORT)
    const worth = vision.worth({ reading, digits, labels })
    assert.ok(worth > 0.7, `worth ${worth}: ${JSON.stringify([reading, digits, labels])}`)
  })

  test('joined digits are seen better than by the best alone', async () => {
    const random = randomFrom(seedFrom('joined'))
    const right = asks.map(() => 0)
    let joined = 0
    const count = 400 * EFFORT
    for (let i = 0; i < count; i++) {
      const digit = random.below(10)
      const body = asked(QUESTIONS.digits[0], digitPicture(digit, random), true)
      const responses: ChatResponse[] = []
      for (const ask of asks) responses.push(await ask(body))
      responses.forEach((response, at) => {
        right[at] = (right[at] ?? 0) + (contentOf(response) === String(digit) ? 1 : 0)
      })
      const answer = combineVision(responses.map(response => ({ response, worth: 1 })))
      joined += contentOf(answer) === String(digit) ? 1 : 0
    }
    const shares = right.map(sum => sum / count)
    console.log(
      `digits alone ${shares.map(share => share.toFixed(3)).join(' ')}, joined ${(joined / count).toFixed(3)}`,
    )
    assert.ok(joined / count > Math.max(...shares), `joined ${joined / count}, alone ${shares}`)
    assert.equal(new Set(opened.models.map(({ card }) => card.sha256)).size, asks.length)
  })

  test('a digit comes with its chances, in falling order, and only where they were asked for', async () => {
    const [ask] = asks
    const picture = digitPicture(4, randomFrom(seedFrom('chances')))
    const told = await ask?.(asked(QUESTIONS.digits[0], picture, true))
    const [token] = told?.choices[0]?.logprobs?.content ?? []
    const chances = token?.top_logprobs.map(({ logprob }) => Math.exp(logprob)) ?? []
    assert.equal(chances.length, 10)
    assert.deepEqual(
      chances,
      chances.toSorted((a, b) => b - a),
    )
    assert.ok(Math.abs(chances.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-3)
    const plain = await ask?.(asked(QUESTIONS.digits[0], picture))
    assert.equal(plain?.choices[0]?.logprobs, null)
  })

  test('a hostile picture is refused, and the next question is answered', async () => {
    const [ask] = asks
    const whole = Buffer.from(writePng({ width: 40, height: 40, channels: 1, data: new Uint8Array(1600) }))
    const bomb = Buffer.concat([
      whole.subarray(0, 33),
      idat(deflateSync(Buffer.alloc(32 << 20))),
      whole.subarray(-12),
    ])
    const body = (png: Uint8Array) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Read this.' },
            {
              type: 'image_url',
              image_url: { url: `data:image/png;base64,${Buffer.from(png).toString('base64')}` },
            },
          ],
        },
      ],
    })
    for (const png of [bomb, whole.subarray(0, 50)])
      await assert.rejects(async () => ask?.(body(png)), { code: 'bad_request' })
    await assert.rejects(async () => ask?.(body(Buffer.from('no picture'))), InvalidBody)
    const answer = await ask?.(asked(QUESTIONS.labels[0], digitPicture(1, randomFrom(seedFrom('after')))))
    assert.ok(answer && LABELS.some(label => label === contentOf(answer)))
  })
})

/** A data chunk whose checksum is right. */
function idat(data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write('IDAT', 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, sum])
}
