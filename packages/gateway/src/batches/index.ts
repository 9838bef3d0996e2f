// Batches of callers: run beside live requests, and their routes.
export { addBatches } from './batch-routes.ts'
export { Batches, type BatchesOptions } from './batches.ts'
export type { RunLine } from './line-run.ts'
export { linesBy } from './own-requests.ts'
