// A kind of call and how one of them comes about.
import type { CallValue } from '../../src/tables.ts'
import type { Scene } from './scene.ts'

/** A signer's name and what he calls. */
export interface Made {
  readonly by: string
  readonly call: CallValue
}

export interface Kind {
  /** Pallet and call as on the wire. */
  readonly name: string
  /** How many kinds live off what this one leaves; one when it is not said. */
  readonly feeds?: number
  readonly make: (scene: Scene) => Made
}
