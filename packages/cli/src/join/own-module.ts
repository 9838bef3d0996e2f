// The operator's own code from his own disk, run because he named it; nothing fetched ever comes here (DESIGN §10).
import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Subnet } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

const MODULES = ['.ts', '.js', '.mts', '.mjs']

export const isModulePath = (path: string): boolean => MODULES.includes(extname(path))

export type Exports = Readonly<Record<string, unknown>>

/** @throws NetError `not_found`, `no-module`. */
export async function importOwn(target: string): Promise<Exports> {
  const path = resolve(target)
  if (!existsSync(path))
    throw new NetError('not_found', `there is no file ${path}`, 'give the path of a module, or an address')
  try {
    return await import(pathToFileURL(path).href)
  } catch (cause) {
    throw new NetError(
      'no-module',
      `${path} cannot be loaded: ${String(cause)}`,
      'does it run by itself?',
      cause,
    )
  }
}

/** The subnet that a module exports by default. @throws NetError `not_found`, `no-module`, `no-subnet-module`. */
export async function ownSubnet(target: string): Promise<Subnet> {
  const { default: exported } = await importOwn(target)
  if (isSubnet(exported)) return exported
  throw new NetError(
    'no-subnet-module',
    `${resolve(target)} does not export a subnet by default`,
    'export default defineSubnet({ … }); `taonet new subnet NAME` writes an example',
  )
}

/** What `defineSubnet` made, by its shape: it may come from another copy of the package. */
const isSubnet = (value: unknown): value is Subnet =>
  typeof value === 'object' &&
  value !== null &&
  'protocol' in value &&
  typeof value.protocol === 'string' &&
  'paths' in value &&
  Array.isArray(value.paths) &&
  'kinds' in value &&
  Array.isArray(value.kinds) &&
  'challenge' in value &&
  typeof value.challenge === 'function' &&
  'worth' in value &&
  typeof value.worth === 'function'
