// OpenAI's `response_format` as a schema: free text, any JSON object, or JSON of the caller's own schema.

import { z } from 'zod'
import { givenName, jsonSchema } from './tools.ts'

export const responseFormat = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json_object') }),
    z.object({
      type: z.literal('json_schema'),
      json_schema: z.object({
        name: givenName,
        description: z.string().max(8_192).nullish(),
        schema: jsonSchema,
        strict: z.boolean().nullish(),
      }),
    }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union' ? 'must be "text", "json_object" or "json_schema"' : undefined,
  },
)
export type ResponseFormat = z.infer<typeof responseFormat>
