// One process with all miners of `taonet up`. Models run in host processes of its own; miners with the same weights share
// a host and stay separate hotkeys, ports and signatures (DESIGN §4).
import { loadHotkey } from '@taonet/client/wallet-files'
import { type EmbeddingModel, type Models, openModels, type TextModel } from '@taonet/models'
import { embeddingService, type MinerConfig, runMiners, type Service, textService } from '@taonet/neuron'
import { cheatService, embeddings, text } from '@taonet/subnets'
import { NetError, ready } from '@taonet/wire'
import { loadFastVerifier } from '@taonet/wire/node'
import { pino } from 'pino'
import { runAsChild } from '../child-side.ts'
import { HOTKEY } from '../up/wallets.ts'

export interface PlannedMiner {
  readonly wallet: string
  readonly netuid: number
  readonly subnet: 'text' | 'embeddings'
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

const CHEAT: Omit<MinerReport, 'wallet' | 'port'> = {
  model: 'canned text',
  license: '–',
  why: 'a cheat, to be found out',
}

/** The nth honest miner of a kind gets the nth model, round and round. */
function nth<M>(models: readonly M[], turn: number, kind: string): M {
  const model = models[turn % models.length]
  if (model === undefined)
    throw new NetError(
      'no-model',
      `no ${kind} model can be run on this machine`,
      'name one with --model PATH, or reinstall so that the packaged weights are there',
    )
  return model
}

const serviceOf = (model: TextModel | EmbeddingModel): Service =>
  'generate' in model ? textService(model) : embeddingService(model)

function assign(
  config: MinersProcess,
  models: Models,
): readonly { readonly planned: PlannedMiner; readonly miner: MinerConfig; readonly report: MinerReport }[] {
  const turns = { text: 0, embeddings: 0 }
  return config.miners.map(planned => {
    const { wallet, netuid, port } = planned
    const model = planned.cheat
      ? undefined
      : planned.subnet === 'text'
        ? nth<TextModel>(models.text, turns.text++, 'text')
        : nth<EmbeddingModel>(models.embedding, turns.embeddings++, 'embedding')
    const service = model ? serviceOf(model) : cheatService()
    const told = model ? { model: model.card.name, license: model.card.license, why: model.card.why } : CHEAT
    return {
      planned,
      miner: {
        hotkey: loadHotkey(config.walletRoot, wallet, HOTKEY),
        netuid,
        subnet: planned.subnet === 'text' ? text : embeddings,
        service,
        host: '127.0.0.1',
        port,
      },
      report: { wallet, port, ...told },
    }
  })
}

await runAsChild<MinersProcess, MinersGo>(async (config, parent) => {
  await Promise.all([ready(), loadFastVerifier()])
  const models = await openModels({
    dataDir: config.modelsDir,
    offline: config.offline,
    acceptLicenses: config.acceptLicenses,
    extra: config.extraModels,
    onProgress: event => parent.tell('progress', { event }),
    onModel: card => parent.tell('model', { name: card.name, why: card.why }),
  })
  const { chainUrl } = await parent.go
  const assigned = assign(config, models)
  const miners = await runMiners({
    chainUrl,
    miners: assigned.map(one => one.miner),
    dataDir: config.dataDir,
    logger: pino({ name: 'miners' }),
  })
  parent.ready({
    miners: assigned.map(one => one.report),
    models: [...models.text, ...models.embedding].map(one => one.card),
  })
  return async () => {
    await miners.close()
    await models.close()
  }
})
