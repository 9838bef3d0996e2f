// The runtime's version: the same numbers in the constant, in RPC, and under every signature (wire-interface §1.4).
import { blake2b64, bytesToHex, encode } from '@taonet/wire'
import type { RuntimeApi } from './api.ts'
import { RuntimeVersionCodec } from './frame-types.ts'
import type { Profile } from './profile.ts'
import type { RuntimeVersion } from './runtime-port.ts'

// Trait names are ASCII.
const ascii = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0))

export function runtimeVersion(profile: Profile, apis: readonly RuntimeApi[]): RuntimeVersion {
  return {
    specName: 'node-subtensor',
    implName: 'node-subtensor',
    authoringVersion: 1,
    specVersion: profile.specVersion,
    implVersion: 1,
    apis: apis.map(({ trait, version }) => [bytesToHex(blake2b64(ascii(trait))), version]),
    transactionVersion: 1,
    systemVersion: 1,
    stateVersion: 1,
  }
}

/** The version as the wire's struct, which has no state version. */
export const wireVersion = (version: RuntimeVersion) => ({
  spec_name: version.specName,
  impl_name: version.implName,
  authoring_version: version.authoringVersion,
  spec_version: version.specVersion,
  impl_version: version.implVersion,
  apis: version.apis.map(([id, number]): [typeof id, number] => [id, number]),
  transaction_version: version.transactionVersion,
  system_version: version.systemVersion,
})

export const versionBytes = (version: RuntimeVersion): Uint8Array =>
  encode(RuntimeVersionCodec, wireVersion(version))
