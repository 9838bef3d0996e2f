// An engine that outlived its node. It ends by itself when the application is gone, unless it hangs or is stopped; until then
// it holds the ports and databases that the next engine of the same folder needs.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const NAME = join('data', 'engine.pid')
const LOOK_MS = 50

/** For whoever starts the folder's next engine. */
export async function noteEngine(home: string, pid: number): Promise<void> {
  // A full disk must not keep an engine from trying whether it can go on.
  await writeFile(join(home, NAME), `${pid}\n`).catch(() => undefined)
}

/** Ends what is left of the folder's last engine, and waits until it is gone. It signs nothing afterwards. */
export async function endLeftover(home: string): Promise<void> {
  const pid = Number(await readFile(join(home, NAME), 'utf8').catch(() => ''))
  if (!Number.isSafeInteger(pid) || pid <= 1) return
  // Where there is no /proc nobody can tell whose number it is by now.
  while (await runs(pid, home)) {
    process.kill(pid, 'SIGKILL')
    await sleep(LOOK_MS)
  }
  await rm(join(home, NAME), { force: true })
}

async function runs(pid: number, home: string): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const words = line.split('\0')
  return words.includes('start') && words.includes(home)
}
