// What validators would have published about the pool: the text subnet's own challenges, drawn from seeds, put to every miner
// and scored by the subnet's own scorers. Nothing else reaches the router.
import { randomFrom, seedFrom } from '@taonet/models/random'
import { type ChatRequestInput, type Lesson, LessonBook, type Outcome } from '@taonet/neuron'
import { text } from '@taonet/subnets'
import { hash32, hexToBytes } from '@taonet/wire'
import { hotkeyOf } from './mixture-candidates.ts'
import type { Member } from './mixture-pool.ts'

const KIND = 'skills'
/** Blocks between two probes of one miner. */
const EVERY = 3

const isChat = (body: unknown): body is ChatRequestInput =>
  typeof body === 'object' && body !== null && 'messages' in body

/** `probes` challenges for each miner of the pool, its uid being its place. */
export async function published(
  pool: readonly Member[],
  seed: number,
  probes: number,
  told: (name: string) => void,
): Promise<readonly Lesson[]> {
  const scorings = []
  for (const [uid, member] of pool.entries()) {
    for (let i = 0; i < probes; i++) {
      const challenge = text.challenge(KIND, seedFrom(`mixture probe ${seed} ${member.name} ${i}`), {
        uid,
        declaration: undefined,
      })
      const outcomes: Outcome[] = []
      for (const { body } of challenge.steps) {
        if (!isChat(body)) throw new TypeError('a challenge of the text subnet that is no chat')
        const response = await member.ask(body)
        outcomes.push({ response, failure: undefined, firstByteMs: 0, totalMs: 0 })
      }
      const scored = challenge.score(outcomes)
      const sha256 = hash32(hexToBytes(`0x${member.sha256}`))
      const declaration = { model: member.name, sha256, engine: 'llama.cpp', protocol: text.protocol }
      const hotkey = hotkeyOf(uid)
      scorings.push({ ...scored, kind: KIND, uid, hotkey, declaration, block: i * EVERY, challenge })
    }
    told(member.name)
  }
  // As they came: all miners side by side, block after block.
  const book = new LessonBook(text)
  for (const scoring of randomFrom(seedFrom(`order ${seed}`))
    .shuffle(scorings)
    .sort((a, b) => a.block - b.block))
    book.note(scoring)
  return book.since(0)
}
