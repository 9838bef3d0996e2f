// Calls that root puts down for later: once, again and again, with a name, tried again or taken off.
import { blake2b256, type Hash, hash32 } from '@taonet/wire'
import { type CallValue, callValue, storage } from '../../src/tables.ts'
import { TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { asRoot } from './root-call.ts'
import type { Scene } from './scene.ts'

const { Agenda, Lookup, Retries } = storage.Scheduler

/** Blocks ahead. */
const FAR = 30
const NAMES: readonly Hash[] = Array.from({ length: 12 }, (_, at) => hash32(blake2b256(Uint8Array.of(at))))

/** One that works, one too long to be kept with it, and one that root cannot make and that is tried again. */
function plan(scene: Scene) {
  const min_stake = scene.draw.upTo(TAO / 100n)
  const call = scene.draw.pick([
    callValue('AdminUtils', 'sudo_set_nominator_min_required_stake', { min_stake }),
    callValue('Utility', 'batch', {
      calls: Array.from({ length: 30 }, () => callValue('SubtensorModule', 'claim_root', { subnets: [] })),
    }),
    callValue('System', 'remark_with_event', { remark: scene.draw.bytes(8) }),
  ])
  const maybe_periodic: [number, number] | undefined = scene.draw.oneIn(6)
    ? [1 + scene.draw.below(5), 1 + scene.draw.below(3)]
    : undefined
  return { maybe_periodic, priority: scene.draw.below(256), call }
}

const soon = (scene: Scene): number =>
  scene.number + (scene.wild ? scene.draw.below(3) : 1 + scene.draw.below(FAR))

/** A call that waits: where, and its name if it has one. */
function waiting(scene: Scene, named: boolean) {
  const places: { readonly task: [number, number]; readonly id: Hash | undefined }[] = []
  for (const [[when], tasks] of Agenda.entries(scene))
    for (const [index, task] of tasks.entries())
      if (task !== undefined && (task.maybe_id !== undefined) === named)
        places.push({ task: [when, index], id: task.maybe_id })
  return places[scene.draw.below(places.length)]
}

const nameOfOne = (scene: Scene): Hash =>
  (scene.wild ? undefined : waiting(scene, true)?.id) ?? scene.draw.pick(NAMES)
const placeOfOne = (scene: Scene): [number, number] =>
  (scene.wild ? undefined : waiting(scene, false)?.task) ?? [soon(scene), scene.draw.below(3)]
const freeName = (scene: Scene): Hash =>
  NAMES.find(id => !scene.wild && !Lookup.has(scene, id)) ?? scene.draw.pick(NAMES)

const retries = (scene: Scene) => ({ retries: 1 + scene.draw.below(3), period: 1 + scene.draw.below(3) })
const retried = (scene: Scene, named: boolean) => {
  const all = [...Retries.entries(scene)].map(([[task]]) => task)
  const fits = all.filter(([when, index]) => {
    const task = Agenda.get(scene, when)[index]
    return (task?.maybe_id !== undefined) === named
  })
  return fits[scene.draw.below(fits.length)]
}
const nameAt = (scene: Scene, [when, index]: readonly [number, number]): Hash | undefined =>
  Agenda.get(scene, when)[index]?.maybe_id

const byRoot = (name: string, call: (scene: Scene) => CallValue): Kind => ({
  name,
  make: scene => asRoot(call(scene)),
})

export const scheduled: readonly Kind[] = [
  byRoot('Scheduler.schedule', scene =>
    callValue('Scheduler', 'schedule', { when: soon(scene), ...plan(scene) }),
  ),
  byRoot('Scheduler.schedule_after', scene =>
    callValue('Scheduler', 'schedule_after', { after: scene.draw.below(FAR), ...plan(scene) }),
  ),
  byRoot('Scheduler.schedule_named', scene =>
    callValue('Scheduler', 'schedule_named', { id: freeName(scene), when: soon(scene), ...plan(scene) }),
  ),
  byRoot('Scheduler.schedule_named_after', scene => {
    const args = { id: freeName(scene), after: scene.draw.below(FAR), ...plan(scene) }
    return callValue('Scheduler', 'schedule_named_after', args)
  }),
  byRoot('Scheduler.cancel', scene => {
    const [when, index] = placeOfOne(scene)
    return callValue('Scheduler', 'cancel', { when, index })
  }),
  byRoot('Scheduler.cancel_named', scene => callValue('Scheduler', 'cancel_named', { id: nameOfOne(scene) })),
  byRoot('Scheduler.set_retry', scene =>
    callValue('Scheduler', 'set_retry', { task: placeOfOne(scene), ...retries(scene) }),
  ),
  byRoot('Scheduler.set_retry_named', scene =>
    callValue('Scheduler', 'set_retry_named', { id: nameOfOne(scene), ...retries(scene) }),
  ),
  byRoot('Scheduler.cancel_retry', scene =>
    callValue('Scheduler', 'cancel_retry', { task: retried(scene, false) ?? placeOfOne(scene) }),
  ),
  byRoot('Scheduler.cancel_retry_named', scene => {
    const place = retried(scene, true)
    const id = (place && nameAt(scene, place)) ?? nameOfOne(scene)
    return callValue('Scheduler', 'cancel_retry_named', { id })
  }),
]
