/** Holds a reply to JSON: a grammar for llama.cpp, and the place where the reply is whole. */
import { type GbnfJsonSchema, LlamaGrammarEvaluationState, type LlamaModel } from 'node-llama-cpp'
import type { Generation } from '../model.ts'
import { grammarSchema } from './grammar-schema.ts'

export interface JsonReply {
  readonly state: LlamaGrammarEvaluationState
  /** Takes what was written; true once it is a whole object or list, after which the grammar would let blanks follow. */
  whole(text: string): boolean
}

export async function jsonReply(
  model: LlamaModel,
  json: NonNullable<Generation['json']>,
): Promise<JsonReply> {
  const { llama } = model
  const schema =
    json === 'object' ? ({ type: 'object', additionalProperties: true } as const) : grammarSchema(json)
  const grammar =
    schema === undefined
      ? await llama.getGrammarFor('json')
      : await llama.createGrammarForJsonSchema<GbnfJsonSchema>(schema)
  let written = ''
  return {
    state: new LlamaGrammarEvaluationState({ model, grammar }),
    whole(text) {
      written += text
      return /[}\]]\s*$/.test(text) && isJson(written)
    },
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
