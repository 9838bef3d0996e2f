// POST /v1/moderations: the gateway's own classifiers in OpenAI's shape; no miner is asked.
import { z } from 'zod'
import { counted } from '../accounts/index.ts'
import { type Call, type HttpAnswer, jsonAnswer } from '../http/call.ts'
import { parameters } from '../parameters.ts'
import { jsonBody } from '../request-body.ts'
import type { Serving } from '../serving.ts'

/** Whatever model is named, these classifiers answer, and say so. */
const MODEL = 'taonet-safety'
const MAX_TEXTS = 64

const Part = z.object({ type: z.literal('text'), text: z.string() })

const ModerationRequest = z.object({
  model: z.string().max(128).nullish(),
  input: z.union(
    [
      z.string().transform(one => [one]),
      z.array(z.string()).min(1).max(MAX_TEXTS),
      z
        .array(Part)
        .min(1)
        .max(MAX_TEXTS)
        .transform(parts => parts.map(({ text }) => text)),
    ],
    `must be text, 1 to ${MAX_TEXTS} texts, or as many parts of type "text"`,
  ),
})

/** @throws Refused 400 with the first offending parameter. */
const parseModeration = (raw: unknown): readonly string[] => parameters(ModerationRequest, {}, raw).input

export async function moderations(
  call: Call,
  { accounts, moderator }: Pick<Serving, 'accounts' | 'moderator'>,
): Promise<HttpAnswer> {
  const texts = parseModeration(await jsonBody(call))
  const headers = await counted(accounts, call.caller, call.arrival.path)
  const found = await moderator.look(texts, call.arrival.signal)
  const results = found.map(one => ({
    ...one,
    category_applied_input_types: Object.fromEntries(
      Object.keys(one.categories).map(name => [name, ['text']]),
    ),
  }))
  const body = { id: `modr-${call.notes.requestId}`, model: MODEL, results }
  return jsonAnswer(body, 200, headers)
}
