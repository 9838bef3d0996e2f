// A proof that does not hold says why, and is no further looked at.
import { NetError } from '@taonet/wire'

export function refuse(why: string): never {
  throw new NetError(
    'not-final',
    `the proof does not hold: ${why}`,
    'ask another node, and trust neither before',
  )
}
