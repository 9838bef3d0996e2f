// An application on a unix socket over a store on disk, and a player connected to it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import {
  createRuntime,
  type GenesisSpec,
  MAX_BLOCK_BYTES,
  MAX_BLOCK_TIME,
  PROFILES,
  type Runtime,
} from '@taonet/runtime'
import { hexToBytes, ready } from '@taonet/wire'
import { createVerifier } from '@taonet/wire/node'
import { Application } from '../../src/abci/application.ts'
import { engineAddress } from '../../src/abci/authorities.ts'
import { AbciServer } from '../../src/abci/server.ts'
import { SnapshotShelf } from '../../src/abci/snapshots/shelf.ts'
import type { Host } from '../../src/host/host.ts'
import { openHost } from '../../src/host/open-host.ts'
import type { HostPort } from '../../src/host/port.ts'
import { blockNews, poolChain } from '../../src/pool/on-chain.ts'
import { Pool } from '../../src/pool/pool.ts'
import { Submissions } from '../../src/pool/submission.ts'
import { openStore } from '../../src/store/index.ts'
import { fastKeys, testGenesis } from '../wallet.ts'
import { EnginePlayer, type Genesis } from './engine-player.ts'

await ready()
export const runtime = createRuntime(PROFILES.local)
const verifier = createVerifier({ workers: 1 })
const root = await mkdtemp(join(tmpdir(), 'taonet-abci-'))
after(async () => {
  await verifier.close()
  await rm(root, { recursive: true })
})

const keys = fastKeys.slice(12).map(({ account }) => account)
export const chain = { ...testGenesis(), authorities: keys }
export const genesis: Genesis = {
  chainId: 'taonet-test',
  appState: JSON.stringify(chain),
  validators: keys.map(hexToBytes),
}
export const proposers = keys.map(account => engineAddress(hexToBytes(account)))

// No test of what proposals hold may depend on how fast the machine is.
const PATIENCE_MS = 600_000

export interface RunningApplication {
  readonly host: Host
  readonly folder: string
  /** Nothing is put there but by a test. */
  readonly shelf: SnapshotShelf
  readonly pool: Pool
  readonly socket: string
  readonly player: EnginePlayer
  readonly troubles: unknown[]
  /** As a process that is killed: what was not committed is gone. */
  close(): Promise<void>
}

interface ApplicationSetting {
  /** May look over the host's shoulder. */
  readonly seen?: (host: Host) => HostPort
  /** See Application. */
  readonly patience?: number
  /** The program, and what its chain begins from. */
  readonly program?: Runtime
  readonly spec?: GenesisSpec
}

/** The same `key` opens what an earlier one left. */
export async function openApplication(
  key: string,
  setting: ApplicationSetting = {},
): Promise<RunningApplication> {
  const { seen = (host: Host) => host, patience = PATIENCE_MS, program = runtime, spec = chain } = setting
  const dataDir = join(root, key)
  const store = openStore({ dir: dataDir })
  const options = { runtime: program, store, verifier: () => verifier, checkInvariants: true, dataDir }
  const host = openHost(options, spec)
  const pool = new Pool(poolChain(host), { room: { weight: MAX_BLOCK_TIME, length: MAX_BLOCK_BYTES } })
  host.events.on('block', block => pool.onBlock(blockNews(block)))
  const submissions = new Submissions(host, pool)
  const { chainId } = genesis
  const shelf = new SnapshotShelf(join(dataDir, 'snapshots'), { every: 2, kept: 2 })
  const application = new Application({ host: seen(host), pool, submissions, chainId, patience, shelf })
  const socket = join(root, `${key}.sock`)
  const troubles: unknown[] = []
  const server = await AbciServer.listen(
    socket,
    request => application.handle(request),
    error => troubles.push(error),
  )
  const player = await EnginePlayer.connect(socket)
  return {
    host,
    folder: dataDir,
    shelf,
    pool,
    socket,
    player,
    troubles,
    async close() {
      player.close()
      await server.close()
      store.close()
    },
  }
}
