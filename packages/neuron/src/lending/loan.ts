// What a gateway says to the validator that lends it its dispatcher: whom to ask what, and how the answer comes back.

import { accountId, hash32 } from '@taonet/wire'
import { z } from 'zod'
import type { ServicePath } from '../challenge.ts'
import { MOST_WORDS } from '../validator/lessons.ts'
import type { ValidatorMetrics } from '../validator/validator-metrics.ts'

/** Lending is not the business of any one subnet: its sessions are opened for the root's number. */
export const LENDING_NETUID = 0
export const LOAN_PATH = '/v1/dispatch' satisfies ServicePath
export const STANDING_PATH = '/v1/standing' satisfies ServicePath
export const LESSONS_PATH = '/v1/lessons' satisfies ServicePath

const hex = z.string().regex(/^0x[0-9a-f]{64}$/)
const servicePath = z.templateLiteral(['/v1/', z.string().max(120)])

/** The miner is named, never addressed: where it listens the lender knows from the chain. */
export const loanRequest = z.object({
  netuid: z.int().min(0).max(65_535),
  hotkey: hex.transform(text => accountId(text)),
  path: servicePath,
  body: z.unknown(),
  /** Milliseconds. */
  deadline: z.int().min(1).max(600_000),
  /** As `SendOptions` has them: by these the lender's probes look like what a borrower's callers ask. */
  mayKeep: z.boolean().optional(),
  caller: z.int().min(0).max(0xffff_ffff).optional(),
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

/** A page of lessons: what does not fit into it is asked for next. */
export const LESSONS_A_PAGE = 512
export const lessonsRequest = z.object({ netuid: z.int().min(0).max(65_535), after: z.int().min(0) })
export const lessonsResponse = z.object({
  /** Of the newest there is; lower than what was asked for = the lender has begun anew. */
  newest: z.int().min(0),
  lessons: z
    .array(
      z.object({
        number: z.int().min(1),
        kind: z.string().max(64),
        marks: z.enum(['exact', 'degree']),
        words: z.string().max(MOST_WORDS),
        uid: z.int().min(0).max(65_535),
        hotkey: hex.transform(text => accountId(text)),
        sha256: hex.transform(text => hash32(text)).optional(),
        score: z.number().min(0).max(1),
        block: z.int().min(0),
      }),
    )
    .max(LESSONS_A_PAGE),
})

function isMetrics(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'netuid' in value && 'scores' in value
}
