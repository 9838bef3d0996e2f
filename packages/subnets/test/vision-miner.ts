// A vision miner without a network: the service's own route, its schema checks included.

import type { VisionModel } from '@taonet/models/vision'
import { type ChatResponse, chatResponse, type Service } from '@taonet/neuron'
import { accountId } from '@taonet/wire'
import { visionService } from '../src/vision/service.ts'

export type Ask = (body: unknown) => Promise<ChatResponse>

export function asking(service: Service): Ask {
  const route = service.routes['/v1/chat/completions']
  const context = { caller: accountId(new Uint8Array(32)), signal: new AbortController().signal }
  return async body => {
    const answer = await route?.handle(body, context)
    if (answer?.type !== 'json') throw new TypeError('a vision answer comes in one piece')
    return chatResponse.parse(answer.body)
  }
}

export const askingModel = (model: VisionModel): Ask => asking(visionService(model))

export const contentOf = (response: ChatResponse): string => response.choices[0]?.message.content ?? ''
