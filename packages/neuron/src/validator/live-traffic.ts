// What all validators of a process know of live requests to a subnet: together they see what each of its probes is to be like.

import type { Subnet } from '../subnet.ts'
import { LiveMix } from './live-mix.ts'
import { Moments } from './moments.ts'
import { Visits } from './visits.ts'

export interface LiveTraffic {
  readonly visits: Visits
  /** What they looked like lately. */
  readonly mix: LiveMix
  /** When they are played again. */
  readonly moments: Moments
}

export function liveTraffic(subnet: Subnet): LiveTraffic {
  const mix = new LiveMix(subnet)
  const moments = new Moments()
  const visits = new Visits(subnet, miner => moments.came(miner))
  visits.onOver(visit => mix.note(visit))
  return { visits, mix, moments }
}
