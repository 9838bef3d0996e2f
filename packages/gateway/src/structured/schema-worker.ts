// The thread in which texts are held against callers' schemas: a schema, or a pattern in it, may take for ever.
import { parentPort } from 'node:worker_threads'
import { Validator } from '@cfworker/json-schema'
import { READY, type SchemaAnswer, type SchemaQuestion } from './schema-thread.ts'

function wrongWith({ schema, text }: SchemaQuestion): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const { valid, errors } = new Validator(schema, '2020-12').validate(value)
  const last = errors.at(-1)
  if (valid) return undefined
  return last ? `${last.instanceLocation}: ${last.error}` : 'it is not of the schema'
}

function answer(question: SchemaQuestion): SchemaAnswer {
  try {
    return { call: question.call, wrong: wrongWith(question) }
  } catch (error) {
    return { call: question.call, failure: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (question: SchemaQuestion) => parentPort?.postMessage(answer(question)))
parentPort?.postMessage(READY)
