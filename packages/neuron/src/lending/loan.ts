// What a gateway says to the validator that lends it its dispatcher: whom to ask what, and how the answer comes back.

import { accountId } from '@taonet/wire'
import { z } from 'zod'
import type { ServicePath } from '../challenge.ts'
import type { ValidatorMetrics } from '../validator/validator-metrics.ts'

/** Lending is not the business of any one subnet: its sessions are opened for the root's number. */
export const LENDING_NETUID = 0
export const LOAN_PATH = '/v1/dispatch' satisfies ServicePath
export const STANDING_PATH = '/v1/standing' satisfies ServicePath

const servicePath = z.templateLiteral(['/v1/', z.string().max(120)])

/** The miner is named, never addressed: where it listens the lender knows from the chain. */
export const loanRequest = z.object({
  netuid: z.int().min(0).max(65_535),
  hotkey: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform(text => accountId(text)),
  path: servicePath,
  body: z.unknown(),
  /** Milliseconds. */
  deadline: z.int().min(1).max(600_000),
})

export const loanHead = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})
export type LoanHead = z.infer<typeof loanHead>

/** What came back whole; an answer that streams has the head as its first event and the miner's payloads after it. */
export const wholeLoan = z.object({ head: loanHead, body: z.unknown() })

export const standingRequest = z.object({})
export const standingResponse = z.object({ subnets: z.array(z.custom<ValidatorMetrics>(isMetrics)) })

function isMetrics(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'netuid' in value && 'scores' in value
}
