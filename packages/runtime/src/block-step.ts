// The scheduled part of a block: named steps, each undone and told of when it is refused (DESIGN §3, rule 7).
import { system } from './chapters/system/table.ts'
import { attempt, type World } from './world.ts'

export interface BlockStep {
  readonly name: string
  /** Says how much reference time calls took, if it ran any. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a step that runs no calls has no return statement
  run(world: World): bigint | void
}

/** @returns picoseconds of reference time that calls took. */
export function runSteps(world: World, steps: readonly BlockStep[]): bigint {
  let time = 0n
  for (const { name, run } of steps) {
    const outcome = attempt(world, () => run(world))
    if (outcome.ok) time += outcome.value ?? 0n
    else world.emit(system.event.BlockStepRefused({ step: name, error: outcome.error }))
  }
  return time
}
