// The thread that moderates longer texts.
import { parentPort } from 'node:worker_threads'
import { moderate } from '@taonet/safety'
import { working } from '../work-thread.ts'

working(parentPort, async (text: string) => moderate([text]))
