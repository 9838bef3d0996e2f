// What `/v1/completions` takes, in OpenAI's words.
import { z } from 'zod'
import { Include, MAX_CHOICES } from '../chat-request.ts'
import { empty, never, parameters, type Unsupported, zero } from '../parameters.ts'

/** Prompts of one request; each is a question of its own. */
const MAX_PROMPTS = 16

const UNSUPPORTED: Unsupported = {
  echo: value => value === false,
  suffix: value => value === '',
  best_of: value => value === 1,
  frequency_penalty: zero,
  presence_penalty: zero,
  logit_bias: empty,
  tools: empty,
  response_format: never,
}

type Prompts = readonly [string, ...string[]]

const Prompt = z.string().min(1)

export const CompletionRequest = z
  .object({
    model: z.string().min(1).max(128),
    prompt: z.union(
      [
        Prompt.transform((one): Prompts => [one]),
        z
          .array(Prompt)
          .min(1)
          .max(MAX_PROMPTS)
          .transform(([first = '', ...others]): Prompts => [first, ...others]),
      ],
      `must be text, or 1 to ${MAX_PROMPTS} texts, none of them empty; tokens are not taken`,
    ),
    max_tokens: z.int().min(1).nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().gt(0).max(1).nullish(),
    n: z.int().min(1).max(MAX_CHOICES).nullish(),
    seed: z.int().nullish(),
    stop: z
      .union([z.string().min(1), z.array(z.string().min(1)).max(4)], 'must be text, or at most 4 texts')
      .nullish(),
    /** How many alternatives of each token are told. */
    logprobs: z.int().min(0).max(5).nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    include: Include.nullish(),
  })
  .superRefine(({ stream, stream_options }, context) => {
    if (stream_options != null && stream !== true)
      context.addIssue({
        code: 'custom',
        path: ['stream_options'],
        message: 'is only allowed when "stream" is true',
      })
  })
export type CompletionRequest = z.infer<typeof CompletionRequest>

/** @throws Refused 400 with the first offending parameter. */
export const parseCompletion = (raw: unknown): CompletionRequest =>
  parameters(CompletionRequest, UNSUPPORTED, raw)
