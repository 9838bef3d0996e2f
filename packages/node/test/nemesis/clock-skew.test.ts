// The clock of another process, put wrong and right again while it runs.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { canSkew, skewClock } from '../../nemesis/clock-skew.ts'

const DAY = 86_400

test('a process whose clock is put wrong tells a wrong time, until it is right again', {
  skip: canSkew ? false : 'needs Linux on x86-64',
}, async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => console.log(Date.now()), 20)'])
  const times = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** Resolves when it tells a time that is off by so many days. */
  const offBy = async (days: number): Promise<void> => {
    for (;;) {
      const { value } = await times.next()
      if (Math.round((Number(value) - Date.now()) / (DAY * 1000)) === days) return
    }
  }
  try {
    const pid = child.pid ?? assert.fail('it did not start')
    await offBy(0)
    for (const days of [2, -3, 0]) {
      skewClock(pid, days * DAY)
      await offBy(days)
    }
  } finally {
    child.kill('SIGKILL')
  }
})
