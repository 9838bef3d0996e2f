// A node as a process of its own, for tests that stop or kill it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface NodeProcess {
  readonly child: ChildProcess
  readonly rpcPort: number
  /** Everything on standard error so far. */
  readonly said: () => string
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>
}

const children = new Set<ChildProcess>()
// A failed assertion must not leave a node behind, nor keep the test's own process waiting for it.
const endAll = (): void => {
  for (const child of children) child.kill('SIGKILL')
}

/** Ends every node of a test file with it. */
export const endNodesAfterTests = (): void => after(endAll)

/** Resolves when the node says it is ready; rejects with what it said when it ends before. `flags` are Node's own. */
export async function startProcess(options: object, flags: readonly string[] = []): Promise<NodeProcess> {
  const child = spawn(process.execPath, [...flags, MAIN, JSON.stringify({ rpcPort: 0, ...options })], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  children.add(child)
  let said = ''
  child.stderr?.on('data', chunk => {
    said += String(chunk)
  })
  const ended = once(child, 'exit').then(([code, signal]) => {
    children.delete(child)
    return code ?? signal
  })
  const ready = new Promise<number>(resolve => {
    child.on('message', message => {
      const { type, rpcPort } = message as { type: string; rpcPort: number }
      if (type === 'ready') resolve(rpcPort)
    })
  })
  const rpcPort = await Promise.race([
    ready,
    ended.then(how => {
      throw new Error(`the node ended (${how}): ${said}`)
    }),
  ])
  return { child, rpcPort, said: () => said, ended }
}
