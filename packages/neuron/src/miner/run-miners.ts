// All miners of one process: each its own hotkey, port and signature, on one chain connection.

import { connect } from '@taonet/client'
import type { AccountId } from '@taonet/wire'
import { type Logger, pino } from 'pino'
import { clientChain } from '../chain/client-chain.ts'
import { type Directory, watchDirectory } from '../chain/directory.ts'
import type { AxonAddress, NeuronChain } from '../chain/neuron-chain.ts'
import type { MinerConfig, Miners, MinersConfig, RunningMiner } from '../processes.ts'
import { type JoinedRelay, joinRelay } from '../relay/join-relay.ts'
import { pinOfPem } from '../tls-pin.ts'
import { declarationOf, keepAnnounced } from './announcement.ts'
import { callerShares } from './caller-shares.ts'
import { FileReplayCache } from './replay-file.ts'
import { startMinerServer } from './server.ts'

interface Started {
  readonly miner: RunningMiner
  close(grace: number): Promise<void>
}

async function startMiner(
  chain: NeuronChain,
  config: MinerConfig,
  directory: Directory,
  dataDir: string,
  logger: Logger,
): Promise<Started> {
  const { hotkey, netuid, service, subnet, host, tls, tunnel } = config
  const pin = tls && pinOfPem(tls.certificate)
  const validators = (): Set<AccountId> => new Set(directory.validators().map(neuron => neuron.hotkey))
  let welcome = validators()
  let shareOf = callerShares(directory.validators())
  const stopWelcoming = directory.onChange(() => {
    welcome = validators()
    shareOf = callerShares(directory.validators())
  })
  const seen = new FileReplayCache(`${dataDir}/replay/${netuid}-${hotkey.ss58}`)
  const server = await startMinerServer({
    hotkey,
    netuid,
    service,
    seen,
    // A miner may always ask itself: so it tests the way that others will take.
    welcome: sender => sender === hotkey.account || welcome.has(sender),
    shareOf: sender => shareOf(sender),
    host,
    port: config.port,
    ...(tls ? { tls, tlsOnly: config.tlsOnly ?? false } : {}),
    onRequest: entry => logger.debug({ netuid, hotkey: hotkey.ss58, ...entry }, 'request'),
  })
  const { port, metrics } = server
  let address: AxonAddress = { ...(config.announce ?? { host, port }), pin }
  const announce = (): (() => void) =>
    keepAnnounced({
      chain,
      hotkey,
      netuid,
      address,
      declaration: declarationOf(service, subnet),
      directory,
      logger,
    })
  let stopAnnouncing = (): void => {}
  const close = async (grace: number): Promise<void> => {
    stopAnnouncing()
    stopWelcoming()
    await server.close(grace)
    joined?.close()
    seen.close()
  }
  let joined: JoinedRelay | undefined
  if (!tunnel) stopAnnouncing = announce()
  else {
    try {
      joined = await joinRelay({
        relay: tunnel,
        hotkey,
        netuid,
        local: { host: reachable(host), port },
        onOpen: open => {
          address = { ...open, pin }
          stopAnnouncing()
          stopAnnouncing = announce()
        },
        logger,
      })
    } catch (error) {
      await close(0)
      throw error
    }
  }
  return {
    miner: {
      netuid,
      hotkey: hotkey.account,
      model: service.model,
      host,
      port,
      address: () => address,
      metrics,
    },
    close,
  }
}

/** How a miner's own machine calls a port that listens on every address. */
const reachable = (host: string): string => ({ '0.0.0.0': '127.0.0.1', '::': '::1' })[host] ?? host

/** The miners of a chain that is already connected; it stays open when they close. */
export async function startMiners(
  chain: NeuronChain,
  config: Omit<MinersConfig, 'chainUrl'>,
): Promise<Miners> {
  const { miners, dataDir, logger = pino({ level: 'silent' }) } = config
  const netuids = [...new Set(miners.map(({ netuid }) => netuid))]
  const directories = new Map(
    await Promise.all(
      netuids.map(
        async (netuid): Promise<[number, Directory]> => [netuid, await watchDirectory(chain, netuid)],
      ),
    ),
  )
  const started: Started[] = []
  const close = async (grace = 5_000): Promise<void> => {
    await Promise.all(started.map(one => one.close(grace)))
    for (const directory of directories.values()) directory.close()
  }
  try {
    for (const miner of miners) {
      const directory = directories.get(miner.netuid)
      if (directory) started.push(await startMiner(chain, miner, directory, dataDir, logger))
    }
  } catch (error) {
    await close(0)
    throw error
  }
  return { miners: started.map(({ miner }) => miner), close }
}

/** Connects and serves; miners announce themselves as soon as they are registered. @throws NetError, EADDRINUSE. */
export async function runMiners(config: MinersConfig): Promise<Miners> {
  const client = await connect(config.chainUrl)
  try {
    const running = await startMiners(clientChain(client), config)
    return {
      miners: running.miners,
      async close(grace) {
        await running.close(grace)
        client.close()
      },
    }
  } catch (error) {
    client.close()
    throw error
  }
}
