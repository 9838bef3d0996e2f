// Our side: a miner that answers at once, one that wraps the upstream, and the gateway in front of either.
import { openOne } from '@taonet/models'
import {
  type Answer,
  type Dispatcher,
  type RunningValidator,
  route,
  type Service,
  textService,
} from '@taonet/neuron'
import { z } from 'zod'
import { startGateway } from '../../../src/index.ts'
import { networkOf, neuron, startMiner, validator } from '../../../test/network.ts'
import { ANSWER, CHUNKS, MODEL, PATH } from './instant.ts'

async function* chunks(): AsyncGenerator<object> {
  yield* CHUNKS
}

const asked = z.looseObject({ stream: z.boolean().optional() })

const instant: Service = {
  model: MODEL,
  sha256: '',
  engine: 'bench',
  routes: {
    [PATH]: route(
      asked,
      async ({ stream }): Promise<Answer> =>
        stream ? { type: 'events', events: chunks() } : { type: 'json', body: ANSWER },
    ),
  },
}

/** The upstream itself behind a miner's door. */
export const miner = async (): Promise<number> => (await startMiner(1, 0, instant)).port

/** As `taonet miner wrap` puts a miner in front of a server that runs already: one more hop. */
export async function wrapping(upstream: number): Promise<number> {
  const { model } = await openOne(`http://127.0.0.1:${upstream}/v1`, MODEL)
  return (await startMiner(1, 0, textService(model))).port
}

async function gatewayOf(
  miner: number,
  folder: string,
  validators: readonly RunningValidator[],
): Promise<number> {
  const seats = [neuron({ uid: 0, model: MODEL, incentive: 1, port: miner })]
  const network = networkOf({ text: seats }, validators)
  const running = await startGateway({
    network,
    folder,
    host: '127.0.0.1',
    port: 0,
    rpcUrl: 'ws://127.0.0.1:9944',
  })
  return running.port
}

export const gateway = (miner: number, folder: string): Promise<number> =>
  gatewayOf(miner, folder, [validator(0), validator(1), validator(2)])

/** A validator that opens a connection and a session for every request. */
function forgetful(): RunningValidator {
  const kept = validator(0)
  const send: Dispatcher['send'] = async (...question) => {
    const once = validator(0).dispatcher
    const reply = await once.send(...question)
    const answer = await reply.json()
    await once.close(0)
    return { ...reply, status: reply.status, streamed: false, json: async () => answer }
  }
  const { hotkey, metrics, close } = kept.dispatcher
  return {
    ...kept,
    dispatcher: {
      hotkey,
      send,
      metrics: () => metrics.call(kept.dispatcher),
      close: () => close.call(kept.dispatcher),
    },
  }
}

export const cold = (miner: number, folder: string): Promise<number> =>
  gatewayOf(miner, folder, [forgetful()])
