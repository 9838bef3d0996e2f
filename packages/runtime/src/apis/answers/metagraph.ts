// Metagraphs, whole and by chosen fields (wire-runtime-apis §2).
import { encode, I64F64 } from '@taonet/wire'
import { Registration } from '../../chapters/commitments/data.ts'
import { CommitmentOf } from '../../chapters/commitments/table.ts'
import { ValidatorPermit } from '../../chapters/epoch/table.ts'
import { StakeThreshold } from '../../chapters/staking/table.ts'
import { Uid } from '../../nouns.ts'
import { Metagraph, SelectiveMetagraph } from '../types/metagraph.ts'
import { columns } from './columns.ts'
import { answerOf, fieldsOf, type Readers } from './fields.ts'
import { parameters } from './parameters.ts'
import type { SubnetAt } from './subnet-at.ts'
import { terms } from './terms.ts'

const whole = { ...parameters, ...terms, ...columns }

/** Who has a permit and more stake than the threshold, the least first, as the reference lists them. */
function validators({ world, netuid, stakes }: SubnetAt): Uid[] {
  const permits = ValidatorPermit.get(world, netuid)
  const threshold = I64F64.fromInteger(StakeThreshold.get(world))
  return stakes
    .map(({ total }, uid) => ({ uid: Uid(uid), total }))
    .filter(({ uid, total }) => permits[uid] === true && total > threshold)
    .sort((a, b) => (a.total < b.total ? -1 : Number(a.total > b.total)))
    .map(({ uid }) => uid)
}

const readers: Readers<SelectiveMetagraph> = {
  ...whole,
  validators,
  /** The whole record, since readers cut its head off (wire-runtime-apis §2). */
  commitments: ({ world, netuid }) =>
    [...CommitmentOf.entries(world, netuid)].map(([[, hotkey], made]) => [
      hotkey,
      encode(Registration, made),
    ]),
}

export const metagraph = answerOf(Metagraph, whole)

const NUMBERED = fieldsOf(SelectiveMetagraph)

/** The fields with these numbers; the first is always there, and a number without a field means nothing. */
export function selectiveMetagraph(subnet: SubnetAt, numbers: readonly number[]): SelectiveMetagraph {
  const names = new Set(numbers.map(number => NUMBERED[number]))
  const chosen = Object.entries(readers).filter(([name]) => name !== 'netuid' && names.has(name))
  // Each name has the reader that `Readers` gave it, so this is a part of the struct's fields.
  const part = Object.fromEntries(
    chosen.map(([name, read]) => [name, read(subnet)]),
  ) as Partial<SelectiveMetagraph>
  return { ...part, netuid: readers.netuid(subnet) }
}
