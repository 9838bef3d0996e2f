// A job and its result as they travel: bytes as base64, everything bounded.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  MAX_DEADLINE_MS,
  MAX_INPUT_BYTES,
  MAX_MEMORY_PAGES,
  MAX_OUTPUT_BYTES,
  MODULE_LIMITS,
} from './limits.ts'
import type { Job, JobResult } from './sandbox.ts'

export const COMPUTE_PATH = '/v1/compute'
export const ENTRY = 'run'

const base64Length = (bytes: number): number => 4 * Math.ceil(bytes / 3)

/** The longest honest request: module and input in base64, and the rest. */
export const MAX_JOB_BODY_BYTES = base64Length(MODULE_LIMITS.bytes) + base64Length(MAX_INPUT_BYTES) + 4_096

export const computeRequest = z.object({
  /** Ignored: any miner of the subnet runs any job. For clients that always send it. */
  model: z.string().max(256).optional(),
  module: z.base64().max(base64Length(MODULE_LIMITS.bytes)),
  input: z.base64().max(base64Length(MAX_INPUT_BYTES)),
  function: z
    .string()
    .regex(/^\w{1,64}$/)
    .optional(),
  /** The most that the module's memory may declare, in pages of 64 KiB. */
  memoryPages: z.int().min(1).max(MAX_MEMORY_PAGES),
  /** The program is killed after so long. */
  deadlineMs: z.int().min(1).max(MAX_DEADLINE_MS),
})
export type ComputeRequest = z.infer<typeof computeRequest>

export const computeResponse = z.object({
  output: z.base64().max(base64Length(MAX_OUTPUT_BYTES)),
  /** Of the output's bytes, as hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** By the miner's own clock. */
  elapsedMs: z.number().min(0),
  /** At the program's end. */
  memoryPages: z.int().min(0).max(MAX_MEMORY_PAGES),
  /** What the miner's declaration bids. */
  price: z.int().min(0),
})
export type ComputeResponse = z.infer<typeof computeResponse>

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const jobOf = (request: ComputeRequest): Job => ({
  module: fromBase64(request.module),
  input: fromBase64(request.input),
  function: request.function ?? ENTRY,
  memoryPages: request.memoryPages,
  deadlineMs: request.deadlineMs,
})

export const responseOf = (
  { output, elapsedMs, memoryPages }: JobResult,
  price: number,
): ComputeResponse => ({ output: toBase64(output), sha256: sha256(output), elapsedMs, memoryPages, price })

/** The SHA-256 of what was returned, where that is what the miner says it is. */
export function returned(response: ComputeResponse): string | undefined {
  const actual = sha256(fromBase64(response.output))
  return actual === response.sha256 ? actual : undefined
}
