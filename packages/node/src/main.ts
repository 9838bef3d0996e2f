// The node as a process, as `taonet up` and `taonet node` start it: options as JSON in the first argument or in
// TAONET_NODE, log lines on standard error, readiness over IPC. It ends on SIGINT or SIGTERM, or when the channel to its
// parent closes, so that a killed parent leaves no node behind.
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// Young generations of 16 MB in each thread, the default, would be a quarter of an idle node's memory.
setFlagsFromString('--max-semi-space-size=4')
enableCompileCache()
// After the cache is on: a static import would compile everything before this line runs.
const { runNode } = await import('./process.ts')
await runNode(process.argv[2] ?? process.env.TAONET_NODE ?? '{}')
