// The question that `taonet up` asks by itself, so that the first answer comes without a client: one the running models
// answer well, streamed from the gateway like anybody's.
import { NetError } from '@taonet/wire'

export interface Answered {
  readonly model: string
  readonly miners: string
  readonly block: string
  readonly firstTokenMs: number
  readonly totalMs: number
}

const PATIENCE = 60_000

/** @throws NetError `no-answer`. */
export async function ask(
  baseUrl: string,
  question: string,
  onText: (text: string) => void,
): Promise<Answered> {
  const started = performance.now()
  let firstTokenMs = 0
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'auto',
      messages: [{ role: 'user', content: question }],
      temperature: 0,
      max_tokens: 64,
      stream: true,
    }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((cause: unknown) => {
    throw new NetError(
      'no-answer',
      'the gateway gave no answer',
      'look at logs/front.log in the data directory',
      cause,
    )
  })
  if (!response.ok || !response.body)
    throw new NetError(
      'no-answer',
      `the gateway answered ${response.status}: ${(await response.text()).slice(0, 300)}`,
      'look at logs/front.log in the data directory',
    )
  let rest = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const text = textOf(line)
      if (text === '') continue
      if (firstTokenMs === 0) firstTokenMs = performance.now() - started
      onText(text)
    }
  }
  const header = (name: string): string => response.headers.get(name) ?? ''
  return {
    model: header('x-taonet-model'),
    miners: header('x-taonet-miners'),
    block: header('x-taonet-block'),
    firstTokenMs,
    totalMs: performance.now() - started,
  }
}

/** Waits until the gateway can answer a chat and an embedding. @throws NetError `no-answer`. */
export async function untilReady(gateway: string): Promise<void> {
  const until = performance.now() + PATIENCE
  for (;;) {
    const response = await fetch(`${gateway}/ready`, { signal: AbortSignal.timeout(PATIENCE) }).catch(
      () => undefined,
    )
    await response?.body?.cancel()
    if (response?.ok) return
    if (performance.now() > until)
      throw new NetError(
        'no-answer',
        'no miner answered within a minute',
        'look at logs/miners.log and logs/front.log in the data directory',
      )
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string } }[]
}

function textOf(line: string): string {
  if (!line.startsWith('data: ') || line === 'data: [DONE]') return ''
  const chunk: Chunk = JSON.parse(line.slice(6))
  return chunk.choices?.[0]?.delta?.content ?? ''
}
