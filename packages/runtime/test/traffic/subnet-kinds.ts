// Subnets that begin, are traded for a while, and end: their TAO goes to whoever staked there.
import { callValue, storage } from '../../src/tables.ts'
import { hot } from '../emission/network.ts'
import { account } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { drawnIdentity } from './neuron-kinds.ts'
import { asRoot } from './root-call.ts'
import { ONE, PASSING, type Scene } from './scene.ts'

/** More than there may be at a time come to nothing: the hotkey is somebody else's. */
function founding(scene: Scene) {
  const by = scene.settled()
  const full = scene.passing().length >= PASSING.length
  const hotkey = full ? account(hot(by === 'owner' ? 'validator 0' : 'owner')) : scene.hotkeyOf(by)
  return { by, hotkey }
}

const ending = (name: 'root_dissolve_network' | 'dissolve_network'): Kind => ({
  name: `SubtensorModule.${name}`,
  make(scene) {
    const there = scene.passing()
    const netuid = there.length > 0 ? scene.draw.pick(there) : scene.draw.pick(PASSING)
    const args = { netuid, coldkey: account(scene.person()) }
    return asRoot(
      name === 'dissolve_network'
        ? callValue('SubtensorModule', name, args)
        : callValue('SubtensorModule', name, { netuid }),
    )
  },
})

const approval = (name: 'approve_registration' | 'revoke_registration'): Kind => ({
  name: `SubtensorModule.${name}`,
  make(scene) {
    const netuid = scene.subnet()
    const args = { netuid, account: scene.anyHotkey() }
    return { by: scene.ownerOf(netuid), call: callValue('SubtensorModule', name, args) }
  },
})

export const foundings: readonly Kind[] = [
  {
    name: 'SubtensorModule.register_network',
    make(scene) {
      const { by, hotkey } = founding(scene)
      return { by, call: callValue('SubtensorModule', 'register_network', { hotkey }) }
    },
  },
  {
    name: 'SubtensorModule.register_network_with_identity',
    make(scene) {
      const { by, hotkey } = founding(scene)
      const identity = drawnIdentity(scene)
      return {
        by,
        call: callValue('SubtensorModule', 'register_network_with_identity', { hotkey, identity }),
      }
    },
  },
  {
    name: 'SubtensorModule.start_call',
    make(scene) {
      const { FirstEmissionBlockNumber } = storage.SubtensorModule
      const idle = scene.passing().find(netuid => FirstEmissionBlockNumber.get(scene, netuid) === undefined)
      const netuid = idle ?? scene.subnet()
      return { by: scene.ownerOf(netuid), call: callValue('SubtensorModule', 'start_call', { netuid }) }
    },
  },
  ending('root_dissolve_network'),
  ending('dissolve_network'),
  {
    name: 'SubtensorModule.trigger_epoch',
    make(scene) {
      const netuid = scene.wild ? scene.subnet() : ONE
      return { by: scene.ownerOf(netuid), call: callValue('SubtensorModule', 'trigger_epoch', { netuid }) }
    },
  },
  approval('approve_registration'),
  approval('revoke_registration'),
]
