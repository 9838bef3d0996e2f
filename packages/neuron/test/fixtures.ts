// Keys, a service that echoes, and a miner on a free loopback port.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AccountId,
  type KeyPair,
  keyPairFromUri,
  MemoryReplayCache,
  type ReplayCache,
} from '@taonet/wire'
import { z } from 'zod'
import type { Target } from '../src/dispatch/reply.ts'
import { type MinerServer, type MinerServerOptions, startMinerServer } from '../src/miner/server.ts'
import { route, type Service } from '../src/miner/service.ts'

export const validatorKey: KeyPair = keyPairFromUri('//Validator')
export const minerKey: KeyPair = keyPairFromUri('//Miner')
export const strangerKey: KeyPair = keyPairFromUri('//Stranger')
export const NETUID = 1

const echoRequest = z.object({ say: z.string(), stream: z.boolean().optional() })

/** Answers what it was told: whole, or a word an event. */
export const echo: Service = {
  model: 'echo',
  sha256: '',
  engine: 'test',
  routes: {
    '/v1/chat/completions': route(echoRequest, async ({ say, stream }) =>
      stream
        ? {
            type: 'events',
            events: (async function* () {
              for (const word of say.split(' ')) yield { word }
            })(),
          }
        : { type: 'json', body: { said: say } },
    ),
  },
}

export interface MinerFixture {
  readonly server: MinerServer
  readonly target: Target
}

export async function startMiner(options: Partial<MinerServerOptions> = {}): Promise<MinerFixture> {
  const hotkey = options.hotkey ?? minerKey
  const server = await startMinerServer({
    hotkey,
    netuid: NETUID,
    service: echo,
    seen: new MemoryReplayCache(),
    welcome: (sender: AccountId) => sender === validatorKey.account,
    host: '127.0.0.1',
    port: 0,
    ...options,
  })
  return {
    server,
    target: { netuid: NETUID, uid: 0, hotkey: hotkey.account, host: '127.0.0.1', port: server.port },
  }
}

export const freshCache = (): ReplayCache => new MemoryReplayCache()

/** A folder that is gone after `run`. */
export async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'taonet-neuron-'))
  try {
    await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
