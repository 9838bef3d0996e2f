// Asking the network as any program would: OpenAI's route, streamed, with the headers that say who answered (DESIGN §6).
import type { News, Who } from './answer.ts'
import { newsOf } from './chunk.ts'
import { eventsOf } from './event-stream.ts'
import { offline, troubleIn, troubleOf } from './trouble.ts'

export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

export interface Question {
  readonly model: string
  readonly turns: readonly Turn[]
  readonly signal: AbortSignal
}

export function whoOf(headers: Headers): Who | undefined {
  const model = headers.get('x-taonet-model')
  if (model === null) return undefined
  const block = Number(headers.get('x-taonet-block') ?? Number.NaN)
  return {
    model,
    miners: (headers.get('x-taonet-miners') ?? '').split(',').flatMap(one => one.trim() || []),
    block: Number.isInteger(block) && block > 0 ? block : undefined,
  }
}

async function troubleOfReply(reply: Response): Promise<News> {
  const body: unknown = await reply.json().catch(() => undefined)
  const trouble = troubleIn(body) ?? troubleOf('error', `The gateway answered ${reply.status}.`)
  return { type: 'trouble', trouble }
}

/** Never throws: what fails is news too. Ends after `end`, `stop` or `trouble`. */
export async function* ask({ model, turns, signal }: Question): AsyncGenerator<News> {
  const started = performance.now()
  const passed = (): number => performance.now() - started
  try {
    const reply = await fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model,
        messages: turns,
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 256,
        include: ['routing'],
      }),
      signal,
    })
    if (!reply.ok || reply.body === null) {
      yield await troubleOfReply(reply)
      return
    }
    const who = whoOf(reply.headers)
    if (who) yield { type: 'who', who }
    for await (const payload of eventsOf(reply.body)) {
      if (payload === '[DONE]') break
      for (const news of newsOf(payload, passed())) {
        yield news
        if (news.type === 'trouble') return
      }
    }
    yield { type: 'end', at: passed() }
  } catch {
    yield signal.aborted ? { type: 'stop', at: passed() } : { type: 'trouble', trouble: offline }
  }
}
