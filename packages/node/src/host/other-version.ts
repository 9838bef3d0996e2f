// Blocks are executed by programs of the version that the chain has planned for them (adr/0006): any other would have to
// guess whether its rules are the same.
import { NetError } from '@taonet/wire'

/** Why a program must not execute block `number`; undefined when it may. `needed`: see `Runtime.versionOfNext`. */
export function otherVersion(number: number, needed: number | undefined, ours: number): NetError | undefined {
  if (needed === undefined || needed === ours) return undefined
  return new NetError(
    'version',
    `block ${number} is of version ${needed} of the rules, and this program has ${ours}`,
    needed > ours
      ? `install the taonet that has version ${needed} and start it with the same folder: it goes on from here`
      : `run the taonet that has version ${needed} until the chain is upgraded; a new node may begin from a snapshot`,
  )
}
