// The scheduled part of a block: named steps, each undone and told of when it is refused (DESIGN §3, rule 7).
import { system } from './chapters/system/table.ts'
import { attempt, type World } from './world.ts'

export interface BlockStep {
  readonly name: string
  run(world: World): void
}

export function runSteps(world: World, steps: readonly BlockStep[]): void {
  for (const { name, run } of steps) {
    const outcome = attempt(world, () => run(world))
    if (outcome.ok) continue
    world.emit(system.event.BlockStepRefused({ step: name, error: outcome.error }))
  }
}
