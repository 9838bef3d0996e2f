// The thread that judges longer texts, so that requests beside them are not kept waiting.
import { parentPort } from 'node:worker_threads'
import type { JudgeAnswer, JudgeQuestion } from './judge-thread.ts'
import { judge } from './judging.ts'

if (parentPort === null) throw new Error('judge-worker runs only as a worker')
const port = parentPort

port.on('message', async ({ call, ...sentence }: JudgeQuestion) => {
  const answer = await judge(sentence).then(
    (findings): JudgeAnswer => ({ call, findings }),
    (thrown: unknown): JudgeAnswer => ({
      call,
      failure: thrown instanceof Error ? thrown.message : String(thrown),
    }),
  )
  port.postMessage(answer)
})
