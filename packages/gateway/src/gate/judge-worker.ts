// The thread that judges longer texts, so that requests beside them are not kept waiting.
import { parentPort } from 'node:worker_threads'
import { working } from '../work-thread.ts'
import { type Judged, judge } from './judging.ts'

working(parentPort, async (one: Judged) => judge(one))
