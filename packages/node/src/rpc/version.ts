// The runtime's version in its two JSON forms (wire-interface §1.4, §1.6).
import type { RuntimeVersion } from '@taonet/runtime'

/** `state_getRuntimeVersion`. */
export const versionJson = (version: RuntimeVersion) => ({ ...version })

/** The `spec` of `chainHead_v1` events, where apis are an object. */
export const specJson = (version: RuntimeVersion) => ({
  specName: version.specName,
  implName: version.implName,
  specVersion: version.specVersion,
  implVersion: version.implVersion,
  transactionVersion: version.transactionVersion,
  apis: Object.fromEntries(version.apis),
})
