// What a subnet's protocol is called on chain: one digest over everything that both sides must agree on.

import { blake2b256, type Hash, hash32 } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from './canonical-json.ts'

export interface ProtocolParts {
  readonly name: string
  readonly version: string
  readonly request: z.ZodType
  readonly response: z.ZodType
}

/** blake2-256 of the canonical JSON of name, version and the JSON Schemas of request and response. */
export function protocolDigest({ name, version, request, response }: ProtocolParts): Hash {
  const schema = (type: z.ZodType): unknown => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
  const text = canonicalJson({ name, version, request: schema(request), response: schema(response) })
  return hash32(blake2b256(new TextEncoder().encode(text)))
}
