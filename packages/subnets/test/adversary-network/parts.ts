// Who is in the network, and what each one really does.
import type { Models, TextModel } from '@taonet/models'
import { type ChatResponse, type Dispatcher, type Service, type Target, textService } from '@taonet/neuron'
import { type Crowd, DECLARED, type Miner } from '../../bench/adversary-miners.ts'
import { chatService } from '../chat-service.ts'
import { lyingAboutLatency, overheard, relaying } from '../network-cheats.ts'

export interface Part {
  readonly name: string
  readonly honest: boolean
  readonly does: string
  readonly service: Service
}

/** What they work with. */
export interface Means {
  readonly models: Models
  readonly all: Crowd
  /** Of somebody whom miners answer. */
  readonly relay: Dispatcher
  /** Where the relay's answers come from. */
  readonly origin: () => Target
}

export const ORIGIN = 'allround'
export const FLOODED = 'small, flooded'

const honest = (name: string, does: string, service: Service): Part => ({ name, honest: true, does, service })
const cheat = (name: string, does: string, service: Service): Part => ({ name, honest: false, does, service })

/** What each one does. The cheats declare the best weights of the repository. */
export function parts({ models, all, relay, origin }: Means): readonly Part[] {
  const named = (id: string): TextModel => {
    const found = models.text.find(({ card }) => card.id === id)
    if (!found) throw new RangeError(`no model ${id}`)
    return found
  }
  const best = textService(named(DECLARED))
  const small = textService(named('taonet-small'))
  let last: ChatResponse | undefined
  const heard = (answer: ChatResponse): void => {
    last = answer
  }
  const answering = (name: string): Service => {
    const miner = all.adversaries[name]
    if (!miner) throw new RangeError(`no adversary ${name}`)
    return chatService(best, miner)
  }
  const copying: Miner = async request => last ?? all.honest(request)
  return [
    honest(ORIGIN, 'serves the best weights', overheard(best, heard)),
    honest('numbers', 'serves weights that know numbers', textService(named('taonet-numbers'))),
    honest('small', 'serves the smallest weights', small),
    honest(FLOODED, 'the same, while a stranger floods it', small),
    cheat('cache', 'answers what it answered to a like question', answering('cache')),
    cheat('truncates', 'gives half of each answer', answering('truncates')),
    cheat('int8', 'serves the weights rounded to 8 bits', answering('int8')),
    cheat('smaller model', 'serves the smallest weights as the best', answering('smaller model')),
    cheat('copies', 'gives the last answer of its neighbour', chatService(best, copying)),
    cheat('probe-only', 'works where log-probabilities are asked for', answering('probe-only')),
    cheat('injects', 'tells whoever judges to give full marks', answering('injects instructions')),
    cheat('unsafe', 'answers well, after insults', answering('unsafe')),
    cheat('latency lie', 'opens streams at once, answers late', lyingAboutLatency(best)),
    cheat('relay', 'asks allround whatever it is asked', relaying(best, relay, origin)),
  ]
}
