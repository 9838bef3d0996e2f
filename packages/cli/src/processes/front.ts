// The process that faces people: the gateway, the explorer's page, and the validators whose dispatchers carry live requests
// and probes alike (adr/0001).
import { dirname } from 'node:path'
import { loadHotkey } from '@taonet/client/wallet-files'
import { startGateway } from '@taonet/gateway'
import type { PriceList } from '@taonet/gateway/accounts'
import { runValidators } from '@taonet/neuron'
import { referenceTools } from '@taonet/subnets'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { runAsChild } from '../child-side.ts'
import { type RelayFlags, relayFor } from '../join/relay.ts'
import { SUBNETS, type SubnetName } from '../known-subnets.ts'
import { HOTKEY } from '../up/wallets.ts'

export interface FrontProcess {
  readonly walletRoot: string
  readonly dataDir: string
  /** Where the gateway keeps accounts and logs. */
  readonly gatewayDir: string
  readonly validators: readonly string[]
  readonly subnets: readonly { readonly netuid: number; readonly name: SubnetName }[]
  readonly host: string
  readonly port: number
  readonly cors: readonly string[]
  readonly prices?: PriceList
  readonly relaying: RelayFlags
}

/** What the front waits for: a chain that knows the miners. */
export interface FrontGo {
  readonly chainUrl: string
  readonly explorerDir: string
}

await runAsChild<FrontProcess, FrontGo>(async (config, parent) => {
  await Promise.all([ready(), loadFastVerifier()])
  const logger = pino({ name: 'front' })
  const { chainUrl, explorerDir } = await parent.go
  const tools = referenceTools({ dataDir: dirname(config.dataDir) })
  const hotkeys = config.validators.map(wallet => loadHotkey(config.walletRoot, wallet, HOTKEY))
  const validators = await runValidators({
    chainUrl,
    hotkeys,
    subnets: config.subnets.map(({ netuid, name }) => ({ netuid, subnet: SUBNETS[name] })),
    dataDir: config.dataDir,
    tools,
    logger,
  })
  const network = {
    subnets: config.subnets.map(({ netuid, name }) => ({
      netuid,
      subnet: SUBNETS[name],
      directory: validators.directory(netuid),
    })),
    validators: validators.validators,
  }
  const gateway = await startGateway({
    network,
    folder: config.gatewayDir,
    host: config.host,
    port: config.port,
    rpcUrl: chainUrl,
    cors: config.cors,
    prices: config.prices,
    embed: async text => (await tools.encode([text]))?.[0],
    logger,
    explorerDir,
  })
  const [hotkey] = hotkeys
  const directories = network.subnets.map(one => one.directory)
  const relay = hotkey && (await relayFor(config.relaying, hotkey, directories))
  parent.ready({ port: gateway.port })
  return async () => {
    await gateway.close()
    await relay?.close()
    await validators.close()
    await tools.close()
  }
})
