// What a process has used of the machine, by Linux's process table; elsewhere nothing is known.
import { readFile } from 'node:fs/promises'

export interface Use {
  readonly residentMB: number
  /** Processor time so far, in steps of 10 ms. */
  readonly cpuMs: number
}

const TICK_MS = 10

async function useOf(pid: number): Promise<Use> {
  const [status, stat] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ])
  // What stands before the last bracket is the program's name, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    residentMB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024,
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
  }
}

/** Of all of them together. */
export async function useOfAll(pids: readonly number[]): Promise<Use | undefined> {
  try {
    const uses = await Promise.all(pids.map(useOf))
    const sum = (name: keyof Use): number => uses.reduce((total, use) => total + use[name], 0)
    return { residentMB: sum('residentMB'), cpuMs: sum('cpuMs') }
  } catch {
    return undefined
  }
}
