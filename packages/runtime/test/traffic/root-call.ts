// What root does goes through the sudo key.
import { type CallValue, callValue } from '../../src/tables.ts'
import type { Made } from './kind.ts'
import { SUDO } from './scene.ts'

export const asRoot = (call: CallValue): Made => ({ by: SUDO, call: callValue('Sudo', 'sudo', { call }) })

/** The call that root makes; undefined for anybody else's. */
export const rootCall = (call: CallValue): CallValue | undefined =>
  call.pallet === 'Sudo' && call.name === 'sudo' ? (call.args.call as CallValue) : undefined
