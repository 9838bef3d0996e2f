// Each fault as it is inflicted, and what heals it again.
import { stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { canSkew, skewClock } from './clock-skew.ts'
import { CLEAR, type Mesh, type Weather } from './mesh.ts'
import type { Network } from './network.ts'
import { type Fault, nameOf, type PartitionKind } from './plan.ts'
import type { SmallDisk } from './small-disk.ts'
import type { Validator } from './validator.ts'

export interface Victims {
  readonly network: Network
  readonly mesh: Mesh
  readonly disk: SmallDisk
  /** What is worth knowing beside the verdict. */
  readonly note: (what: string) => void
}

export type Heal = () => Promise<void>

const nothing: Heal = () => Promise.resolve()

/** Resolves when the fault is there, with what ends it. */
export async function inflict(fault: Fault, victims: Victims): Promise<Heal> {
  const { network, mesh, disk, note } = victims
  const at = (index: number): Validator => {
    const found = network.validators[index]
    if (!found) throw new RangeError(`there is no validator ${index + 1}`)
    return found
  }
  switch (fault.kind) {
    case 'kill': {
      await at(fault.node).kill(fault.part)
      return async () => at(fault.node).start()
    }
    case 'crash': {
      await at(fault.node).kill(fault.part)
      at(fault.node).start()
      return nothing
    }
    case 'pause': {
      await at(fault.node).signal(fault.part, 'SIGSTOP')
      return () => at(fault.node).signal(fault.part, 'SIGCONT')
    }
    case 'restart': {
      if (!(await at(fault.node).stop())) note(`validator ${fault.node + 1} had to be killed`)
      at(fault.node).start()
      return nothing
    }
    case 'two-down': {
      await Promise.all(fault.nodes.map(node => at(node).kill('both')))
      return async () => {
        for (const node of fault.nodes) at(node).start()
      }
    }
    case 'partition': {
      divide(mesh, network.validators.length, fault.group, fault.how)
      return async () => mesh.clear()
    }
    case 'delay':
    case 'loss': {
      everywhere(mesh, network.validators.length, fault)
      return async () => mesh.clear()
    }
    case 'skew':
      return skew(at(fault.node), fault.seconds, what => note(`${nameOf(fault)}: ${what}`))
    case 'truncated-log': {
      await at(fault.node).kill('both')
      const log = join(at(fault.node).dir, 'data', 'cs.wal', 'wal')
      const { size } = await stat(log)
      await truncate(log, Math.floor(size * fault.share))
      at(fault.node).start()
      return nothing
    }
    case 'full-disk': {
      await disk.fill(at(fault.node))
      return () => disk.free(at(fault.node))
    }
  }
}

function divide(mesh: Mesh, count: number, group: readonly number[], how: PartitionKind): void {
  const weather: Weather = { kind: how === 'cut' ? 'cut' : 'silent' }
  for (const inside of group)
    for (let outside = 0; outside < count; outside++) {
      if (group.includes(outside)) continue
      mesh.set(inside, outside, weather)
      mesh.set(outside, inside, how === 'one-way' ? CLEAR : weather)
    }
}

function everywhere(mesh: Mesh, count: number, weather: Weather): void {
  for (let from = 0; from < count; from++)
    for (let to = 0; to < count; to++) if (from !== to) mesh.set(from, to, weather)
}

/** Of the engine and of our application. */
async function skew(validator: Validator, seconds: number, note: (what: string) => void): Promise<Heal> {
  if (!canSkew) {
    note('clocks cannot be put wrong here')
    return nothing
  }
  const processes = async (): Promise<readonly number[]> =>
    [validator.pid, await validator.engine()].filter(pid => pid !== undefined)
  const wrong = await processes()
  try {
    for (const pid of wrong) skewClock(pid, seconds)
  } catch (thrown) {
    note(String(thrown))
  }
  return async () => {
    // The clock of a process that came after it is right.
    const present = await processes()
    for (const pid of wrong) if (present.includes(pid)) skewClock(pid, 0)
  }
}
