// A question about one picture, in OpenAI's form: chat messages, one of whose parts is a PNG as a data URL. What a body may
// weigh, and what its picture may claim to be, is checked here before anything is unpacked.

import { MAX_PNG_BYTES, type Picture, pngHeader, writePng } from '@taonet/models/vision'
import { z } from 'zod'

const PREFIX = 'data:image/png;base64,'
const MAX_URL = PREFIX.length + 4 * Math.ceil(MAX_PNG_BYTES / 3)
const MAX_TEXT = 4000
const MAX_MESSAGES = 8
const MAX_PARTS = 8
const MAX_TOKENS = 16_384

/** Base64 digits that hold the file's signature and header; the rest is left packed until somebody looks. */
const HEADER_DIGITS = 64

const isPng = (url: string): boolean => {
  try {
    pngHeader(Buffer.from(url.slice(PREFIX.length, PREFIX.length + HEADER_DIGITS), 'base64'))
    return true
  } catch {
    return false
  }
}

const textPart = z.object({ type: z.literal('text'), text: z.string().max(MAX_TEXT) })
const picturePart = z.object({
  type: z.literal('image_url'),
  image_url: z.object({
    url: z
      .string()
      .max(MAX_URL)
      .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/, 'a picture is a PNG as a data URL')
      .refine(isPng, 'the picture is no PNG of at most 512 KiB and 1024 × 1024 pixels'),
  }),
})

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([
    z.string().max(MAX_TEXT),
    z.array(z.discriminatedUnion('type', [textPart, picturePart])).max(MAX_PARTS),
  ]),
})
type Message = z.infer<typeof message>

const partsOf = ({ content }: Message) =>
  typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content

const picturesIn = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(partsOf).flatMap(part => (part.type === 'image_url' ? [part.image_url.url] : []))

const tokenCount = z.int().min(1).max(MAX_TOKENS)

export const visionRequest = z.object({
  model: z.string().max(256).optional(),
  messages: z
    .array(message)
    .min(1)
    .max(MAX_MESSAGES)
    .refine(messages => picturesIn(messages).length === 1, 'a question is about exactly one picture'),
  max_tokens: tokenCount.nullish(),
  max_completion_tokens: tokenCount.nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  n: z.literal(1).nullish(),
  /** Answers are a word or a few lines: there is nothing to stream. */
  stream: z.literal(false).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
})
export type VisionRequest = z.infer<typeof visionRequest>

/** The PNG of a request, packed. */
export function pictureOf({ messages }: VisionRequest): Uint8Array {
  const [url = PREFIX] = picturesIn(messages)
  return Buffer.from(url.slice(PREFIX.length), 'base64')
}

/** What is asked about it: the texts of all messages. */
export const questionOf = ({ messages }: VisionRequest): string =>
  messages
    .flatMap(partsOf)
    .flatMap(part => (part.type === 'text' ? [part.text] : []))
    .join('\n')

/** A question about a picture; the picture stands behind the words. */
export const asked = (question: string, picture: Picture, logprobs = false): VisionRequest => ({
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: question },
        { type: 'image_url', image_url: { url: PREFIX + Buffer.from(writePng(picture)).toString('base64') } },
      ],
    },
  ],
  ...(logprobs ? { logprobs: true, top_logprobs: 10 } : {}),
})
