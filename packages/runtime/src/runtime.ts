// The runtime of one profile, as hosts see it.
import { blake2b256, encode, type Hash, type Header, hash32, u32, u64 } from '@taonet/wire'
import { serveApis, whole } from './api.ts'
import { nextWorld, worldAt } from './block-world.ts'
import { MAX_DURATION, MIN_DURATION } from './chapters/crowdloan/table.ts'
import { eventsOf } from './chapters/system/block.ts'
import { versionOfNext } from './chapters/upgrades/version.ts'
import { withComputed } from './computed.ts'
import { coreApis } from './core-apis.ts'
import { emptyExtrinsicsRoot, openBlock } from './executive.ts'
import { buildGenesis } from './genesis.ts'
import { encodeMetadata, type MetadataVersion } from './metadata.ts'
import { NO_HASH } from './nouns.ts'
import type { Profile } from './profile.ts'
import { apiImplementations, computedRows, invariants } from './protocol.ts'
import type { Runtime } from './runtime-port.ts'
import { apiTables, pallets } from './tables.ts'
import { signatureFacts, validityOf } from './validity.ts'
import { runtimeVersion, versionBytes } from './version.ts'

const genesisHeader = (stateRoot: Hash): Header => ({
  parent_hash: NO_HASH,
  number: 0,
  state_root: stateRoot,
  extrinsics_root: emptyExtrinsicsRoot(),
  digest: { logs: [] },
})

export function createRuntime(profile: Profile): Runtime {
  const version = runtimeVersion(profile, apiTables)
  const pace = profile.fast ? 'fast' : 'live'
  const constants = new Map([
    ['System.Version', versionBytes(version)],
    ['Aura.SlotDuration', encode(u64, profile.slotDuration)],
    ['Timestamp.MinimumPeriod', encode(u64, profile.slotDuration / 2n)],
    ['Crowdloan.MinimumBlockDuration', encode(u32, MIN_DURATION[pace])],
    ['Crowdloan.MaximumBlockDuration', encode(u32, MAX_DURATION[pace])],
  ])
  const encoded = new Map<MetadataVersion, Uint8Array>()
  const metadata = (which: MetadataVersion): Uint8Array => {
    const bytes = encoded.get(which) ?? encodeMetadata({ pallets, apis: apiTables, constants }, which)
    encoded.set(which, bytes)
    return bytes
  }
  const serve = serveApis([...coreApis(version, metadata), ...apiImplementations])
  return {
    profile,
    version,
    apis: apiTables.map(({ trait, version: number }) => ({ name: trait, version: number })),
    metadata,
    codeHash: () => hash32(blake2b256(metadata(15))),
    genesis: buildGenesis,
    genesisHeader,
    signatureOf: (view, extrinsic, head) => signatureFacts(nextWorld(view, head), extrinsic, version),
    validate: (view, extrinsic, head) => validityOf(nextWorld(view, head), extrinsic),
    open: openBlock,
    call: (view, name, data) => whole(serve(worldAt(view), name, data)),
    callInSteps: (view, name, data) => serve(worldAt(view), name, data),
    withViews: view => withComputed(view, computedRows),
    versionOfNext: view => versionOfNext({ state: view }),
    eventsAt: view => eventsOf({ state: view }),
    allInvariants(view) {
      for (const check of invariants) check({ state: view })
    },
  }
}
