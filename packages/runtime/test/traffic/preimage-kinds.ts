// Bytes that people keep under their hash, and what root asks for.
import { blake2b256, type Hash, hash32 } from '@taonet/wire'
import { callValue, storage } from '../../src/tables.ts'
import { account } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { asRoot } from './root-call.ts'
import { type Scene, SETTLED } from './scene.ts'

const { RequestStatusFor } = storage.Preimage

/** So few that people meet. */
const ALL = Array.from({ length: 24 }, (_, at) => {
  const bytes = new Uint8Array(10 * at).fill(at)
  return { bytes, hash: hash32(blake2b256(bytes)) }
})
type Kept = (typeof ALL)[number]

/** One of which that is known; anything without looking, or when there is none. */
function one(scene: Scene, status: 'Requested' | 'Unrequested' | undefined): Kept {
  const fits = scene.wild ? ALL : ALL.filter(({ hash }) => RequestStatusFor.get(scene, hash)?.type === status)
  return scene.draw.pick(fits.length > 0 ? fits : ALL)
}

/** Who pays for it. */
function payer(scene: Scene, hash: Hash): string | undefined {
  const status = RequestStatusFor.get(scene, hash)
  const ticket = status?.type === 'Requested' ? status.value.maybe_ticket : status?.value.ticket
  return SETTLED.find(name => account(name) === ticket?.[0])
}

export const preimages: readonly Kind[] = [
  {
    name: 'Preimage.note_preimage',
    make(scene) {
      const { bytes } = one(scene, undefined)
      return { by: scene.settled(), call: callValue('Preimage', 'note_preimage', { bytes }) }
    },
  },
  {
    name: 'Preimage.unnote_preimage',
    make(scene) {
      const { hash } = one(scene, scene.draw.oneIn(4) ? 'Requested' : 'Unrequested')
      const by = payer(scene, hash) ?? scene.settled()
      return { by, call: callValue('Preimage', 'unnote_preimage', { hash }) }
    },
  },
  {
    name: 'Preimage.request_preimage',
    make(scene) {
      const { hash } = one(scene, scene.draw.pick([undefined, 'Requested', 'Unrequested'] as const))
      return asRoot(callValue('Preimage', 'request_preimage', { hash }))
    },
  },
  {
    name: 'Preimage.unrequest_preimage',
    make: scene =>
      asRoot(callValue('Preimage', 'unrequest_preimage', { hash: one(scene, 'Requested').hash })),
  },
  {
    name: 'Preimage.ensure_updated',
    make(scene) {
      const hashes = Array.from({ length: scene.wild ? 0 : 2 }, () => one(scene, 'Requested').hash)
      return { by: scene.person(), call: callValue('Preimage', 'ensure_updated', { hashes }) }
    },
  },
]
