// The embedded driver's host keeps the port's promises, on disk.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { createRuntime, PROFILES } from '@taonet/runtime'
import { ready } from '@taonet/wire'
import { createVerifier } from '@taonet/wire/node'
import { openHost } from '../src/host/open-host.ts'
import { openStore } from '../src/store/index.ts'
import { hostConformance } from './host-conformance.ts'
import { testGenesis } from './wallet.ts'

await ready()
const runtime = createRuntime(PROFILES.local)
const root = await mkdtemp(join(tmpdir(), 'taonet-host-'))
const verifier = createVerifier({ workers: 1 })
after(async () => {
  await verifier.close()
  await rm(root, { recursive: true })
})

hostConformance('embedded', {
  runtime,
  namesParent: true,
  async open(key) {
    const dataDir = join(root, key)
    const store = openStore({ dir: dataDir })
    const host = openHost(
      { runtime, store, verifier: () => verifier, checkInvariants: true, dataDir },
      testGenesis(),
    )
    return Object.assign(host, { close: async () => store.close() })
  },
})
