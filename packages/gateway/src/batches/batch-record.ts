// A batch as it is written down, and the form in which OpenAI's clients see it.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'

export const ENDPOINTS = [
  '/v1/chat/completions',
  '/v1/embeddings',
  '/v1/completions',
  '/v1/responses',
  '/v1/moderations',
] as const
export type BatchEndpoint = (typeof ENDPOINTS)[number]

export const METADATA = z.record(z.string().min(1).max(64), z.string().max(512))

const Problem = z.object({
  code: z.string(),
  message: z.string(),
  line: z.int().nullable(),
  param: z.string().nullable(),
})
export type Problem = Readonly<z.infer<typeof Problem>>

const STATUSES = [
  'validating',
  'in_progress',
  'finalizing',
  'completed',
  'failed',
  'expired',
  'cancelling',
  'cancelled',
] as const
export type Status = (typeof STATUSES)[number]

/** How a batch ends; decided once. */
const ENDS = ['completed', 'failed', 'expired', 'cancelled'] as const
export type End = (typeof ENDS)[number]

export const BatchRecord = z.object({
  id: z.string(),
  /** Id of the key that owns it and pays for it. */
  caller: z.string(),
  endpoint: z.enum(ENDPOINTS),
  input: z.string(),
  metadata: METADATA.nullable(),
  /** Milliseconds since 1970. */
  created: z.int(),
  expires: z.int(),
  /** Seconds that its files are kept. */
  outputLife: z.int().optional(),
  status: z.enum(STATUSES),
  /** When it came to be so; seconds since 1970. */
  since: z.partialRecord(z.enum(STATUSES), z.int()),
  ends: z.enum(ENDS).optional(),
  /** Nothing is added to its results any more; they are to be handed over. */
  closed: z.boolean(),
  output: z.string().optional(),
  errors: z.string().optional(),
  problems: z.array(Problem),
  total: z.int(),
  /** As far as they were when this was written. */
  completed: z.int(),
  failed: z.int(),
})
export type BatchRecord = Readonly<z.infer<typeof BatchRecord>>

export interface Counts {
  readonly completed: number
  readonly failed: number
}

export const newBatchId = (): string => `batch_${randomBytes(18).toString('base64url')}`

export const isOver = ({ status }: BatchRecord): boolean => ENDS.some(end => end === status)

export const batchObject = (record: BatchRecord, counts: Counts) => {
  const { id, endpoint, input, metadata, created, expires, status, since, problems, total } = record
  const at = (one: Status): number | null => since[one] ?? null
  return {
    id,
    object: 'batch' as const,
    endpoint,
    errors: problems.length === 0 ? null : { object: 'list' as const, data: problems },
    input_file_id: input,
    completion_window: '24h' as const,
    status,
    output_file_id: isOver(record) ? (record.output ?? null) : null,
    error_file_id: isOver(record) ? (record.errors ?? null) : null,
    created_at: Math.floor(created / 1_000),
    in_progress_at: at('in_progress'),
    expires_at: Math.floor(expires / 1_000),
    finalizing_at: at('finalizing'),
    completed_at: at('completed'),
    failed_at: at('failed'),
    expired_at: at('expired'),
    cancelling_at: at('cancelling'),
    cancelled_at: at('cancelled'),
    request_counts: { total, completed: counts.completed, failed: counts.failed },
    metadata,
  }
}
