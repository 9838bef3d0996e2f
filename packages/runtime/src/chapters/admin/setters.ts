// The calls that set hyperparameters, all by the one rule (change.ts).
import type { NetUid } from '../../nouns.ts'
import type { Param } from '../../table.ts'
import type { Origin, World } from '../../world.ts'
import { changeParameter } from './change.ts'
import { PARAMETERS, type params } from './parameters.ts'

interface SetterArgs {
  readonly netuid?: NetUid
  readonly [argument: string]: unknown
}
type Setter = (world: World, origin: Origin, args: SetterArgs) => undefined

/** One setter under the name that each parameter's line gives. */
type Setters<P> = {
  readonly [N in keyof P as P[N] extends Param<
    infer _K,
    infer _V,
    { call: readonly [number, infer C extends string, string] }
  >
    ? C
    : never]: Setter
}

const entries = [...PARAMETERS.values()].flatMap(({ name, options }): [string, Setter][] => {
  if (!options.call) return []
  const [, callName, argument] = options.call
  return [
    [
      callName,
      (world, origin, args) => {
        changeParameter(world, origin, name, args.netuid, args[argument])
      },
    ],
  ]
})

// Made from the same lines as the type, so there is a setter for each name in it.
export const setters = Object.fromEntries(entries) as Setters<typeof params>
