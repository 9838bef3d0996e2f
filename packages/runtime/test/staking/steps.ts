// The order of a call's checks as a table: each step breaks one condition; broken together with all later ones, the first
// must win.
import assert from 'node:assert/strict'
import test from 'node:test'
import { refusalOf, type TestWorld } from '../world.ts'

export interface Step<S> {
  readonly error: string
  readonly break: (scene: S) => void
  /** Steps, by error and position, that cannot be broken at the same time. */
  readonly without?: readonly number[]
}

export function testOrder<S extends { readonly world: TestWorld }>(
  what: string,
  scene: () => S,
  steps: readonly Step<S>[],
  run: (scene: S) => unknown,
): void {
  test(`${what}: goes through when nothing is broken`, () => {
    const unbroken = scene()
    assert.equal(refusalOf(unbroken.world, () => run(unbroken))?.name, undefined)
  })
  for (const [at, step] of steps.entries()) {
    test(`${what}: check ${at + 1} is ${step.error}`, () => {
      const alone = scene()
      step.break(alone)
      assert.equal(refusalOf(alone.world, () => run(alone))?.name, step.error, 'broken alone')
      const together = scene()
      for (const [later, other] of steps.entries()) {
        if (later >= at && !step.without?.includes(later)) other.break(together)
      }
      assert.equal(refusalOf(together.world, () => run(together))?.name, step.error, 'with all later ones')
    })
  }
}
