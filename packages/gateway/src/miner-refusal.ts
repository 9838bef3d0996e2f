// A miner that answers with anything but 200: is it the request, is the miner busy, or does it fail?
import type { Reply } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import { z } from 'zod'
import type { Candidate } from './network.ts'
import { Refused } from './openai-error.ts'

const MAX_MESSAGE = 300

const Body = z.object({
  error: z.object({ message: z.string(), code: z.string().nullish(), param: z.string().nullish() }),
})

/** What a miner says is shown to people: one line, printable, short. */
const shown = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_MESSAGE)

/** Statuses by which a miner says that the request cannot be served by it as it is. */
const ABOUT_THE_REQUEST = new Set([400, 413, 422])

/** Where OpenAI has a word of its own, its clients look for that. */
const CODES: Readonly<Record<string, string>> = { too_long: 'context_length_exceeded' }

/** Never throws: what cannot be read is a failed miner too. */
export async function refusalBy(reply: Reply, { uid }: Candidate): Promise<Refused | NetError> {
  const { status } = reply
  if (status === 503 || status === 429) {
    reply.cancel()
    return new NetError('busy', 'every miner asked is busy', 'try again in a few seconds')
  }
  if (!ABOUT_THE_REQUEST.has(status)) {
    reply.cancel()
    return new NetError(
      'miner-failed',
      `miner ${uid} answered with status ${status}`,
      'ask again or another model',
    )
  }
  const body = Body.safeParse(await reply.json().catch(() => undefined))
  if (!body.success) return new Refused(400, 'refused_by_miner', `Miner ${uid} refuses the request as it is.`)
  const { message, code, param } = body.data.error
  return new Refused(
    400,
    CODES[code ?? ''] ?? shown(code ?? 'refused_by_miner'),
    `Miner ${uid} refuses: ${shown(message)}`,
    param == null ? null : shown(param),
  )
}
