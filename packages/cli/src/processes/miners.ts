// One process with all miners of `taonet up`. Models run in host processes of its own; miners with the same weights share
// a host and stay separate hotkeys, ports and signatures (DESIGN §4).
import { loadHotkey } from '@taonet/client/wallet-files'
import { type MinerConfig, runMiners } from '@taonet/neuron'
import { ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { runAsChild } from '../child-side.ts'
import { SUBNETS, type SubnetName } from '../known-subnets.ts'
import { HOTKEY } from '../up/wallets.ts'
import { cheatOffer, type Offers, openOffers } from './offers.ts'

export interface PlannedMiner {
  readonly wallet: string
  readonly netuid: number
  readonly subnet: SubnetName
  readonly port: number
  readonly cheat: boolean
}

export interface MinersProcess {
  readonly walletRoot: string
  readonly dataDir: string
  readonly modelsDir: string
  readonly offline: boolean
  readonly acceptLicenses: readonly string[]
  readonly extraModels: readonly string[]
  readonly miners: readonly PlannedMiner[]
}

/** What the miners wait for: a chain that they are registered on. */
export interface MinersGo {
  readonly chainUrl: string
}

/** What the parent is told of each miner once it serves. */
export interface MinerReport {
  readonly wallet: string
  readonly port: number
  readonly model: string
  readonly license: string
  readonly why: string
}

interface Assigned {
  readonly miner: MinerConfig
  readonly report: MinerReport
}

const assign = ({ miners, walletRoot }: MinersProcess, offers: Offers): readonly Assigned[] =>
  miners.map(({ wallet, netuid, port, subnet, cheat }) => {
    const { service, ...told } = cheat ? cheatOffer() : offers.next(subnet)
    const hotkey = loadHotkey(walletRoot, wallet, HOTKEY)
    return {
      miner: { hotkey, netuid, subnet: SUBNETS[subnet], service, host: '127.0.0.1', port },
      report: { wallet, port, ...told },
    }
  })

await runAsChild<MinersProcess, MinersGo>(async (config, parent) => {
  await Promise.all([ready(), loadFastVerifier()])
  const offers = await openOffers(new Set(config.miners.map(({ subnet }) => subnet)), {
    dataDir: config.modelsDir,
    offline: config.offline,
    acceptLicenses: config.acceptLicenses,
    extra: config.extraModels,
    onProgress: event => parent.tell('progress', { event }),
    onModel: card => parent.tell('model', { name: card.name, why: card.why }),
  })
  const { chainUrl } = await parent.go
  const assigned = assign(config, offers)
  const miners = await runMiners({
    chainUrl,
    miners: assigned.map(one => one.miner),
    dataDir: config.dataDir,
    logger: pino({ name: 'miners' }),
  })
  parent.ready({ miners: assigned.map(one => one.report), models: offers.cards })
  return async () => {
    await miners.close()
    await offers.close()
  }
})
