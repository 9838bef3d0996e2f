// Batches of callers: run beside live requests, and their routes.
export { type BatchEndpoint, ENDPOINTS } from './batch-record.ts'
export { batchRoutes } from './batch-routes.ts'
export { Batches, type BatchesOptions } from './batches.ts'
export type { RunLine } from './line-run.ts'
export { batchCaller, type Fetch, linesBy } from './own-requests.ts'
