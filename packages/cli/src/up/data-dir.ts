// Where `taonet up` keeps things, and what it remembers between starts.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { GenesisSpec } from '@taonet/runtime'
import { type Hex, NetError } from '@taonet/wire'

export interface DataDir {
  readonly root: string
  readonly chain: string
  readonly wallets: string
  readonly models: string
  readonly gateway: string
  readonly neurons: string
  readonly logs: string
}

export function openDataDir(path: string): DataDir {
  const root = resolve(path)
  const inside = (name: string): string => join(root, name)
  const dir = {
    root,
    chain: inside('chain'),
    wallets: inside('wallets'),
    models: process.env.TAONET_MODELS ?? inside('models'),
    gateway: inside('gateway'),
    neurons: inside('neurons'),
    logs: inside('logs'),
  }
  try {
    for (const folder of Object.values(dir)) mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new NetError(
      'data-dir',
      `${root} cannot be written`,
      'choose another folder with --data, or free some space',
      cause,
    )
  }
  return dir
}

/** How far the network has been set up; written after each list of calls is on chain. */
export interface Progress {
  readonly format: 1
  readonly genesis: GenesisSpec
  /** Signed before the first start; submitted in order. */
  readonly extrinsics: readonly (readonly { readonly what: string; readonly bytes: Hex }[])[]
  readonly listsDone: number
}

const progressFile = (dir: DataDir): string => join(dir.root, 'up.json')

export function loadProgress(dir: DataDir): Progress | undefined {
  const path = progressFile(dir)
  if (!existsSync(path)) return undefined
  try {
    const read: Progress = JSON.parse(readFileSync(path, 'utf8'))
    if (read.format === 1) return read
  } catch {
    // Falls through: unreadable and unknown are answered alike.
  }
  throw new NetError(
    'data-format',
    `${path} was written by another version of taonet`,
    'move the folder away, or choose another with --data',
  )
}

/** Whole or not at all: a half-written file would lose the signed calls. */
export function saveProgress(dir: DataDir, progress: Progress): void {
  const path = progressFile(dir)
  writeFileSync(`${path}.new`, JSON.stringify(progress))
  renameSync(`${path}.new`, path)
}
