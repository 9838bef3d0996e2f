// The calls on crowdloans. What one calls at its end goes through the same dispatch as any call (chain-governance §6.6).
import type { Dispatch } from '../../dispatch.ts'
import { type Implementation, implement } from '../../implement.ts'
import { ensureSigned } from '../../world.ts'
import { changeCap, changeEnd, changeMaximum, changeMinimum } from './change.ts'
import { dissolveCrowdloan, finalizeCrowdloan, refund } from './end.ts'
import { contribute, createCrowdloan, withdraw } from './raise.ts'
import { crowdloan } from './table.ts'

export function crowdloanCalls(dispatch: Dispatch): Implementation {
  return implement(crowdloan, {
    create(world, origin, terms) {
      createCrowdloan(world, ensureSigned(origin), terms)
    },
    contribute(world, origin, { crowdloan_id, amount }) {
      contribute(world, ensureSigned(origin), crowdloan_id, amount)
    },
    withdraw(world, origin, { crowdloan_id }) {
      withdraw(world, ensureSigned(origin), crowdloan_id)
    },
    finalize(world, origin, { crowdloan_id }) {
      finalizeCrowdloan(world, dispatch, ensureSigned(origin), crowdloan_id)
    },
    refund(world, origin, { crowdloan_id }) {
      refund(world, ensureSigned(origin), crowdloan_id)
    },
    dissolve(world, origin, { crowdloan_id }) {
      dissolveCrowdloan(world, ensureSigned(origin), crowdloan_id)
    },
    update_min_contribution(world, origin, { crowdloan_id, new_min_contribution }) {
      changeMinimum(world, ensureSigned(origin), crowdloan_id, new_min_contribution)
    },
    update_end(world, origin, { crowdloan_id, new_end }) {
      changeEnd(world, ensureSigned(origin), crowdloan_id, new_end)
    },
    update_cap(world, origin, { crowdloan_id, new_cap }) {
      changeCap(world, ensureSigned(origin), crowdloan_id, new_cap)
    },
    set_max_contribution(world, origin, { crowdloan_id, new_max_contribution }) {
      changeMaximum(world, ensureSigned(origin), crowdloan_id, new_max_contribution)
    },
  })
}
