// Joules that the machine's processor packages took, where the kernel shows them (Linux powercap, RAPL).

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const POWERCAP = '/sys/class/powercap'

/** Joules since it was opened, of the whole machine. */
export type EnergyMeter = () => number

interface Package {
  readonly path: string
  /** Microjoules at which the counter begins again. */
  readonly range: number
  last: number
  sum: number
}

const readNumber = (path: string): number => Number(readFileSync(path, 'utf8').trim())

function openPackages(root: string): Package[] {
  // `intel-rapl:0` is a package, `intel-rapl:0:1` a part of it that would be counted twice.
  return readdirSync(root)
    .filter(name => /^[a-z]+-rapl:\d+$/.test(name))
    .map(name => {
      const path = join(root, name, 'energy_uj')
      return {
        path,
        range: readNumber(join(root, name, 'max_energy_range_uj')),
        last: readNumber(path),
        sum: 0,
      }
    })
}

/** Undefined where there is no counter or it may not be read (it is root's on most machines). */
export function openEnergyMeter(root = POWERCAP): EnergyMeter | undefined {
  let packages: readonly Package[]
  try {
    packages = openPackages(root)
  } catch {
    return undefined
  }
  if (packages.length === 0) return undefined
  return () => {
    for (const one of packages) {
      const now = readNumber(one.path)
      one.sum += now >= one.last ? now - one.last : now + one.range - one.last
      one.last = now
    }
    return packages.reduce((sum, one) => sum + one.sum, 0) / 1e6
  }
}
