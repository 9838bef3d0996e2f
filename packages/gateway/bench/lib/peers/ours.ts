// Our side: a miner that answers at once, one that wraps the upstream, and the gateway in front of either.
import { openOne } from '@taonet/models'
import {
  type Answer,
  createDispatcher,
  type Dispatcher,
  type RunningValidator,
  route,
  type Service,
  textService,
} from '@taonet/neuron'
import { keyPairFromUri } from '@taonet/wire'
import { z } from 'zod'
import { createKey, openSql } from '../../../src/accounts/index.ts'
import { startGateway } from '../../../src/index.ts'
import { networkOf, neuron, startMiner, validator } from '../../../test/network.ts'
import { answerTo, chunksTo, MODEL, nameOf, PATH } from './instant.ts'

async function* inTurn<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

const asked = z.looseObject({
  stream: z.boolean().optional(),
  messages: z.tuple([z.looseObject({ content: z.string() })]),
})

const instant: Service = {
  model: MODEL,
  sha256: '',
  engine: 'bench',
  routes: {
    [PATH]: route(asked, async ({ stream, messages }): Promise<Answer> => {
      const name = nameOf(messages[0].content)
      return stream
        ? { type: 'events', events: inTurn(chunksTo(name)) }
        : { type: 'json', body: answerTo(name) }
    }),
  },
}

export interface Ours {
  readonly port: number
  /** Of a key whose requests nobody judges. */
  readonly unjudged?: string
}

/** The upstream itself behind a miner's door. */
export const miner = async (): Promise<Ours> => ({ port: (await startMiner(1, 0, instant)).port })

/** As `taonet miner wrap` puts a miner in front of a server that runs already: one more hop. */
export async function wrapping(upstream: number): Promise<Ours> {
  const { model } = await openOne(`http://127.0.0.1:${upstream}/v1`, MODEL)
  return { port: (await startMiner(1, 0, textService(model))).port }
}

async function unjudgedKey(folder: string): Promise<string> {
  const sql = await openSql({ folder })
  try {
    const key = {
      name: 'bench',
      scopes: ['chat'],
      policy: 'off',
      shareCache: false,
      keepWords: false,
    } as const
    return (await createKey(sql, { ...key, limits: { budgets: [] }, expires: undefined }, Date.now())).secret
  } finally {
    await sql.close()
  }
}

async function gatewayOf(
  miner: number,
  folder: string,
  validators: readonly RunningValidator[],
): Promise<Ours> {
  const unjudged = await unjudgedKey(folder)
  const seats = [neuron({ uid: 0, model: MODEL, incentive: 1, port: miner })]
  const network = networkOf({ text: seats }, validators)
  const rpcUrl = 'ws://127.0.0.1:9944'
  const { port } = await startGateway({ network, folder, host: '127.0.0.1', port: 0, rpcUrl })
  return { port, unjudged }
}

export const gateway = (miner: number, folder: string): Promise<Ours> =>
  gatewayOf(miner, folder, [validator(0), validator(1), validator(2)])

/** A validator that opens a connection and a session for every request. */
function forgetful(): RunningValidator {
  const kept = validator(0)
  const hotkey = keyPairFromUri('//Bench')
  const send: Dispatcher['send'] = async (...question) => {
    const once = createDispatcher({ hotkey, allowLoopback: true })
    const reply = await once.send(...question)
    const answer = await reply.json()
    await once.close(0)
    return { ...reply, status: reply.status, streamed: false, json: async () => answer }
  }
  const { dispatcher } = kept
  return {
    ...kept,
    dispatcher: {
      hotkey: hotkey.account,
      send,
      metrics: () => dispatcher.metrics(),
      close: () => dispatcher.close(),
    },
  }
}

export const cold = (miner: number, folder: string): Promise<Ours> => gatewayOf(miner, folder, [forgetful()])
