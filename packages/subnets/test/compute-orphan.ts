// Started by a test and killed: runs an endless program and prints the process id of its sandbox.

import { Sandbox } from '../src/compute/sandbox.ts'
import { goodJob, hostile, jobWith } from './compute-modules.ts'

const sandbox = new Sandbox()
await sandbox.run(goodJob('warm').job)
const endless = sandbox.run(jobWith(hostile['an endless loop']?.module ?? new Uint8Array(0), 10_000))
// The job is on its way before anybody hears of the process.
setTimeout(() => console.log(sandbox.pids[0]), 200)
await endless
