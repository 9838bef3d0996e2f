// Calls as root in a test, and what became of them.
import assert from 'node:assert/strict'
import { isDispatchError } from '../../src/failure.ts'
import { type CallValue, composeCall, describeError } from '../../src/tables.ts'
import type { TestChain } from './chain.ts'

/** The name of what an event's result says; undefined when the call went through. */
export function failureIn(result: unknown): string | undefined {
  assert.ok(typeof result === 'object' && result !== null && 'type' in result && 'value' in result)
  if (result.type === 'Ok') return undefined
  assert.ok(isDispatchError(result.value))
  return describeError(result.value)?.name
}

/** What root's call was refused with. */
export function asRoot(chain: TestChain, call: CallValue): string | undefined {
  const sent = chain.send('sudo', composeCall('Sudo', 'sudo', { call }))
  assert.equal(sent.dispatch, undefined)
  return failureIn(chain.events(1).find(({ event }) => event.name === 'Sudid')?.event.fields.sudo_result)
}
