// What a subnet's protocol is called on chain: one digest over everything that both sides must agree on.

import { blake2b256, type Hash, hash32 } from '@taonet/wire'
import { z } from 'zod'
import { canonicalJson } from './canonical-json.ts'
import type { Parameters } from './challenge.ts'

export interface ProtocolParts {
  readonly name: string
  readonly version: string
  readonly parameters: Parameters
  readonly request: z.ZodType
  readonly response: z.ZodType
}

/** blake2-256 of the canonical JSON of name, version, parameters and the JSON Schemas of request and response. */
export function protocolDigest({ name, version, parameters, request, response }: ProtocolParts): Hash {
  const schema = (type: z.ZodType): unknown => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
  const text = canonicalJson({
    name,
    version,
    parameters,
    request: schema(request),
    response: schema(response),
  })
  return hash32(blake2b256(new TextEncoder().encode(text)))
}
