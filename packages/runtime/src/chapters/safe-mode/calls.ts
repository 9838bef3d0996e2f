// Safe mode's calls. Deposits are none: whoever is not root may neither enter nor extend.
import { ensure, refuse } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned } from '../../world.ts'
import { enter, exit, extend } from './safe-mode.ts'
import { EnteredUntil, safeMode } from './table.ts'

const { error } = safeMode

export const safeModeCalls = implement(safeMode, {
  enter(world, origin) {
    ensureSigned(origin)
    ensure(!EnteredUntil.has(world), error.Entered)
    refuse(error.NotConfigured)
  },
  extend(world, origin) {
    ensureSigned(origin)
    ensure(EnteredUntil.has(world), error.Exited)
    refuse(error.NotConfigured)
  },
  force_enter(world, origin) {
    ensureRoot(origin)
    enter(world)
  },
  force_extend(world, origin) {
    ensureRoot(origin)
    extend(world)
  },
  force_exit(world, origin) {
    ensureRoot(origin)
    exit(world, 'Force')
  },
  force_slash_deposit(_, origin) {
    ensureRoot(origin)
    refuse(error.NoDeposit)
  },
  release_deposit(_, origin) {
    ensureSigned(origin)
    refuse(error.NoDeposit)
  },
  force_release_deposit(_, origin) {
    ensureRoot(origin)
    refuse(error.NoDeposit)
  },
})
