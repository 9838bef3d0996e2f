/** A JSON Schema in the smaller language that llama.cpp's grammars are made from. */
import type { GbnfJsonSchema } from 'node-llama-cpp'

type Fields = Readonly<Record<string, unknown>>

/** As JSON: a grammar is held against the whole vocabulary for each token, so a long one would keep the others waiting. */
const LONGEST_SCHEMA = 8_192
/** A grammar repeats its rules: longer bounds are left to whoever checks the reply. */
const LONGEST_TEXT = 256
const LONGEST_LIST = 32

class Inexpressible extends Error {}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Simple = 'string' | 'number' | 'integer' | 'boolean' | 'null'
const isSimple = (type: unknown): type is Simple =>
  type === 'string' || type === 'number' || type === 'integer' || type === 'boolean' || type === 'null'

type Constant = string | number | boolean | null
const isConstant = (value: unknown): value is Constant =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** What no grammar says, and what would let replies through that are none of the schema. */
const BEYOND = ['allOf', 'not', 'if', 'patternProperties', 'dependentSchemas', 'contains']

/**
 * Replies by the grammar have all properties of an object in the order given and no others, which the schema allows in all but
 * odd cases; bounds of numbers and patterns are not held. Undefined for a schema that is too long, or
 * that no grammar comes near to.
 */
export function grammarSchema(schema: Fields): GbnfJsonSchema | undefined {
  if (JSON.stringify(schema).length > LONGEST_SCHEMA) return undefined
  const defs = isFields(schema.$defs) ? schema.$defs : isFields(schema.definitions) ? schema.definitions : {}
  try {
    const $defs = Object.fromEntries(Object.entries(defs).map(([name, one]) => [name, translated(one)]))
    return { ...translated(schema), ...(Object.keys($defs).length > 0 ? { $defs } : {}) }
  } catch (thrown) {
    if (thrown instanceof Inexpressible) return undefined
    throw thrown
  }
}

function translated(schema: unknown): GbnfJsonSchema {
  if (!isFields(schema) || BEYOND.some(name => name in schema)) throw new Inexpressible()
  if (typeof schema.$ref === 'string') return reference(schema.$ref)
  if ('const' in schema && isConstant(schema.const)) return { const: schema.const }
  if (Array.isArray(schema.enum)) {
    const constants = schema.enum.filter(isConstant)
    if (constants.length === schema.enum.length && constants.length > 0) return { enum: constants }
    throw new Inexpressible()
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices) && choices.length > 0) return { oneOf: choices.map(translated) }
  if (Array.isArray(schema.type)) return { oneOf: schema.type.map(type => ofType({ ...schema, type })) }
  return ofType(schema)
}

function reference(ref: string): GbnfJsonSchema {
  const name = /^#\/(?:\$defs|definitions)\/([^/~%]+)$/.exec(ref)?.[1]
  if (name === undefined) throw new Inexpressible()
  return { $ref: `#/$defs/${name}` }
}

function ofType(schema: Fields): GbnfJsonSchema {
  if (schema.type === 'object' || (schema.type === undefined && isFields(schema.properties)))
    return objectOf(schema)
  if (schema.type === 'array') return listOf(schema)
  if (schema.type === 'string') return textOf(schema)
  if (isSimple(schema.type)) return { type: schema.type }
  throw new Inexpressible()
}

function textOf({ format, minLength, maxLength }: Fields): GbnfJsonSchema {
  if (format === 'date-time' || format === 'date' || format === 'time') return { type: 'string', format }
  return { type: 'string', ...bounds({ minLength, maxLength }, LONGEST_TEXT) }
}

function objectOf({ properties, required, additionalProperties }: Fields): GbnfJsonSchema {
  const needed = new Set(Array.isArray(required) ? required : [])
  const given = Object.entries(isFields(properties) ? properties : {})
  // What may be left out and leads back to itself would never end if it were always there.
  const kept = given.filter(([name, one]) => needed.has(name) || !JSON.stringify(one).includes('"$ref"'))
  if (given.length > 0)
    return {
      type: 'object',
      properties: Object.fromEntries(kept.map(([name, one]) => [name, translated(one)])),
    }
  if (additionalProperties === false) return { type: 'object', properties: {} }
  const rest = isFields(additionalProperties) ? translated(additionalProperties) : true
  return { type: 'object', additionalProperties: rest }
}

function listOf({ items, prefixItems, minItems, maxItems }: Fields): GbnfJsonSchema {
  return {
    type: 'array',
    ...(isFields(items) ? { items: translated(items) } : {}),
    ...(Array.isArray(prefixItems) ? { prefixItems: prefixItems.map(translated) } : {}),
    ...bounds({ minItems, maxItems }, LONGEST_LIST),
  }
}

const bounds = (limits: Fields, longest: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= longest
        ? [[name, value] as const]
        : [],
    ),
  )
